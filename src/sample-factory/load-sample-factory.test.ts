import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { createTestRecords, type TestRecords } from '../records/test-records.ts';
import { loadSampleFactory } from './load-sample-factory.ts';

let t: TestRecords;
const load = () => loadSampleFactory({ db: t.db.kysely, recordTypes: factoryPack, request: t.request() });
const rows = async <Row>(text: string) => (await sql.raw<Row>(text).execute(t.db.kysely)).rows;

beforeAll(async () => {
  t = await createTestRecords();
});
afterAll(() => t.close());

it('fills every record type of an empty installation', async () => {
  await load();
  for (const { table, name } of factoryPack.all) {
    expect(await rows(`select from ${table} limit 1`), name).toHaveLength(1);
  }
});

it('has runs in the states that their steps give them', async () => {
  expect(await rows('select title, status from run order by id')).toEqual([
    { title: 'Engine 1', status: 'COMPLETE' },
    { title: 'Engine 2', status: 'IN_PROGRESS' },
    { title: 'Engine 3', status: 'TODO' },
    { title: 'Oxidizer tank 1', status: 'REDLINE' },
    { title: 'Oxidizer tank 2', status: 'HOLD' },
    { title: 'Acceptance of engine 1', status: 'IN_PROGRESS' },
  ]);
});

it('has inventory that runs and order lines made', async () => {
  const made = await rows<{ how_created: string }>('select distinct how_created from part_inventory order by 1');
  expect(made.map((row) => row.how_created)).toEqual(['MANUAL', 'PARTIAL_RECEIVE', 'PO_LINE_MADE', 'RUN_MADE']);
});

it('is not loaded twice', async () => {
  await expect(load()).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: /already has records/ });
});
