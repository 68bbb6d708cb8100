import { expect, test } from 'vitest';
import { listFilters, parseFilter, printFilter } from './filters.ts';
import type { FieldInfo, RecordTypeInfo } from './record-types.ts';

const field = (name: string, kind: FieldInfo['kind'], inputName = name) => ({ name, kind, inputName }) as FieldInfo;
const partInventory = {
  titleField: 'serialNumber',
  displayFields: ['part', 'serialNumber', 'lotNumber', 'status'],
  fields: [
    field('part', 'RELATION', 'partId'),
    field('serialNumber', 'STRING'),
    field('lotNumber', 'STRING'),
    field('quantity', 'FLOAT'),
    field('status', 'ENUM'),
  ],
} as unknown as RecordTypeInfo;
const filtersOf = (...where: string[]) =>
  listFilters(
    partInventory,
    undefined,
    where.flatMap((text) => parseFilter(text) ?? []),
  );

test('a filter reads back from the URL as it was written, colons in its value included', () => {
  const filter = { field: 'title', operator: 'contains', value: 'a:b' } as const;
  expect(parseFilter(printFilter(filter))).toEqual(filter);
});

test('nothing asked narrows nothing', () => {
  expect(filtersOf()).toBeUndefined();
  expect(filtersOf('status:in:', 'unknown:is:3', 'nonsense')).toBeUndefined();
});

test('several filters must all match', () => {
  expect(filtersOf('status:in:AVAILABLE,WIP', 'part:is:3', 'quantity:from:2')).toEqual({
    and: [{ status: { in: ['AVAILABLE', 'WIP'] } }, { partId: { eq: 3 } }, { quantity: { gte: 2 } }],
  });
});

test('a search looks in every text column, and for a number also at the id', () => {
  expect(listFilters(partInventory, '34', [])).toEqual({
    and: [{ or: [{ serialNumber: { ilike: '%34%' } }, { lotNumber: { ilike: '%34%' } }, { id: { eq: 34 } }] }],
  });
});

test('a percent sign in the search is just a percent sign', () => {
  expect(JSON.stringify(listFilters(partInventory, '5%', []))).toContain('%5\\\\%%');
});
