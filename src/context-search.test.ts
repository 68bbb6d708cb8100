// A search of what actions saw, through the API: what it costs is bounded, and what it has not looked at yet is the next page's.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
});
afterAll(() => t.close());

async function search(page = '') {
  const { data, errors } = await t.query(
    `{ executionLogs(${page} contextSearch: {path: "team.name", value: "Needle"}) {
      nodes { id } pageInfo { hasNextPage endCursor gaveUpAt totalCount totalCountCapped } } }`,
    admin,
  );
  expect(errors).toBeUndefined();
  return data.executionLogs;
}

test('a search of contexts gives up after ten thousand logs, says where, and goes on there', async () => {
  await t.query(
    `mutation { createRule(input: {title: "t", target: TEAM, eventType: CREATE, enabled: true,
      context: "{ team(id: $id) { name } }", code: "pass"}) { rule { id } } }`,
    admin,
  );
  await t.query('mutation { createTeam(input: {name: "Needle"}) { team { id } } }', admin);
  const [needle] = (await search()).nodes;
  await sql`
    insert into execution_log (id, created_at, execution_time_ms, request_id, target_record_id, committed, event, target, outcome,
      executed_action_ids, python_version)
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
      at, 1, gen_random_uuid(), 1, true, 'UPDATE', 'PART', 'ALLOWED', '{1}', '3.11'
    from generate_series(1, 10010) n, (select now()::timestamptz(3) as at) made`.execute(t.db.kysely);

  const first = await search();
  expect(first.nodes).toEqual([]);
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, totalCountCapped: true });
  expect(Date.parse(first.pageInfo.gaveUpAt)).toBeGreaterThan(Date.now() - 60_000);
  let page = first;
  for (let more = 0; page.pageInfo.gaveUpAt && more < 20; more++) {
    page = await search(`after: "${page.pageInfo.endCursor}"`);
  }
  expect(page.nodes).toEqual([needle]);
  expect(page.pageInfo).toMatchObject({ hasNextPage: false, gaveUpAt: null });
});
