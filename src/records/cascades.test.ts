import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { RecordRow } from '../record-types/record-type.ts';
import { findAll } from './find-all.ts';
import { createTestRecords, type TestRecords } from './test-records.ts';

let t: TestRecords;
const all = (name: string, filters = {}) =>
  findAll(t.db.kysely, factoryPack, factoryPack.named(name), filters, [{ field: 'id', direction: 'ASC' }]);
const only = async (name: string, filters = {}): Promise<RecordRow> => {
  const rows = await all(name, filters);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

beforeAll(async () => {
  t = await createTestRecords();
});
afterAll(() => t.close());
beforeEach(() => {
  t.changes.length = 0;
});

describe('creating a run', () => {
  it('of a part makes its part inventory, as a change of the same request', async () => {
    const part = await t.create('Part', { partNumber: 'ENGINE', trackingType: 'SERIAL' });
    t.changes.length = 0;
    const run = await t.create('Run', { title: 'Engine 1', partId: part.id });
    const inventory = await only('PartInventory', { partId: { eq: part.id } });
    expect(run.partInventoryId).toBe(inventory.id);
    expect(inventory).toMatchObject({ howCreated: 'RUN_MADE', status: 'WIP', quantity: 1 });
    expect(t.changes.map(({ event, type }) => `${event} ${type.name}`)).toEqual(['CREATE Run', 'CREATE PartInventory']);
  });

  it('of a given part inventory makes none', async () => {
    const part = await t.create('Part', { partNumber: 'FIN' });
    const inventory = await t.create('PartInventory', { partId: part.id });
    await t.create('Run', { title: 'Fin 1', partId: part.id, partInventoryId: inventory.id });
    expect(await all('PartInventory', { partId: { eq: part.id } })).toHaveLength(1);
  });

  it('of a procedure copies its steps with their order, content and dependencies', async () => {
    const procedure = await t.create('Procedure', { title: 'Assemble' });
    const second = await t.create('Step', { title: 'second', procedureId: procedure.id, position: 2 });
    const first = await t.create('Step', {
      title: 'first',
      procedureId: procedure.id,
      position: 1,
      content: 'Do it',
      downstreamStepIds: [second.id],
    });
    await t.create('Step', { title: 'first, inner', parentId: first.id });
    const run = await t.create('Run', { procedureId: procedure.id, status: 'HOLD' });
    expect(run).toMatchObject({ title: 'Assemble', status: 'HOLD' });

    const steps = await all('RunStep', { runId: { eq: run.id } });
    expect(steps.map(({ title }) => title)).toEqual(['first', 'first, inner', 'second']);
    expect(steps.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(steps[0]!.content).toEqual([{ type: 'p', children: [{ text: 'Do it' }] }]);
    const created = t.changes.find(({ new: row, type }) => type.name === 'RunStep' && row?.title === 'second');
    expect(created!.diff.upstreamStepIds!.new).toEqual([steps[0]!.id]);
  });
});

describe('the state of a run', () => {
  it('rolls up from its steps, as a change of the same request', async () => {
    const run = await t.create('Run', { title: 'Roll' });
    const steps = [
      await t.create('RunStep', { title: 'a', runId: run.id }),
      await t.create('RunStep', { title: 'b', runId: run.id }),
    ];
    const set = async (index: number, status: string) => {
      steps[index] = await t.update('RunStep', steps[index]!, { status });
      return (await only('Run', { id: { eq: run.id } })).status;
    };
    expect(await set(0, 'IN_PROGRESS')).toBe('IN_PROGRESS');
    expect(await set(0, 'COMPLETE')).toBe('IN_PROGRESS');
    expect(await set(1, 'HOLD')).toBe('HOLD');
    t.changes.length = 0;
    expect(await set(1, 'COMPLETE')).toBe('COMPLETE');
    expect(t.changes.map(({ event, type }) => `${event} ${type.name}`)).toEqual(['UPDATE RunStep', 'UPDATE Run']);

    const more = await t.create('RunStep', { title: 'c', runId: run.id });
    expect((await only('Run', { id: { eq: run.id } })).status).toBe('IN_PROGRESS');
    await t.delete('RunStep', more);
    expect((await only('Run', { id: { eq: run.id } })).status).toBe('COMPLETE');
  });

  it('is right when its last two steps are finished at once', async () => {
    const run = await t.create('Run', { title: 'Race' });
    const steps = await Promise.all(['a', 'b', 'c', 'd'].map((title) => t.create('RunStep', { title, runId: run.id })));
    await Promise.all(steps.map((step) => t.update('RunStep', step, { status: 'COMPLETE' })));
    expect((await only('Run', { id: { eq: run.id } })).status).toBe('COMPLETE');
  });
});

describe('a purchase order line', () => {
  it('makes inventory on order, whose quantity follows the line', async () => {
    const part = await t.create('Part', { partNumber: 'BOLT', trackingType: 'SERIAL' });
    const order = await t.create('PurchaseOrder', {});
    const line = await t.create('PurchaseOrderLine', { purchaseOrderId: order.id, partId: part.id, quantity: 5 });
    const inventory = await only('PartInventory', { purchaseOrderLineId: { eq: line.id } });
    expect(inventory).toMatchObject({ howCreated: 'PO_LINE_MADE', status: 'ON_ORDER', quantity: 5, partId: part.id });
    await t.update('PurchaseOrderLine', line, { quantity: 8 });
    expect((await only('PartInventory', { purchaseOrderLineId: { eq: line.id } })).quantity).toBe(8);
  });

  it('takes its inventory along while that is on order, and is kept by it once received', async () => {
    const part = await t.create('Part', { partNumber: 'NUT' });
    const order = await t.create('PurchaseOrder', {});
    const line = await t.create('PurchaseOrderLine', { purchaseOrderId: order.id, partId: part.id });
    const kept = await t.create('PurchaseOrderLine', { purchaseOrderId: order.id, partId: part.id });
    await t.delete('PurchaseOrderLine', line);
    const inventory = await only('PartInventory', { partId: { eq: part.id } });
    await t.update('PartInventory', inventory, { status: 'AVAILABLE' });
    await expect(t.delete('PurchaseOrder', order)).rejects.toThrow(
      `Part Inventory ${inventory.id} (purchaseOrderLine)`,
    );
    expect(kept.id).toBe(inventory.purchaseOrderLineId);
  });
});

describe('a step', () => {
  it('follows its parent into another procedure and can not be its own ancestor', async () => {
    const [from, to] = [await t.create('Procedure', { title: 'from' }), await t.create('Procedure', { title: 'to' })];
    const parent = await t.create('Step', { title: 'parent', procedureId: from.id });
    const child = await t.create('Step', { title: 'child', parentId: parent.id });
    await t.update('Step', parent, { procedureId: to.id });
    const moved = await only('Step', { id: { eq: child.id } });
    expect(moved.procedureId).toBe(to.id);
    const above = await only('Step', { id: { eq: parent.id } });
    await expect(t.update('Step', above, { parentId: child.id })).rejects.toThrow('choose another parent');
    await expect(t.create('Step', { title: 'x', parentId: child.id, procedureId: from.id })).rejects.toThrow(
      'leave procedureId out',
    );
    await expect(t.create('Step', { title: 'homeless' })).rejects.toThrow('a step belongs to a procedure');
  });
});

it('an approval is by whoever gives it', async () => {
  const issue = await t.create('Issue', { title: 'Crack' });
  expect((await t.create('IssueApproval', { issueId: issue.id })).reviewerId).toBe(t.person.id);
});
