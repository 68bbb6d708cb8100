import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../test-app.ts';

let app: TestApp;
let admin: { authorization: string };

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.join('admin');
});
afterAll(() => app.close());

test('the last 7 days of an action are counted: runs, blocks and when it last ran', async () => {
  const { data } = await app.query(
    `mutation { createRule(input: {title: "No x", target: SUPPLIER, eventType: CREATE, context: "{ supplier(id: $id) { name } }",
      code: "if context['supplier']['name'] == 'x':\\n    raise ValidationError()\\n"}) { rule { id } } }`,
    admin,
  );
  const ruleId = data.createRule.rule.id;
  for (const name of ['a', 'b', 'x']) {
    await app.query('mutation ($n: String!) { createSupplier(input: {name: $n}) { supplier { id } } }', admin, {
      n: name,
    });
  }
  const { data: read } = await app.query(
    '{ ruleStatistics { ruleId runs blocks failures p95Ms lastRunAt daily { day runs blocks } } }',
    admin,
  );
  const [statistics] = read.ruleStatistics;
  expect(statistics).toMatchObject({ ruleId, runs: 3, blocks: 1, failures: 0 });
  expect(statistics.daily).toHaveLength(7);
  expect(statistics.daily.at(-1)).toMatchObject({ runs: 3, blocks: 1 });
  expect(Date.now() - Date.parse(statistics.lastRunAt)).toBeLessThan(60_000);
});
