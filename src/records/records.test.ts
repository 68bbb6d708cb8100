import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { unguarded } from './guard.ts';
import { createTestRecords, type TestRecords } from './test-records.ts';

let t: TestRecords;
let partNumber = 0;
const newPart = (values = {}) => t.create('Part', { partNumber: `P-${++partNumber}`, ...values });
const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(t.db.kysely)).rows[0]!.n;

beforeAll(async () => {
  t = await createTestRecords();
});
afterAll(() => t.close());
beforeEach(() => {
  t.guardWith(unguarded);
  t.changes.length = 0;
});

describe('a record', () => {
  it('is created with its defaults, its author and an etag', async () => {
    const part = await newPart({ trackingType: 'serial', attributes: [{ key: 'Mass', value: 2.5 }] });
    expect(part).toMatchObject({
      partType: 'PART',
      trackingType: 'SERIAL',
      status: 'RELEASED',
      createdById: t.person.id,
      updatedById: t.person.id,
      attributes: [{ key: 'Mass', value: 2.5, type: 'NUMBER' }],
    });
    expect(part._etag).toMatch(/^[\w-]{12}$/);
    expect(part._created).toBeInstanceOf(Date);
  });

  it('reaches the guard with what differs', async () => {
    const part = await newPart({ revision: 'A' });
    t.changes.length = 0;
    await t.update('Part', part, { status: 'archived', revision: 'A', leadTime: 3, description: null });
    expect(t.changes).toHaveLength(1);
    expect(t.changes[0]).toMatchObject({ event: 'UPDATE', recordId: part.id });
    expect(t.changes[0]!.diff).toEqual({
      status: { old: 'RELEASED', new: 'ARCHIVED' },
      leadTime: { old: null, new: 3 },
    });
  });

  it('is not updated or deleted with a stale etag', async () => {
    const part = await newPart();
    await t.update('Part', part, { description: 'newer' });
    await expect(t.update('Part', part, { description: 'lost' })).rejects.toThrow('was changed since you read it');
    await expect(t.delete('Part', part)).rejects.toMatchObject({ code: 'CONCURRENCY_ERROR' });
  });

  it('that does not exist is not found', async () => {
    const ghost = { id: 999_999, _etag: 'x' };
    await expect(t.update('Part', ghost, {})).rejects.toMatchObject({ code: 'NOT_FOUND', message: /Part 999999/ });
    await expect(t.delete('Part', { id: 2 ** 40, _etag: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('sets and diffs the records it is joined with', async () => {
    const flight = await t.create('PartSubtype', { name: 'Flight' });
    const ground = await t.create('PartSubtype', { name: 'Ground' });
    t.changes.length = 0;
    const part = await newPart({ partSubtypeIds: [flight.id] });
    await t.update('Part', part, { partSubtypeIds: [ground.id] });
    expect(t.changes[0]!.diff.partSubtypeIds).toEqual({ old: null, new: [flight.id] });
    expect(t.changes[1]!.diff).toEqual({ partSubtypeIds: { old: [flight.id], new: [ground.id] } });
  });

  it('can take the computed value of a field back', async () => {
    const order = await t.create('PurchaseOrder', {});
    await t.create('PurchaseOrderLine', { purchaseOrderId: order.id, quantity: 3, cost: 2.5 });
    const set = await t.update('PurchaseOrder', order, { estimatedTotalCost: 100 });
    expect(set.estimatedTotalCost).toBe(100);
    expect((await t.update('PurchaseOrder', set, { estimatedTotalCost: null })).estimatedTotalCost).toBe(7.5);
  });
});

describe('two people', () => {
  it('updating one record at once never overwrite each other', async () => {
    const part = await newPart();
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((description) => t.update('Part', part, { description })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONCURRENCY_ERROR' });
    }
  });

  it('that deadlock both get their change', async () => {
    const [a, b] = [await newPart(), await newPart()];
    const part = factoryPack.named('Part');
    let held = 0;
    let release: () => void;
    const bothHeld = new Promise<void>((resolve) => {
      release = resolve;
    });
    const both = (first: number, second: number) =>
      t.records.change(t.request(), async (changes) => {
        await changes.update(part, { id: first, values: { leadTime: Math.floor(Math.random() * 1e9) } });
        if (++held === 2) release();
        await bothHeld;
        await changes.update(part, { id: second, values: { leadTime: Math.floor(Math.random() * 1e9) } });
      });
    await Promise.all([both(a.id, b.id), both(b.id, a.id)]);
  });
});

describe('a blocked change', () => {
  const block = { message: 'no', actionId: 7, actionTitle: 'Never', executionLogId: 'log-1' };

  it('leaves nothing but its log, marked as not committed', async () => {
    const logs: [committed: boolean, inTransaction: boolean][] = [];
    t.guardWith(async () => ({
      warnings: [],
      block,
      writeLog: async (db, committed) => logs.push([committed, db.isTransaction]) > 0,
    }));
    const before = await count('part');
    await expect(newPart()).rejects.toMatchObject({ code: 'VALIDATION_ERROR', message: 'no', block });
    expect(await count('part')).toBe(before);
    expect(logs).toEqual([[false, true]]);
  });

  it('takes the whole request back, and keeps the log of every chain that ran', async () => {
    const part = await newPart();
    const logs: string[] = [];
    t.guardWith(async ({ type, event }) => ({
      warnings: [],
      ...(type.name === 'PartInventory' && { block }),
      writeLog: async (_db, committed) => logs.push(`${event} ${type.name} ${committed}`) > 0,
    }));
    await expect(t.create('Run', { title: 'r', partId: part.id })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(await count('run')).toBe(0);
    expect(logs).toEqual(['CREATE Run false', 'CREATE PartInventory false']);
  });

  it('keeps the logs of chains that ran before a failure of ours', async () => {
    const logs: boolean[] = [];
    let calls = 0;
    t.guardWith(async () => {
      if (++calls === 2) throw new Error('the disk is on fire');
      return { warnings: [], writeLog: async (_db, committed) => logs.push(committed) > 0 };
    });
    const part = factoryPack.named('Part');
    await expect(
      t.records.change(t.request(), async (changes) => {
        await changes.create(part, { partNumber: 'fire-1' });
        await changes.create(part, { partNumber: 'fire-2' });
      }),
    ).rejects.toThrow('the disk is on fire');
    expect(logs).toEqual([false]);
  });
});

describe('a committed change', () => {
  it('writes its log in the same transaction and answers the warnings', async () => {
    const warning = { actionId: 1, actionTitle: 'Careful', message: 'hm', executionLogId: 'log-2' };
    const logs: boolean[] = [];
    t.guardWith(async (_change, _request, tx) => ({
      warnings: [warning],
      writeLog: async (db, committed) => logs.push(committed && db === tx) > 0,
    }));
    const { warnings } = await t.records.create(factoryPack.named('Part'), { partNumber: 'warned' }, t.request());
    expect(warnings).toEqual([warning]);
    expect(logs).toEqual([true]);
  });

  it('is not committed when its log can not be written', async () => {
    t.guardWith(async () => ({
      warnings: [],
      writeLog: async (db) => Boolean(await sql`insert into no_such_table values (1)`.execute(db)),
    }));
    const before = await count('part');
    await expect(newPart()).rejects.toThrow('The change was not made. The log of its actions could not be kept.');
    expect(await count('part')).toBe(before);
  });

  it('shows the guard the state after it, inside the transaction', async () => {
    let seen: unknown;
    t.guardWith(async ({ recordId }, _request, tx) => {
      seen = (await sql`select description from part where id = ${recordId}`.execute(tx)).rows[0];
      return { warnings: [] };
    });
    await newPart({ description: 'fresh' });
    expect(seen).toEqual({ description: 'fresh' });
  });
});

describe('deleting', () => {
  it('shows the guard a record that is still there, and removes it then', async () => {
    const part = await newPart();
    let rows = -1;
    t.guardWith(async ({ recordId }, _request, tx) => {
      rows = (await sql`select from part where id = ${recordId}`.execute(tx)).rows.length;
      return { warnings: [] };
    });
    t.changes.length = 0;
    await t.delete('Part', part);
    expect(rows).toBe(1);
    expect(t.changes[0]!.diff.partNumber).toEqual({ old: part.partNumber, new: null });
    await expect(t.delete('Part', part)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a procedure deletes its steps, children first, each as its own change', async () => {
    const procedure = await t.create('Procedure', { title: 'Weld' });
    const step = await t.create('Step', { title: 'outer', procedureId: procedure.id });
    const child = await t.create('Step', { title: 'inner', parentId: step.id });
    await t.create('Step', { title: 'after', procedureId: procedure.id, upstreamStepIds: [step.id] });
    expect(child.procedureId).toBe(procedure.id);
    t.changes.length = 0;
    await t.delete('Procedure', procedure);
    expect(t.changes.map(({ event, type, old }) => `${event} ${type.name} ${old?.title}`)).toEqual([
      'DELETE Step inner',
      'DELETE Step outer',
      'DELETE Step after',
      'DELETE Procedure Weld',
    ]);
    expect(await count('step_dependency')).toBe(0);
  });

  it('what is referred to is refused, naming what refers to it', async () => {
    const procedure = await t.create('Procedure', { title: 'Paint' });
    const run = await t.create('Run', { procedureId: procedure.id });
    await expect(t.delete('Procedure', procedure)).rejects.toThrow(
      `Procedure ${procedure.id} can't be deleted: Run ${run.id} (procedure) still refers to it`,
    );
    const role = await t.create('Role', { name: 'Welder' });
    await t.create('User', { name: 'Bo', email: 'bo@example.com', roleIds: [role.id] });
    await expect(t.delete('Role', role)).rejects.toThrow('(roles) still refers to it');
  });

  it('a user who wrote records is refused', async () => {
    const user = factoryPack.named('User');
    const me = (await sql<{ etag: string }>`select etag from app_user where id = ${t.person.id}`.execute(t.db.kysely))
      .rows[0]!;
    await expect(t.records.delete(user, { id: t.person.id, etag: me.etag }, t.request())).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
