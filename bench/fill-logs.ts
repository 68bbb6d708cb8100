// Fills a database with execution logs by SQL: heads as life makes them (few targets busy, 2 % blocked), spread evenly
// over the retention, without bodies.

import type pg from 'pg';

const days = 29;

/** Makes the partitions of the past days and `count` heads in them. */
export async function fillLogs(client: pg.Client, count: number): Promise<void> {
  await client.query(`
    do $$
    declare day date;
    begin
      for day in select generate_series(current_date - ${days + 1}, current_date, '1 day')::date loop
        execute format('create table if not exists execution_log_%s partition of execution_log for values from (%L) to (%L)',
          to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
        execute format('create table if not exists execution_log_body_%s partition of execution_log_body for values from (%L) to (%L)',
          to_char(day, 'YYYYMMDD'), day::timestamptz, (day + 1)::timestamptz);
      end loop;
    end $$`);
  await client.query(
    `
    insert into execution_log (
      id, created_at, event, target, target_record_id, outcome, committed, validation_message, raised_action_id,
      raised_action_title, executed_action_ids, execution_time_ms, request_id, triggered_by_id, triggered_by_name,
      triggered_by_email, python_version)
    select
      (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
      created_at, event, target, record, outcome, outcome <> 'BLOCKED',
      case outcome when 'BLOCKED' then 'Enter the serial number of inventory ' || record || ' first' when 'WARNED' then 'Inventory ' || record || ' has no location' end,
      case when outcome <> 'ALLOWED' then action end, case when outcome <> 'ALLOWED' then 'Action ' || action end,
      array[action, action + 100], 1 + 20 * random() * random(), md5('request ' || n)::uuid, 1 + n % 50, 'Person ' || n % 50, 'person@example.com', '3.11.7'
    from (
      select n, date_trunc('milliseconds', now() - n * interval '${days} days' / $1) as created_at,
        (array['UPDATE', 'UPDATE', 'UPDATE', 'UPDATE', 'CREATE', 'DELETE'])[1 + floor(6 * random())] as event,
        (array['PARTINVENTORY', 'PARTINVENTORY', 'PARTINVENTORY', 'RUNSTEP', 'RUNSTEP', 'ISSUE', 'PURCHASEORDERLINE', 'PART'])[1 + floor(8 * random())] as target,
        1 + floor(20000 * random() * random())::int as record,
        case when random() < 0.02 then 'BLOCKED' when random() < 0.03 then 'WARNED' when random() < 0.005 then 'FAILED' else 'ALLOWED' end as outcome,
        1 + floor(40 * random() * random())::int as action
      from generate_series(1, $1::int) n
    ) made`,
    [count],
  );
  await client.query('vacuum (analyze) execution_log');
}
