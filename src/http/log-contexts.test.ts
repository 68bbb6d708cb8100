import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../test-app.ts';

let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  for (const field of ['partNumber', 'description']) {
    await t.query(
      `mutation { createRule(input: {title: "Reads ${field}", target: PART, eventType: CREATE, enabled: true,
        context: "{ part(id: $id) { ${field} } }", code: "print(context['part'])"}) { rule { id } } }`,
      admin,
    );
  }
});
afterAll(() => t.close());

/** @returns the id of the log that creating the part left */
async function createPart(partNumber: string, description: string): Promise<string> {
  const { errors } = await t.query(
    `mutation($partNumber: String!, $description: String) {
      createPart(input: {partNumber: $partNumber, description: $description}) { part { id } } }`,
    admin,
    { partNumber, description },
  );
  expect(errors).toBeUndefined();
  return (await t.query('{ executionLogs(first: 1) { nodes { id } } }', admin)).data.executionLogs.nodes[0].id;
}

const contextsOf = (id: string, headers: Record<string, string> = {}) =>
  t.ask(`/execution-logs/${id}/contexts`, { headers: { ...admin, ...headers } });

test('come by action, as GraphQL shows them', async () => {
  const id = await createPart('B-1', 'Bracket, "left"\nsteel ✓');
  const { data } = await t.query(`{ executionLog(id: "${id}") { actions { id context } } }`, admin);
  const response = await contextsOf(id);
  expect(response.headers.get('content-type')).toBe('application/json');
  const { hidden, contexts } = await response.json();
  expect(hidden).toBeNull();
  expect(Object.keys(contexts)).toHaveLength(2);
  for (const action of data.executionLog.actions) expect(contexts[action.id]).toEqual(action.context);
  expect(JSON.stringify(contexts)).toContain('steel ✓');
});

test('that are large come zipped to who takes it', async () => {
  const description = 'x'.repeat(9_000);
  const id = await createPart('B-2', description);
  const plain = await (await contextsOf(id)).text();
  expect(plain).toContain(description);
  const zipped = await contextsOf(id, { 'accept-encoding': 'gzip, br' });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  const bytes = Buffer.from(await zipped.arrayBuffer());
  expect(bytes.length).toBeLessThan(plain.length / 10);
  expect(gunzipSync(bytes).toString()).toBe(plain);
});

test('of a log that is not there are null', async () => {
  expect(await (await contextsOf('019aaf12-3b4c-7d5e-8f60-718293a4b5c6')).text()).toBe('null');
});
