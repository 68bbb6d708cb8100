import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeBody, encodeBody } from '../execution-logs/body.ts';
import { createTestApp, type TestApp } from '../test-app.ts';

let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  await t.query(
    `mutation { createRule(input: {title: "Reads", target: PART, eventType: CREATE, enabled: true,
      context: "{ part(id: $id) { partNumber } }", code: "pass"}) { rule { id } } }`,
    admin,
  );
});
afterAll(() => t.close());

test('that have more together than an operation may read are read singly', async () => {
  for (const partNumber of ['P-1', 'P-2']) {
    const create = 'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }';
    await t.query(create, admin, { n: partNumber });
  }
  const { rows } = await t.db.pool.query('select body from execution_log_body limit 1');
  const { actions, limits } = decodeBody(rows[0].body);
  const context = JSON.stringify({ text: 'x'.repeat(7_900_000) });
  const many = Array.from({ length: 9 }, (_, id) => ({ ...actions[0]!, id, context }));
  await t.db.pool.query('update execution_log_body set body = $1', [encodeBody({ limits, actions: many })]);

  const list = '{ executionLogs(first: 2) { nodes { id warnings { message } } } }';
  expect((await t.query(list, admin)).errors[0]).toMatchObject({
    message: 'The query reads more than 128 MB of execution logs: filter, or ask for fewer.',
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
  const { data } = await t.query('{ executionLogs(first: 2) { nodes { id } } }', admin);
  const [one, other] = data.executionLogs.nodes.map(
    ({ id }: { id: string }) => `executionLog(id: "${id}") { warnings { message } }`,
  );
  expect((await t.query(`{ ${one} }`, admin)).data.executionLog.warnings).toEqual([]);
  expect((await t.query(`{ ${one} other: ${other} }`, admin)).errors[0].extensions.code).toBe('LIMIT_EXCEEDED');
});
