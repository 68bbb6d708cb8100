// Fills a database with execution logs as life makes them: few targets and records busy, actions that belong to targets and
// events, 2 % blocked, requests in order, spread evenly over the retention; and, far back in time, a few that exist once, for searches
// that have to go there. The newest have bodies, with contexts of 1 to 50 KB.

import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { countDays } from '../src/execution-logs/action-days.ts';
import { encodeBody } from '../src/execution-logs/body.ts';
import { indexClosedDays } from '../src/execution-logs/closed-days.ts';
import { housekeepingLock } from '../src/execution-logs/retention.ts';
import { connectDatabase, type DatabaseLocation } from '../src/storage/database.ts';

const days = 29;

/** What was hidden among the logs, to be searched for. */
export const rare = {
  recordId: 1_999_999_999,
  actionId: 9999,
  message: 'the flux capacitor of hall nine hums',
  daysAgo: 27,
};

export interface Fill {
  logs: number;
  /** The newest so many get bodies. */
  bodies: number;
  /** How many days the logs are moved into the past, as after days without housekeeping. Default 0. */
  movedDays?: number;
}

export async function fillLogs(client: pg.Client, { logs, bodies, movedDays = 0 }: Fill): Promise<void> {
  await client.query(
    `set maintenance_work_mem = '512MB'; set synchronous_commit = off; set timezone = 'UTC'; select setseed(0.5)`,
  );
  await makePartitions(client, movedDays);
  await makeActions(client);
  const indexes = await dropIndexes(client);
  const allDays = days + movedDays + (movedDays ? 1 : 0);
  const perDay = Math.ceil(logs / allDays);
  for (let day = 0; day < allDays; day++) await fillDay(client, day, Math.min(perDay, logs - day * perDay));
  await client.query(
    `update execution_log set target_record_id = $1, executed_action_ids = array[$2::int],
       validation_message = $3, raised_action_id = $2, outcome = 'WARNED'
     where (created_at, id) in (select created_at, id from execution_log where created_at < now() - $4 * interval '1 day' order by created_at desc limit 1)`,
    [rare.recordId, rare.actionId, `Alas, ${rare.message} again`, rare.daysAgo],
  );
  await client.query(
    `insert into action_version (action_id, version, title, target, event, error_state, context, code)
     select $2, 2, 'Action', target, event, 'BLOCK', '', '' from execution_log where target_record_id = $1
     on conflict do nothing`,
    [rare.recordId, rare.actionId],
  );
  for (const definition of indexes) await client.query(definition);
  await fillBodies(client, bodies);
  await client.query('vacuum (analyze) execution_log');
}

const targets = `array['PARTINVENTORY', 'RUNSTEP', 'ISSUE', 'PURCHASEORDERLINE', 'PART', 'RUN', 'PARTKITITEM', 'REDLINE']`;
const events = `array['UPDATE', 'UPDATE', 'UPDATE', 'UPDATE', 'CREATE', 'DELETE']`;

/** Ten thousand, each of one target and event; 10 to 89 run, with those a hundred above them. None of them is in force. */
async function makeActions(client: pg.Client): Promise<void> {
  await client.query(`
    insert into action (id, etag, title, target, event, error_state, enabled, context, code, version)
    select id, '', 'Action ' || id, (${targets})[1 + (own / 10 + 7) % 8], (${events})[1 + own % 6], 'BLOCK', false, '', '', 1
    from generate_series(1, 10000) id, lateral (select case when id between 110 and 189 then id - 100 else id end as own) own
    on conflict do nothing`);
  await client.query(`
    insert into action_version (action_id, version, title, target, event, error_state, context, code)
    select id, 1, title, target, event, error_state, '', '' from action
    on conflict do nothing`);
}

/** What housekeeping does an hour after logs were written, and after a day is over. What it did while there were none is forgotten. */
export async function keepDays(location: DatabaseLocation): Promise<void> {
  const db = connectDatabase({ ...location, maxConnections: 1 });
  const now = new Date();
  await db.kysely.connection().execute(async (connection) => {
    // The server may be at it, too. Not waiting in the database, as that would be read for long there.
    const isOurs = async () => {
      const { rows } = await sql<{
        locked: boolean;
      }>`select pg_try_advisory_lock(${housekeepingLock}) as locked`.execute(connection);
      return rows[0]!.locked;
    };
    while (!(await isOurs())) await setTimeout(100);
    await connection.deleteFrom('log_day').execute();
    await countDays(connection, { now, expiredBefore: new Date(0) });
    await indexClosedDays(connection, now);
  });
  await db.close();
}

async function makePartitions(client: pg.Client, movedDays: number): Promise<void> {
  await client.query(`
    do $$
    declare day date;
    begin
      for day in select generate_series(current_date - ${days + 2 + movedDays}, current_date, '1 day')::date loop
        execute format('create table if not exists execution_log_%s partition of execution_log for values from (%L) to (%L)',
          to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
        execute format('create table if not exists execution_log_body_%s partition of execution_log_body for values from (%L) to (%L)',
          to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
      end loop;
    end $$`);
}

/** Ten times as fast to make once than row by row. @returns how to make them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = 'execution_log'::regclass and not indisprimary`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition.replace(' ON ONLY ', ' ON '));
}

async function fillDay(client: pg.Client, daysAgo: number, count: number): Promise<void> {
  if (count <= 0) return;
  await client.query(
    `
    insert into execution_log (
      id, created_at, event, target, target_record_id, outcome, committed, validation_message, raised_action_id,
      raised_action_title, executed_action_ids, execution_time_ms, request_id, triggered_by_id, triggered_by_name,
      triggered_by_email, python_version)
    select
      (moment || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid, created_at, (${events})[1 + action % 6],
      (${targets})[target], record, outcome, outcome <> 'BLOCKED',
      case outcome when 'BLOCKED' then 'Enter the serial number of ' || initcap((${targets})[target]) || ' ' || record || ' first'
        when 'WARNED' then 'Inventory ' || record || ' has no location: see shelf ' || (n % 977)
        when 'FAILED' then 'KeyError: ''quantity''' end,
      case when outcome <> 'ALLOWED' then action end, case when outcome <> 'ALLOWED' then 'Action ' || action end,
      case n % 3 when 0 then array[action] else array[action, action + 100] end,
      case outcome when 'BLOCKED' then 0.5 + 2 * random() else 1 + 20 * random() * random() * random() end,
      (moment || '7' || substr(hash, 20, 3) || '9' || substr(hash, 8, 15))::uuid,
      person, 'Person ' || person, 'person-' || person || '@example.com', '3.11.7'
    from (
      select n, md5($2 || ' ' || n) as hash, created_at, target, record, outcome, person,
        lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') as moment,
        target * 10 + floor(10 * skew * skew)::int as action
      from (
        select n, date_trunc('milliseconds', now() - $2 * interval '1 day' - n * interval '1 day' / $1) as created_at,
          1 + floor(8 * random() * random())::int as target, random() as skew,
          1 + floor(200000 * random() * random() * random())::int as record,
          case when random() < 0.02 then 'BLOCKED' when random() < 0.03 then 'WARNED' when random() < 0.005 then 'FAILED' else 'ALLOWED' end as outcome,
          1 + floor(50 * random() * random())::int as person
        from generate_series(0, $1::int - 1) n
      ) drawn
    ) made`,
    [count, daysAgo],
  );
}

/** Two hundred different bodies, given out in turn; most are small, a few are large. */
async function fillBodies(client: pg.Client, count: number): Promise<void> {
  if (!count) return;
  const made = Array.from({ length: 200 }, (_, n) => {
    const kb = n % 20 === 0 ? 50 : n % 5 === 0 ? 10 : 1 + (n % 3);
    return encodeBody({
      limits: { wallMs: 2000, memoryMb: 64, outputBytes: 262_144 },
      actions: [
        {
          id: 11,
          title: 'Serial numbers',
          version: 1,
          errorState: 'BLOCK',
          context: contextOf(kb, n),
          contextError: null,
          output: Buffer.from(n % 4 ? '' : `checked ${n}\n`),
          outcome: 'ALLOWED',
          message: null,
          line: null,
          executionTimeMs: 1.25,
        },
      ],
    });
  });
  const bodies = await Promise.all(made);
  await client.query('create temporary table sample_body (n int primary key, body bytea)');
  for (const [n, body] of bodies.entries()) await client.query('insert into sample_body values ($1, $2)', [n, body]);
  await client.query(
    `insert into execution_log_body (id, created_at, body)
     select id, created_at, body from (
       select id, created_at, (row_number() over () % 200)::int as n
       from (select id, created_at from execution_log order by created_at desc limit $1) newest) numbered
     join sample_body using (n)`,
    [count],
  );
  await client.query('drop table sample_body');
}

/** Of a factory: an inventory with its part, attributes and who changed it. */
export function contextOf(kb: number, n: number): string {
  const attributes = Array.from({ length: Math.ceil(kb * 11) }, (_, k) => ({
    key: ['material', 'supplier lot', 'inspection', 'torque', 'heat treatment', 'operator'][k % 6],
    value: `${(n * 7919 + k * 104_729) % 100_003}`,
    type: k % 2 ? 'text' : 'number',
  }));
  return JSON.stringify({
    partInventory: {
      id: 1000 + n,
      serialNumber: `SN-${n * 37}`,
      status: n % 7 ? 'AVAILABLE' : 'WIP',
      location: { id: n % 40, name: `Shelf ${n % 40}` },
      part: { id: n % 300, partNumber: `P-${n % 300}`, trackingType: 'SERIAL', attributes },
    },
    changes: {
      partInventories: { status: { old: 'wip', new: 'available' } },
      part_inventories: { status: { old: 'wip', new: 'available' } },
    },
    currentUser: { email: 'person@example.com', roles: ['operator'], teams: ['Final assembly'] },
  });
}
