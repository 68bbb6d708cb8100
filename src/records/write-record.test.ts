// How a record is written: at once, or step by step where something has to be known before; and what is answered along.

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { RecordRow } from '../record-types/record-type.ts';
import { type Trace, untraced } from '../tracing/trace.ts';
import { factoryCascades } from './factory-cascades.ts';
import { unguarded } from './guard.ts';
import type { RecordInput } from './parse-input.ts';
import { createRecords } from './records.ts';
import { createTestRecords, type TestRecords } from './test-records.ts';

let t: TestRecords;
let partNumber = 0;
const newPart = (values = {}) => t.create('Part', { partNumber: `P-${++partNumber}`, ...values });

beforeAll(async () => {
  t = await createTestRecords();
});
afterAll(() => t.close());
beforeEach(() => {
  t.guardWith(unguarded);
  t.changes.length = 0;
});

it('gets each value in its place, whatever is written together', async () => {
  let part = await newPart();
  const next: ((n: number) => Record<string, unknown>)[] = [
    (n) => ({ partNumber: `number ${n}` }),
    (n) => ({ revision: `revision ${n}` }),
    (n) => ({ description: `description ${n}` }),
    (n) => ({ cost: n + 0.5 }),
    (n) => ({ leadTime: n }),
    () => ({ partType: part.partType === 'PART' ? 'TOOL' : 'PART' }),
    () => ({ trackingType: part.trackingType === 'LOT' ? 'SERIAL' : 'LOT' }),
    () => ({ sourcingStrategy: part.sourcingStrategy === 'MAKE' ? 'BUY' : 'MAKE' }),
  ];
  for (let some = 1; some < 2 ** next.length; some++) {
    const values = Object.assign({}, ...next.map((value, bit) => (some & (2 ** bit) ? value(some) : {})));
    const { _etag, _updated, ...rest } = part;
    part = await t.update('Part', part, values);
    expect(part).toEqual({ ...rest, ...values, _etag: expect.any(String), _updated: expect.any(Date) });
  }
});

it('tells the guard what the statement that wrote it answered along', async () => {
  const records = createRecords({
    db: t.db.kysely,
    recordTypes: factoryPack,
    cascades: factoryCascades,
    guard: async (change) => {
      noted.push([change.event, change.noted?.answer]);
      return { warnings: [] };
    },
    notes: sql`(select array[count(*), 7] from supplier where name = 'noted')`,
  });
  const noted: unknown[] = [];
  const type = factoryPack.named('Supplier');
  const { result } = await records.create(type, { name: 'noted' }, t.request());
  expect(result).not.toHaveProperty('written_notes');
  const renamed = { id: result.id, etag: result._etag, values: { name: 'another' } };
  const { result: updated } = await records.update(type, renamed, t.request());
  await records.delete(type, { id: updated.id, etag: updated._etag }, t.request());
  // A statement sees what was before it: nobody of that name, then one.
  expect(noted).toEqual([
    ['CREATE', [0, 7]],
    ['UPDATE', [1, 7]],
    ['DELETE', undefined],
  ]);
});

it('is the same whether it is written at once or step by step, and so is what is refused', async () => {
  const type = factoryPack.named('Part');
  const taken = await newPart();
  const inputs: Record<string, unknown>[] = [
    { description: 'new', cost: 2.5, leadTime: 3, attributes: [{ key: 'Mass', value: 2 }] },
    { description: null, trackingType: 'LOT', status: 'archived' },
    { cost: 2.5, description: 'old' },
    { revision: 'A', partSubtypeIds: [] },
    {},
    { partNumber: '' },
    { partNumber: null },
    { partNumber: taken.partNumber },
    { partNumber: taken.partNumber, trackingType: 'NONSENSE' },
    { supplierId: 999_999 },
    { nonsense: 1 },
    { leadTime: 2 ** 40 },
  ];
  const outcome = async (values: Record<string, unknown>, stepByStep: boolean) => {
    const part = await newPart({ partNumber: 'written', description: 'old', cost: 2.5, leadTime: 1 });
    const seen: unknown[] = [];
    const records = createRecords({
      db: t.db.kysely,
      recordTypes: factoryPack,
      cascades: { ...factoryCascades, ...(stepByStep && { Part: { prepare: async () => {} } }) },
      guard: async ({ diff, old, new: row }) => {
        seen.push(diff, old, { ...row, _etag: '', _updated: null });
        return { warnings: [] };
      },
    });
    const written = await records.update(type, { id: part.id, etag: part._etag, values }, t.request()).then(
      ({ result }) => ({ ...result, hasNewEtag: result._etag !== part._etag, _etag: '', _updated: null }),
      ({ code, message }) => ({ code, message }),
    );
    const { rows } = await sql<{ etag: string }>`select etag from part where id = ${part.id}`.execute(t.db.kysely);
    await t.delete('Part', { ...part, _etag: rows[0]!.etag });
    const text = JSON.stringify({ written, seen })
      .replaceAll(`"id":${part.id},`, '"id":0,')
      .replaceAll(part._etag, 'ETAG');
    return JSON.parse(text.replace(/("_(?:created|updated)"):"[^"]+"/g, '$1:""'));
  };
  for (const values of inputs) expect(await outcome(values, false)).toEqual(await outcome(values, true));
});

it('is locked by itself only when something has to be known before it is written', async () => {
  const stages: string[] = [];
  const trace: Trace = {
    ...untraced,
    stage: (name, work, facts) => {
      stages.push(name);
      return untraced.stage(name, work, facts);
    },
  };
  const records = createRecords({
    db: t.db.kysely,
    recordTypes: factoryPack,
    cascades: factoryCascades,
    guard: unguarded,
    trace,
  });
  const stagesOf = async (name: string, record: RecordRow, values: RecordInput) => {
    stages.length = 0;
    await records.update(factoryPack.named(name), { id: record.id, etag: record._etag, values }, t.request());
    return stages.filter((stage) => stage === 'lock' || stage === 'apply');
  };
  const subtype = await t.create('PartSubtype', { name: 'Locked' });
  expect(await stagesOf('Part', await newPart(), { description: 'at once' })).toEqual(['apply']);
  expect(await stagesOf('Part', await newPart(), { partSubtypeIds: [subtype.id] })).toEqual(['lock', 'apply']);
  const user = await t.create('User', { name: 'Bo', email: 'bo-locked@example.com' });
  expect(await stagesOf('User', user, { name: 'its email is completed' })).toEqual(['lock', 'apply']);
});

it('keeps its etag and runs no actions when nothing differs', async () => {
  const part = await newPart({ attributes: [{ key: 'a', value: { x: 1, y: 2 } }] });
  t.changes.length = 0;
  const again = await t.update('Part', part, { attributes: [{ key: 'a', value: { y: 2, x: 1 } }] });
  expect(again._etag).toBe(part._etag);
  expect(t.changes).toEqual([]);
});
