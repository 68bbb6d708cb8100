// How much a query may ask for: its depth, aliases, fragments, brackets, length, changes and what it reads.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
});
afterAll(() => t.close());

const graphql = (query: string) => t.query(query, admin);
const refusal = async (query: string) => (await graphql(query)).errors?.[0];

test('a query is refused by its depth', async () => {
  const deep = `{ parts { nodes { ${'mbomItems { assembly { '.repeat(12)} id ${'} }'.repeat(12)} } } }`;
  expect(await refusal(deep)).toMatchObject({
    message: expect.stringContaining('more than 20 deep'),
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
});

test('a query is refused by its aliases, also when fragments hide how many there are', async () => {
  const aliases = Array.from({ length: 3001 }, (_, index) => `a${index}: __typename`).join(' ');
  expect((await refusal(`{ ${aliases} }`)).extensions.code).toBe('LIMIT_EXCEEDED');
  const doubling = Array.from({ length: 13 }, (_, n) => `fragment F${n} on Me { ...G${n} x${n}: id ...G${n} }`);
  const bomb = doubling.map((text, n) => text.replaceAll(`G${n}`, `F${n + 1}`)).join(' ');
  const started = performance.now();
  expect((await refusal(`{ me { ...F0 } } ${bomb} fragment F13 on Me { id }`)).extensions.code).toBe('LIMIT_EXCEEDED');
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a query is refused by its fragments, before a rule follows them everywhere', async () => {
  const names = Array.from({ length: 60 }, (_, n) => `F${n}`);
  const everywhere = names.map((name) => `fragment ${name} on Me { ${names.map((other) => `...${other}`).join(' ')} }`);
  const chain = Array.from({ length: 2000 }, (_, n) => `fragment F${n} on Me { ...F${n + 1} }`).join(' ');
  const started = performance.now();
  const cycle = await refusal(`{ me { ...F0 } } ${everywhere.join(' ')}`);
  expect(cycle.message).toContain('Cannot spread fragment');
  expect(await refusal(`{ me { ...F0 } } ${chain} fragment F2000 on Me { id }`)).toMatchObject({
    message: 'The query has more than 200 fragments: ask for less at once.',
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a query is refused by its brackets, of whatever kind', async () => {
  const inBrackets = (open: string, inside: string, close: string, times: number) =>
    open.repeat(times) + inside + close.repeat(times);
  for (const times of [300, 3000]) {
    for (const query of [
      `{ ${inBrackets('... {', 'me { id }', '}', times)} }`,
      `{ parts(filters: ${inBrackets('[', '', ']', times)}) { nodes { id } } }`,
      `{ parts(filters: ${inBrackets('{id: ', '1', '}', times)}) { nodes { id } } }`,
      `query ($id: ${inBrackets('[', 'ID', ']', times)}) { me { id } }`,
    ]) {
      expect((await refusal(query)).extensions.code, `${query.slice(0, 40)} ${times}`).toMatch(/LIMIT|BAD_USER/);
    }
  }
});

test('a query is refused by values that nest without end', async () => {
  const nested = (times: number) => `${'['.repeat(times)}${']'.repeat(times)}`;
  for (const mutation of [
    'createPart(input: {partNumber: "deep", attributes: [{key: "a", value: $v}]}) { part { id } }',
    'createIssue(input: {title: "deep", disposition: $v}) { issue { id } }',
    'dryRunRule(input: {title: "deep", code: "", contextData: $v}) { outcome }',
  ]) {
    const body = `{"query": "mutation ($v: JSON!) { ${mutation.replaceAll('"', '\\"')} }", "variables": {"v": ${nested(50_000)}}}`;
    const response = await t.ask('POST /graphql', {
      body,
      headers: { ...admin, 'content-type': 'application/json' },
    });
    expect((await response.json()).errors[0].extensions.code, mutation).toMatch(/BAD_USER_INPUT|LIMIT/);
  }
});

test('a query is refused by its length before it is read', async () => {
  const error = await refusal(`{ me { ${'id @skip(if: true) '.repeat(20_000)} } }`);
  expect(error).toMatchObject({
    message: expect.stringContaining('more than 20000 tokens'),
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
});

test('a query is refused when many come as one', async () => {
  const batch = Array.from({ length: 2 }, () => ({ query: '{ me { id } }' }));
  const response = await t.ask('POST /graphql', { body: batch, headers: admin });
  expect(response.status).toBe(400);
});

test('a query is refused when it makes many changes under other names', async () => {
  const changes = (count: number) =>
    Array.from({ length: count }, (_, n) => `a${n}: createTeam(input: {name: "many ${n}"}) { team { id } }`).join(' ');
  expect(await refusal(`mutation { ...All } fragment All on Mutation { ${changes(101)} }`)).toMatchObject({
    message: 'The query makes more than 100 changes: ask for less at once.',
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
  expect(
    (await graphql('{ teams(filters: {name: {ilike: "many%"}}) { nodes { id } } }')).data?.teams.nodes ?? [],
  ).toEqual([]);
  expect((await graphql(`mutation { ${changes(3)} }`)).data.a2.team.id).toEqual(expect.any(Number));
});

test('a query is refused by what it reads, with what to do', async () => {
  await t.db.pool.query("insert into location (etag, name) select '', 'shelf ' || n from generate_series(1, 1000) n");
  const lists = (count: number) =>
    Array.from({ length: count }, (_, n) => `a${n}: locations(first: 1000) { nodes { id } }`).join(' ');
  expect((await graphql(`{ ${lists(3)} }`)).data.a2.nodes).toHaveLength(1000);
  expect(await refusal(`{ ${lists(101)} }`)).toMatchObject({
    message: expect.stringMatching(/^The query reads more than 100000 records \(at \w+\): filter or ask for fewer/),
    extensions: { code: 'LIMIT_EXCEEDED', requestId: expect.any(String) },
  });
});

test('a query asks for no page larger than there is, and no negative one', async () => {
  for (const first of [-1, 1_000_000]) {
    expect((await refusal(`{ parts(first: ${first}) { nodes { id } } }`)).extensions.code).toBe('BAD_USER_INPUT');
  }
});
