import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unguarded } from '../records/guard.ts';
import { ReadAbandonedError } from '../storage/reading.ts';
import { createTestGraphQL, type TestGraphQL } from './test-graphql.ts';

let api: TestGraphQL;
const firstError = async (query: string, variables?: Record<string, unknown>) => {
  const { errors } = await api.query(query, variables);
  expect(errors?.[0]?.extensions.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  return { code: errors![0]!.extensions.code, message: errors![0]!.message };
};

beforeAll(async () => {
  api = await createTestGraphQL();
});
afterAll(() => api.close());
beforeEach(() => {
  api.guardWith(unguarded);
  api.signIn(api.person);
  api.internalErrors.length = 0;
});

describe('every error has a code and the request id', () => {
  it('broken GraphQL and unknown fields', async () => {
    expect(await firstError('{ parts { ')).toMatchObject({ code: 'BAD_USER_INPUT', message: /Syntax Error/ });
    expect(await firstError('{ parts { nodes { colour } } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: /colour/,
    });
    expect(await firstError('')).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await firstError('query ($id: ID!) { part(id: $id) { id } }')).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('bad ids and values', async () => {
    expect(await firstError('{ part(id: "abc") { id } }')).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'id "abc" is not a whole number',
    });
    expect(await firstError('{ part(id: 1.5) { id } }')).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await firstError('query ($id: ID!) { part(id: $id) { id } }', { id: 1.5 })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: /id 1.5 is not a whole number/,
    });
    expect(
      await firstError('mutation { createPart(input: {partNumber: "x", leadTime: 99999999999}) { part { id } } }'),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: /99999999999/,
    });
    expect(
      await firstError(
        'mutation ($d: Date) { createPurchaseOrderLine(input: {purchaseOrderId: 1, needDate: $d}) { purchaseOrderLine { id } } }',
        { d: 'soon' },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', message: /"soon" is not a day like/ });
    expect(await firstError('{ parts(first: 5000) { nodes { id } } }')).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('a body that is no JSON', async () => {
    const response = await api.post('{"query": ');
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    expect(errors[0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('forms, which other sites could send', async () => {
    const response = await api.post('query=%7Bme%7Bid%7D%7D', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('nobody signed in', async () => {
    api.signIn(undefined);
    expect(await firstError('{ parts { nodes { id } } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await firstError('{ __schema { types { name } } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('too deep, too wide and too long a query', async () => {
    const deep = `${'{ part { inventories '.repeat(15)}{ id }${'} }'.repeat(15)}`.replace(
      '{ part {',
      '{ partInventory(id: 1) { part {',
    );
    expect(await firstError(`${deep} }`)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    const wide = Array.from({ length: 3001 }, (_, n) => `a${n}: __typename`).join(' ');
    expect(await firstError(`{ ${wide} }`)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(await firstError(`{ ${'me { id } '.repeat(10_000)} }`)).toMatchObject({ message: /token/ });
  });

  it('a block, with its log and action', async () => {
    const block = { message: 'Needs a description', actionId: 4, actionTitle: 'Required', executionLogId: 'log' };
    api.guardWith(async () => ({ warnings: [], block }));
    const { data, errors } = await api.query('mutation { createPart(input: {partNumber: "B"}) { part { id } } }');
    expect(data).toBeNull();
    expect(errors![0]).toMatchObject({
      message: 'Needs a description',
      extensions: { code: 'VALIDATION_ERROR', executionLogId: 'log', actionId: 4, actionTitle: 'Required' },
    });
  });

  it('a failure of ours, masked and reported', async () => {
    api.guardWith(async () => {
      throw new Error('password=hunter2');
    });
    const { code, message } = await firstError('mutation { createPart(input: {partNumber: "C"}) { part { id } } }');
    expect(code).toBe('INTERNAL');
    expect(message).not.toContain('hunter2');
    expect(api.internalErrors).toMatchObject([{ message: 'password=hunter2' }]);
  });

  it('a client that left, not reported as a failure of ours', async () => {
    api.guardWith(async () => {
      throw new ReadAbandonedError('The client left');
    });
    const { code } = await firstError('mutation { createPart(input: {partNumber: "D"}) { part { id } } }');
    expect(code).toBe('INTERNAL');
    expect(api.internalErrors).toEqual([]);
  });
});

describe('an answer', () => {
  it("carries the request id that the change had, beside the caller's own", async () => {
    let seen: unknown;
    api.guardWith(async (_change, { requestId, clientRequestId }) => {
      seen = { requestId, clientRequestId };
      return { warnings: [] };
    });
    const body = { query: 'mutation { createPart(input: {partNumber: "R"}) { part { id } } }' };
    const response = await api.post(body, { 'x-request-id': 'mine-7' });
    expect(seen).toEqual({ requestId: response.headers.get('x-request-id'), clientRequestId: 'mine-7' });
  });

  it('carries the warnings of every change', async () => {
    const warning = { actionId: 1, actionTitle: 'Careful', message: 'hm', executionLogId: 'log' };
    api.guardWith(async () => ({ warnings: [warning] }));
    const { extensions } = await api.query(
      'mutation { a: createPart(input: {partNumber: "W1"}) { part { id } } b: createPart(input: {partNumber: "W2"}) { part { id } } }',
    );
    expect(extensions).toEqual({ warnings: [warning, warning] });
    expect((await api.query('{ me { id } }')).extensions).toBeUndefined();
  });

  it('of introspection has the whole schema', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { __schema } = await api.data(getIntrospectionQuery());
    expect(__schema.types.length).toBeGreaterThan(300);
  });
});
