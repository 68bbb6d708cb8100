import { expect, test } from 'vitest';
import type { RecordTypeInfo } from '../records/record-types.ts';
import { starterQuery } from './starter-query.ts';

const field = (name: string, kind: string, relation?: { type: string; many: boolean }) => ({ name, kind, relation });
const part = { name: 'Part', titleField: 'partNumber', displayFields: [], fields: [field('partNumber', 'STRING')] };
const inventory = {
  name: 'PartInventory',
  queryName: 'partInventory',
  titleField: 'serialNumber',
  displayFields: ['serialNumber', 'part', 'attributes'],
  fields: [
    field('serialNumber', 'STRING'),
    field('part', 'RELATION', { type: 'Part', many: false }),
    field('attributes', 'ATTRIBUTES'),
  ],
};

test('a query to begin with asks for what the list of the type shows', () => {
  const types = [part, inventory] as unknown as RecordTypeInfo[];
  expect(starterQuery(types[1]!, types)).toBe(`{
  partInventory(id: $id) {
    id
    serialNumber
    part { id partNumber }
    attributes { key value }
  }
}
`);
});
