// The checker: compares the database, read by SQL alone, with the clients' journal.

import type pg from 'pg';
import type { Entry } from './journal.ts';

export interface Findings {
  counts: Record<string, number>;
  /** Each a promise that was broken. */
  violations: string[];
}

interface LogRow {
  id: string;
  key: string;
  target: string;
  event: string;
  record: number;
  outcome: string;
  committed: boolean;
}

export async function check(client: pg.Client, journal: readonly Entry[]): Promise<Findings> {
  const violations: string[] = [];
  const logs = await readLogs(client);
  const locations = await readMap(client, 'select id, name as value from location');
  const lines = await readMap(client, 'select id, description as value from purchase_order_line');
  const inventories = await readMap(
    client,
    'select id, purchase_order_line_id as value from part_inventory where purchase_order_line_id is not null',
  );
  const lineIds = new Map([...lines].map(([id, key]) => [key, id]));
  const names = new Set(locations.values());
  /** By record, what its name must be in the end; undefined when it was deleted. */
  const expected = new Map<number, string | undefined>();

  for (const entry of journal) {
    const own = logs.get(entry.key) ?? [];
    const committed = own.filter((log) => log.committed);
    const isMade = committed.length > 0;
    const fail = (what: string) => violations.push(`${entry.key} (${entry.kind}, answered ${entry.answer}): ${what}`);

    if (entry.answer === 'made' && !isMade) fail('acknowledged, and has no log');
    if (entry.answer === 'made' && entry.warnings > 0 !== own.some(({ outcome }) => outcome === 'WARNED'))
      fail('was warned about in the answer or in the log, not in both');
    if ((entry.answer === 'blocked' || entry.answer === 'not made') && isMade)
      fail(`was answered as not made (${entry.message}), and was`);
    if (entry.answer === 'blocked') {
      const log = own.find(({ id }) => id === entry.executionLogId);
      if (log?.outcome !== 'BLOCKED') fail('blocked, and has no log of it');
    }
    if (isMade && committed.length !== own.length) fail('one half is committed, the other not');
    if (isMade && committed.length !== (entry.kind === 'line' ? 2 : 1)) fail(`has ${committed.length} logs`);
    if (committed.some(({ outcome }) => outcome === 'BLOCKED')) fail('a block that is committed');

    if (entry.kind === 'line') {
      const lineId = lineIds.get(entry.key);
      const stock = [...inventories.values()].filter((id) => id === lineId && lineId !== undefined).length;
      if ((lineId !== undefined) !== isMade) fail(isMade ? 'has logs and no line' : 'has a line and no logs');
      if (stock !== (isMade ? 1 : 0)) fail(`half a change: ${stock} inventory records`);
    } else {
      const id = entry.recordId ?? committed[0]?.record;
      if (isMade && id !== undefined) expected.set(id, entry.kind === 'delete' ? undefined : entry.key);
      if (!isMade && entry.kind !== 'delete' && names.has(entry.key)) fail('is in force, and has no log');
    }
  }

  for (const [id, name] of expected) {
    const found = locations.get(id);
    if (found !== name) violations.push(`Location ${id} is ${found ?? 'not there'} and should be ${name ?? 'deleted'}`);
  }
  const known = new Set(journal.map(({ key }) => key));
  for (const name of [...locations.values(), ...lines.values()])
    if (!known.has(String(name))) violations.push(`${name} is in the database, and no client sent it`);
  for (const [key, own] of logs) {
    if (!known.has(key)) violations.push(`A log speaks of ${key}, which no client sent`);
    const distinct = new Set(own.map(({ target, event, record }) => `${target} ${event} ${record}`));
    if (distinct.size !== own.length) violations.push(`${key} has the same log twice`);
  }
  const { rows } = await client.query(`
    select count(*)::int as count from execution_log l full join execution_log_body b using (created_at, id)
    where l.request_id is null or b.body is null`);
  if (rows[0].count) violations.push(`${rows[0].count} logs have a head or a body only`);

  const count = (answer: Entry['answer']) => journal.filter((entry) => entry.answer === answer).length;
  return {
    counts: {
      requests: journal.length,
      'answered as made': count('made'),
      'answered as blocked': count('blocked'),
      'answered as not made': count('not made'),
      'not answered, or as not known': count('unknown'),
      logs: [...logs.values()].flat().length,
      'records at the end': locations.size + lines.size + inventories.size,
    },
    violations,
  };
}

async function readLogs(client: pg.Client): Promise<Map<string, LogRow[]>> {
  const { rows } = await client.query<LogRow>(`
    select id, client_request_id as key, target, event, target_record_id as record, outcome, committed
    from execution_log where client_request_id is not null`);
  const byKey = new Map<string, LogRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  return byKey;
}

async function readMap(client: pg.Client, query: string): Promise<Map<number, string | number>> {
  const { rows } = await client.query<{ id: number; value: string | number }>(query);
  return new Map(rows.map(({ id, value }) => [id, value]));
}
