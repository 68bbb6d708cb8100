// `npm run retention-proof [-- --logs 100000]`: proves on a running server that logs are not kept too long. Logs of the past 33
// days lie in the database, as after three days without housekeeping, and one expires while we watch. Every way to read is
// tried before and after that moment; then the rows, the bodies, the partitions and their files must be gone, and all of
// their bytes back on disk. The clock is the database's; it is the logs that are moved. Exit status 1 when a promise is broken.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { fillLogs, keepDays } from './fill-logs.ts';
import { benchmarkToken, type ServerUnderTest, startServer } from './server-under-test.ts';

const { values } = parseArgs({ options: { logs: { type: 'string', default: '100000' } } });
const logs = Number(values.logs);
const retentionDays = 30;
const movedDays = 3;
const asKept = { RETENTION_DAYS: String(retentionDays), CONFIRM_RETENTION_DAYS: String(retentionDays) };
const folder = await mkdtemp(join(tmpdir(), 'interlock-retention-'));
let broken = 0;

function prove(what: string, holds: boolean): void {
  if (!holds) broken += 1;
  console.log(`  ${holds ? 'holds ' : 'BROKEN'}  ${what}`);
}

let server = await startServer({ RETENTION_DAYS: '3650' }, folder);
try {
  const client = await connect(server);
  await fillLogs(client, { logs, bodies: logs, movedDays });
  await keepDays(server.database);
  const soon = await moveToExpireSoon(client);
  await client.query('checkpoint');
  const files = await findFilesThatAreOver(client);
  const days = [...new Set(files.map(({ day }) => day))];
  const before = diskOf(files.map(({ file }) => file));
  const wholeBefore = diskOf(['base']);
  const expired = await countOf(client, `execution_log where created_at <= now() - interval '${retentionDays} days'`);
  console.log(`${logs.toLocaleString('en')} logs with bodies over ${retentionDays + movedDays} days`);
  console.log(`  ${expired} have expired, ${days.length} days are over`);
  console.log(`  on disk ${mb(wholeBefore)}, of it ${mb(before)} the days that are over`);
  await client.end();
  await server.stop();

  console.log('\nAt the moment of expiry');
  server = await startServer(asKept, folder);
  const first = await waysToRead(server, soon);
  const ways = Object.keys(first);
  prove(`before it, all ${ways.length} ways find the log: ${ways.join(', ')}`, Object.values(first).every(Boolean));
  const watching = await connect(server);
  const { rows } = await watching.query(
    `select extract(epoch from created_at + interval '${retentionDays} days' - clock_timestamp()) * 1000 as ms
     from execution_log where id = $1`,
    [soon],
  );
  await delay(Math.max(0, Math.ceil(Number(rows[0].ms))));
  const after = await waysToRead(server, soon);
  prove(
    'from it on, none does',
    Object.values(after).every((found) => !found),
  );
  prove('while its row is still there', (await countOf(watching, `execution_log where id = '${soon}'`)) === 1);
  await watching.end();
  await server.stop();

  console.log('\nAfter housekeeping');
  server = await startServer(asKept, folder);
  const receipts = await untilReceipts(server, 2);
  const sum = (key: 'bytesFreed' | 'logsDeleted' | 'bodiesDeleted' | 'durationMs') =>
    receipts.reduce((total, receipt) => total + receipt[key], 0);
  const last = await connect(server);
  const old = `where created_at <= '${receipts[0]!.deletedBefore}'`;
  const left = (await countOf(last, `execution_log ${old}`)) + (await countOf(last, `execution_log_body ${old}`));
  prove('no row and no body is older than the retention', left === 0);
  const relations = await countOf(last, `pg_class where relname ~ '${days.join('|')}'`);
  prove('no table or index of a day that is over exists', relations === 0);
  await last.query('checkpoint');
  await last.end();
  const remaining = files.filter(({ file }) => existsSync(join(folder, 'postgres', file)));
  prove(`none of their ${files.length} files is on disk`, remaining.length === 0);
  const freed = before - diskOf(remaining.map(({ file }) => file));
  prove(`${((100 * freed) / before).toFixed(1)} % of their bytes came back: ${mb(freed)}`, freed === before);
  prove(`on disk ${mb(wholeBefore)} became ${mb(diskOf(['base']))}`, wholeBefore - diskOf(['base']) > 0.9 * before);
  prove(
    `the receipts say ${mb(sum('bytesFreed'))}, ${sum('logsDeleted')} logs and ${sum('bodiesDeleted')} bodies in ${sum('durationMs')} ms`,
    Math.abs(sum('bytesFreed') - before) < 0.01 * before + 1_000_000 && sum('logsDeleted') === sum('bodiesDeleted'),
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${broken} broken promises`);
process.exitCode = broken ? 1 : 0;

async function connect({ database }: ServerUnderTest): Promise<pg.Client> {
  const client = new pg.Client(database);
  await client.connect();
  return client;
}

async function countOf(client: pg.Client, from: string): Promise<number> {
  const { rows } = await client.query(`select count(*)::int as count from ${from}`);
  return rows[0].count;
}

/** Of heads, bodies, their indexes and what is stored beside them, for every day that is over. */
async function findFilesThatAreOver(client: pg.Client): Promise<{ file: string; day: string }[]> {
  const { rows } = await client.query(`
    with over as (
      select oid, reltoastrelid as beside, right(relname, 8) as day from pg_class
      where relname ~ '^execution_log(_body)?_[0-9]{8}$' and relkind = 'r'
        and to_date(right(relname, 8), 'YYYYMMDD') + 1 <= (now() - interval '${retentionDays} days')::date
    ), own as (
      select oid, day from over union all select beside, day from over where beside <> 0
    )
    select pg_relation_filepath(oid) as file, day from own
    union all
    select pg_relation_filepath(indexrelid), day from own join pg_index on indrelid = oid`);
  return rows;
}

/** Makes a log of today one that expires in some seconds. @returns its id. */
async function moveToExpireSoon(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(`
    with chosen as materialized (
      select id as old_id, created_at as old_moment, moment,
        (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || right(replace(id::text, '-', ''), 20))::uuid as new_id
      from (
        select id, created_at, date_trunc('milliseconds', clock_timestamp() - interval '${retentionDays} days' + interval '30 s') as moment
        from execution_log order by created_at desc limit 1) newest
    ), body as (
      update execution_log_body b set id = new_id, created_at = moment from chosen
      where b.id = old_id and b.created_at = old_moment
    )
    update execution_log l set id = new_id, created_at = moment, request_id = new_id, target_record_id = 1234567
    from chosen where l.id = old_id and l.created_at = old_moment returning l.id`);
  return rows[0]!.id;
}

/** Whether each way gives the log. */
async function waysToRead({ url, graphql }: ServerUnderTest, id: string): Promise<Record<string, boolean>> {
  const headers = { authorization: `Bearer ${benchmarkToken}`, 'content-type': 'application/json' };
  const list = async (args: string) =>
    JSON.stringify(await graphql(`{ executionLogs(${args}) { nodes { id } } }`)).includes(id);
  const { counted } = await graphql<{ counted: { pageInfo: { totalCount: number } } }>(
    '{ counted: executionLogs(first: 1, search: "1234567") { pageInfo { totalCount } } }',
  );
  const { executionLog } = await graphql<{ executionLog: unknown }>(
    `{ executionLog(id: "${id}") { id actions { context } } }`,
  );
  const zip = (body: object) =>
    fetch(`${url}/execution-logs/download`, { method: 'POST', headers, body: JSON.stringify(body) });
  return {
    list: await list('sort: {field: CREATED_AT, direction: ASC}'),
    search: await list('search: "1234567"'),
    'request id': await list(`search: "${id}"`),
    filter: await list(`filters: {id: {eq: "${id}"}}`),
    'by duration': await list('search: "1234567", sort: {field: EXECUTION_TIME_MS, direction: DESC}'),
    contexts: await list('search: "1234567", contextSearch: {path: "currentUser.email", value: "person@example.com"}'),
    count: counted.pageInfo.totalCount > 0,
    page: executionLog !== null,
    download: (await fetch(`${url}/execution-logs/${id}/download`, { headers })).ok,
    zip: (await zip({ ids: [id] })).ok,
    'zip of a search': (await zip({ search: '1234567' })).ok,
  };
}

interface Receipt {
  deletedBefore: string;
  logsDeleted: number;
  bodiesDeleted: number;
  bytesFreed: number;
  durationMs: number;
}

/** Of runs that removed something; housekeeping runs at every start. */
async function untilReceipts({ graphql }: ServerUnderTest, count: number): Promise<Receipt[]> {
  for (let tries = 0; tries < 600; tries++) {
    const { housekeepingReceipts } = await graphql<{ housekeepingReceipts: Receipt[] }>(
      '{ housekeepingReceipts { deletedBefore logsDeleted bodiesDeleted bytesFreed durationMs } }',
    );
    const receipts = housekeepingReceipts.filter(({ logsDeleted }) => logsDeleted > 0);
    if (receipts.length >= count) return receipts;
    await delay(100);
  }
  throw new Error('Housekeeping did not run');
}

/** Bytes on disk of files and folders of the database. */
function diskOf(paths: string[]): number {
  if (!paths.length) return 0;
  const own = paths.map((path) => join(folder, 'postgres', path));
  const lines = execFileSync('du', ['-sc', '--block-size=1', ...own], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return Number(lines.at(-1)!.split('\t')[0]);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
