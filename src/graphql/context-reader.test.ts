import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContextError } from '../actions/context-reader.ts';
import { factoryPack } from '../record-types/factory-pack.ts';
import { createTestRecords, type TestRecords } from '../records/test-records.ts';
import type { Queryable } from '../storage/tables.ts';
import { createContextReader } from './context-reader.ts';

let t: TestRecords;
let issueId: number;
const reader = createContextReader({ recordTypes: factoryPack });
const inTransaction = <Result>(work: (tx: Queryable) => Promise<Result>) => t.db.kysely.transaction().execute(work);
const read = (source: string, id = issueId, contexts = reader) =>
  inTransaction((tx) => contexts.read(source, { tx, person: t.person, id }));

beforeAll(async () => {
  t = await createTestRecords();
  const issue = await t.create('Issue', {
    title: 'Crack',
    status: 'in_review',
    assignedToId: t.person.id,
    disposition: 'Weld',
  });
  issueId = issue.id;
});
afterAll(() => t.close());

describe('a context', () => {
  it('is the data of the query, ids as integers, enumerations in upper case', async () => {
    const data = await read(
      '{ issue(id: $id) { id status assignedTo { id email } runStep { id } attributes { key } disposition } me { name } }',
    );
    expect(data).toEqual({
      issue: {
        id: issueId,
        status: 'IN_REVIEW',
        assignedTo: { id: t.person.id, email: 'ada@example.com' },
        runStep: null,
        attributes: [],
        disposition: [{ type: 'p', children: [{ text: 'Weld' }] }],
      },
      me: { name: 'Ada' },
    });
    expect(Object.keys(data)).toEqual(['issue', 'me']);
  });

  it('sees the change that is not committed yet', async () => {
    const data = await inTransaction(async (tx) => {
      await sql`update issue set title = 'pending' where id = ${issueId}`.execute(tx);
      const seen = await reader.read('{ issue(id: $id) { title } }', { tx, person: t.person, id: issueId });
      await sql`update issue set title = 'Crack' where id = ${issueId}`.execute(tx);
      return seen;
    });
    expect(data).toEqual({ issue: { title: 'pending' } });
  });

  it('of a record that does not exist is null', async () => {
    expect(await read('{ issue(id: $id) { id } }', 999_999)).toEqual({ issue: null });
  });

  it('of an old-style connection filtered to one id is the node itself', async () => {
    const old = 'ISSUES(filters: {id: {eq: $id}}) { edges { node { id title } } }'.replace('ISSUES', 'issues');
    expect(await read(`{ ${old} }`)).toEqual({ issues: { id: issueId, title: 'Crack' } });
    expect(await read(`{ mine: ${old} }`)).toEqual({ mine: { id: issueId, title: 'Crack' } });
    expect(await read(`{ ...f } fragment f on Query { ${old} }`, 999_999)).toEqual({ issues: null });
  });

  it('of any other connection stays as it is', async () => {
    const list = await read('{ issues(filters: {id: {eq: $id}, title: {eq: "Crack"}}) { edges { node { id } } } }');
    expect(list).toEqual({ issues: { edges: [{ node: { id: issueId } }] } });
    expect(await read('{ issues(filters: {id: {eq: $id}}) { nodes { id } } }')).toEqual({
      issues: { nodes: [{ id: issueId }] },
    });
  });

  it('that is empty reads nothing', async () => {
    expect(await read(' \n')).toEqual({});
    expect(reader.check('')).toEqual([]);
  });
});

describe('a connection in a context', () => {
  it('has every record, not a page of them', async () => {
    for (let n = 0; n < 120; n++) await t.create('Supplier', { name: `S${n}` });
    const data = (await read('{ suppliers { nodes { id } pageInfo { hasNextPage } } }')) as {
      suppliers: { nodes: unknown[]; pageInfo: object };
    };
    expect(data.suppliers.nodes).toHaveLength(120);
    expect(data.suppliers.pageInfo).toEqual({ hasNextPage: false });
  });

  it('over too many records or bytes fails the context, and the transaction goes on', async () => {
    const few = createContextReader({ recordTypes: factoryPack, limits: { maxRows: 50, maxBytes: 1e9 } });
    await inTransaction(async (tx) => {
      const reading = few.read('{ suppliers { nodes { id } } }', { tx, person: t.person, id: 1 });
      await expect(reading).rejects.toThrow('The context reads more than 50 records (at suppliers)');
      await expect(reading).rejects.toBeInstanceOf(ContextError);
      expect((await sql`select 1 as one`.execute(tx)).rows).toEqual([{ one: 1 }]);
    });
    await t.create('Part', { partNumber: 'BIG', description: 'x'.repeat(900_000) });
    const small = createContextReader({ recordTypes: factoryPack, limits: { maxRows: 50, maxBytes: 500_000 } });
    await expect(read('{ parts { nodes { description } } }', 1, small)).rejects.toThrow('MB of records (at parts)');
  });
});

it('a context with a field that does not exist (any more) is refused when checked and fails when read', async () => {
  const source = '{ issue(id: $id) { colour } }';
  expect(reader.check(source)).toEqual([
    { field: 'context', message: 'Cannot query field "colour" on type "Issue".', line: 1, column: 20 },
  ]);
  await expect(read(source)).rejects.toThrow('Cannot query field "colour" on type "Issue". (line 1, column 20)');
});

it('a failure of the database is not a failure of the context', async () => {
  const reading = inTransaction(async (tx) => {
    await sql`set local statement_timeout = 1`.execute(tx);
    await sql`lock table issue`.execute(tx).catch(() => {});
    await sql`select pg_sleep(1)`.execute(tx).catch(() => {});
    return reader.read('{ issue(id: $id) { id } }', { tx, person: t.person, id: issueId });
  });
  await expect(reading).rejects.toThrow('current transaction is aborted');
  await expect(reading).rejects.not.toBeInstanceOf(ContextError);
});
