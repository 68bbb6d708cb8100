// `npm run bench:logs [-- --logs 1000000 --bodies 20000 --plans]`: the list of execution logs over HTTP, first and following
// pages, every kind of search and filter alone and together, both sorts, and an adversarial set. Prints p50 and p95, and at the
// end which are above 50 ms at p95. `--plans` shows how PostgreSQL finds each page instead; `--combinations 250` asks for so many put
// together at random instead, five times each, and prints the slowest; `--seed 8` others. With BENCH_DATABASE_URL on
// that database, else on a server of its own; with `--data FOLDER` that server keeps its database there, and what an earlier
// run filled is not filled again.

import { parseArgs } from 'node:util';
import pg from 'pg';
import { createActionStatistics } from '../src/execution-logs/action-statistics.ts';
import { connectDatabase } from '../src/storage/database.ts';
import { fillLogs, keepDays, rare } from './fill-logs.ts';
import { makeCombinations } from './log-combinations.ts';
import { printPlans } from './log-plans.ts';
import { figuresOf } from './measure.ts';
import { startServer } from './server-under-test.ts';

const { values: options } = parseArgs({
  options: {
    logs: { type: 'string', default: process.env.BENCH_LOGS ?? '100000' },
    bodies: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    data: { type: 'string' },
    plans: { type: 'boolean', default: false },
    combinations: { type: 'string', default: '0' },
    seed: { type: 'string', default: '7' },
  },
});
const logs = Number(options.logs);
const goalMs = 50;
const url = process.env.BENCH_DATABASE_URL;
const server = await startServer(url ? { DATABASE_URL: url } : {}, options.data);
try {
  const client = new pg.Client(server.database);
  await client.connect();
  const started = performance.now();
  const known = await client.query('select count(*)::int as count from execution_log');
  if (known.rows[0].count < logs) {
    await fillLogs(client, { logs, bodies: Number(options.bodies) });
    await keepDays(server.database);
    console.log(`Filled ${logs.toLocaleString('en')} logs in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  await printSizes(client);
  const { rows } = await client.query(
    `select request_id from execution_log where created_at < now() - interval '20 days' order by created_at desc limit 1`,
  );
  await client.end();

  const page =
    'nodes { id createdAt outcome event target targetRecordId validationMessage raisedAction { id title } executedActionIds executionTimeMs requestId triggeredBy { id name email } } pageInfo { endCursor hasNextPage }';
  const ask = (args: string, size = 'first: 50') =>
    server.graphql<{ executionLogs: { nodes: unknown[]; pageInfo: { endCursor: string } } }>(
      `{ executionLogs(${size}${args ? `, ${args}` : ''}) { ${page} } }`,
    );
  const moment = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const requestId = String(rows[0]?.request_id);

  /** Searches and filters; each is tried with each sort. */
  const queries: Record<string, string> = {
    'no filter': '',
    'outcome BLOCKED': 'filters: {outcome: {eq: BLOCKED}}',
    'outcome FAILED': 'filters: {outcome: {eq: FAILED}}',
    'outcome not ALLOWED': 'filters: {outcome: {neq: ALLOWED}}',
    'event DELETE': 'filters: {event: {eq: DELETE}}',
    'target PARTINVENTORY': 'filters: {target: {eq: PARTINVENTORY}}',
    'target REDLINE (1 %)': 'filters: {target: {eq: REDLINE}}',
    'target SUPPLIER (none)': 'filters: {target: {eq: SUPPLIER}}',
    'not committed': 'filters: {committed: {eq: false}}',
    'record 34': 'filters: {targetRecordId: {eq: 34}}',
    'action 12': 'filters: {actionId: {eq: 12}}',
    'action 89 (rare)': 'filters: {actionId: {eq: 89}}',
    'raised action 12': 'filters: {raisedActionId: {eq: 12}}',
    'person 7': 'filters: {triggeredById: {eq: 7}}',
    'a minute three weeks ago': `filters: {createdAt: {gte: "${moment(21)}", lt: "${moment(21 - 1 / 1440)}"}}`,
    'the last hour': `filters: {createdAt: {gte: "${moment(1 / 24)}"}}`,
    'a week three weeks ago': `filters: {createdAt: {gte: "${moment(21)}", lt: "${moment(14)}"}}`,
    'slower than 15 ms': 'filters: {executionTimeMs: {gt: 15}}',
    'request id': `filters: {requestId: {eq: "${requestId}"}}`,
    'search: update part inventory 34': 'search: "update part inventory 34"',
    'search: 34': 'search: "34"',
    'search: a common word': 'search: "serial"',
    'search: two words': 'search: "shelf 976"',
    'BLOCKED and person 7': 'filters: {outcome: {eq: BLOCKED}, triggeredById: {eq: 7}}',
    'BLOCKED, target, event and a word': 'search: "blocked serial delete issue", filters: {outcome: {eq: BLOCKED}}',
    'action 12, BLOCKED, last week': `filters: {actionId: {eq: 12}, outcome: {eq: BLOCKED}, createdAt: {gte: "${moment(7)}"}}`,
    'three targets, two outcomes':
      'filters: {target: {in: [PART, REDLINE, RUNSTEP]}, outcome: {in: [BLOCKED, FAILED]}}',
    'actions and persons, several of each': 'filters: {actionId: {in: [12, 34, 56]}, triggeredById: {in: [3, 7, 11]}}',
    'not of a target': 'filters: {target: {neq: PART}}',
    'not of a target, nor of a person, BLOCKED':
      'filters: {target: {neq: PART}, triggeredById: {neq: 7}, outcome: {eq: BLOCKED}}',
    'without action 12': 'filters: {actionId: {neq: 12}}',
    'records above 150,000': 'filters: {targetRecordId: {gt: 150000}}',
    'no message': 'filters: {validationMessage: {eq: null}}',
    'target, person and event': 'filters: {target: {eq: PART}, triggeredById: {eq: 3}, event: {eq: CREATE}}',
  };
  const adversarial: Record<string, string> = {
    'a record that exists once, 27 days ago': `filters: {targetRecordId: {eq: ${rare.recordId}}}`,
    'an action that ran once, 27 days ago': `filters: {actionId: {eq: ${rare.actionId}}}`,
    'a message that exists once, 27 days ago': `search: "flux capacitor"`,
    'no such record': 'filters: {targetRecordId: {eq: 1888888888}}',
    'no such word': 'search: "nowhere-to-be-found"',
    'no such request': 'search: "ffffffff"',
    'a request of 20 days ago by 13 digits': `search: "${requestId.slice(0, 14)}"`,
    'a number that is nothing': 'search: "1777777777"',
    'action and target that never meet': 'filters: {actionId: {eq: 12}, target: {eq: RUNSTEP}}',
    'outcome and action that never meet': `filters: {outcome: {eq: BLOCKED}, actionId: {eq: ${rare.actionId}}}`,
    'BLOCKED and slower than 5 ms (none)': 'filters: {outcome: {eq: BLOCKED}, executionTimeMs: {gt: 5}}',
    'three numbers that never meet': 'search: "12 34 56"',
    'letters that are everywhere, words that are nowhere': 'search: "number-of-the-serial"',
    'two letters': 'search: "zq"',
    'records above all': 'filters: {targetRecordId: {gt: 1999999999}}',
    'records above all, of a target': 'filters: {targetRecordId: {gt: 1999999999}, target: {eq: PART}}',
    'records above most, of a rare action': `filters: {targetRecordId: {gt: 5}, actionId: {eq: ${rare.actionId}}}`,
    'raised by an action above all': 'filters: {raisedActionId: {gt: 99999}}',
    'by nobody': 'filters: {triggeredById: {eq: null}}',
    'by persons above all': 'filters: {triggeredById: {gte: 99999}}',
    'requests above all': 'filters: {requestId: {gt: "ffff"}}',
    'ids above all': 'filters: {id: {gt: "ffffffff-ffff-7fff-bfff-ffffffffffff"}}',
    'no record id': 'filters: {targetRecordId: {eq: null}}',
    'messages after all': 'filters: {validationMessage: {gt: "zzz"}}',
    'not a target, and no such record': 'filters: {target: {neq: PART}, targetRecordId: {eq: 1888888888}}',
    'actions above all': 'filters: {actionId: {gt: 99999}}',
  };
  const slow: string[] = [];
  const sorts = {
    'newest first': '',
    'oldest first': 'sort: {field: CREATED_AT, direction: ASC}',
    'longest first': 'sort: {field: EXECUTION_TIME_MS, direction: DESC}',
    'shortest first': 'sort: {field: EXECUTION_TIME_MS, direction: ASC}',
  };
  const all = { ...queries, ...adversarial };
  if (options.plans) await showPlans();
  else if (Number(options.combinations)) await measureCombinations(Number(options.combinations));
  else await measureEverything();

  async function showPlans(): Promise<void> {
    const named = Object.entries(sorts).flatMap(([sortName, sort]) =>
      Object.entries(all)
        .filter(([name]) => name.includes(options.only))
        .map(([name, args]) => [`${sortName}, ${name}`, [args, sort].filter(Boolean).join(', ')]),
    );
    await printPlans(server.database, Object.fromEntries(named));
  }

  async function measureCombinations(count: number): Promise<void> {
    const middles: [ms: number, args: string][] = [];
    for (const args of makeCombinations(count, Object.values(sorts), Number(options.seed))) {
      const first = await middleOf(() => ask(args));
      middles.push([first.ms, args]);
      const { nodes, pageInfo } = first.result.executionLogs;
      if (nodes.length < 50) continue;
      const next = `${args}, after: "${pageInfo.endCursor}"`;
      middles.push([(await middleOf(() => ask(next))).ms, next]);
    }
    middles.sort(([one], [other]) => other - one);
    const share = (limit: number) => Math.round((100 * middles.filter(([ms]) => ms < limit).length) / middles.length);
    for (const [ms, args] of middles.slice(0, 30)) console.log(`  ${ms.toFixed(1).padStart(7)} ms  ${args}`);
    console.log(`\n${middles.length} pages of ${count} combinations, the middle of five times each:`);
    console.log(
      `  in the middle ${middles[middles.length >> 1]![0].toFixed(1)} ms, ${share(50)} % below 50 ms, ${share(200)} % below 200 ms`,
    );
  }

  async function middleOf<Result>(run: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
    const times: number[] = [];
    let result!: Result;
    for (let round = 0; round < 5; round++) {
      const begun = performance.now();
      result = await run();
      times.push(performance.now() - begun);
    }
    return { ms: times.toSorted((one, other) => one - other)[2]!, result };
  }

  async function measureEverything(): Promise<void> {
    for (const [sortName, sort] of Object.entries(sorts)) await measureAll(sortName, all, sort);
    console.log('\ncounted up to 10,000');
    for (const [name, args] of Object.entries(all)) {
      await measure(`count: ${name}`, () =>
        server.graphql(
          `{ executionLogs(first: 1${args ? `, ${args}` : ''}) { pageInfo { totalCount totalCountCapped } } }`,
        ),
      );
    }
    console.log('\nother');
    const far = await cursorAt(20);
    const blocked = 'filters: {outcome: {eq: BLOCKED}}';
    const rareOnes = 'filters: {targetRecordId: {gt: 150000}, event: {eq: DELETE}}';
    await measure('the page of 20 days ago', () => ask(`after: "${far}"`));
    await measure('the page of 20 days ago, BLOCKED', () => ask(`after: "${far}", ${blocked}`));
    await measure('the page of 20 days ago, two filters', () => ask(`after: "${far}", ${rareOnes}`));
    await measure('100 logs', () => ask('', 'first: 100'));
    await measure('100 logs, BLOCKED', () => ask(blocked, 'first: 100'));
    await measure('backwards from 20 days ago', () => ask(`before: "${far}"`, 'last: 50'));
    await measure('backwards from 20 days ago, BLOCKED', () => ask(`before: "${far}", ${blocked}`, 'last: 50'));
    await measure('backwards from 20 days ago, two filters', () => ask(`before: "${far}", ${rareOnes}`, 'last: 50'));
    await measure('the last page, backwards', () => ask('', 'last: 50'));
    await measure('the last page, backwards, no such record', () =>
      ask('filters: {targetRecordId: {eq: 1888888888}}', 'last: 50'),
    );
    await measureStatistics();
    await measure('how many logs a retention of 10 days deletes', () =>
      server.graphql('{ retention { loss(days: 10) } }'),
    );
    await measure('contexts: a value that is common', () =>
      ask('contextSearch: {path: "partInventory.status", value: "WIP"}'),
    );
    await measure('contexts: no such value (gives up)', () =>
      ask('contextSearch: {path: "partInventory.status", value: "NOWHERE"}'),
    );

    console.log(`\n${slow.length} above ${goalMs} ms at p95${slow.length ? `:\n  ${slow.join('\n  ')}` : ''}`);
    process.exitCode = slow.length ? 1 : 0;
  }

  /** Past the server's memory of them, which is half a minute old at most. */
  async function measureStatistics(): Promise<void> {
    const db = connectDatabase({ ...server.database, maxConnections: 1 });
    const statistics = createActionStatistics({ db, retentionDays: async () => 30, maxAgeMs: 0 });
    await measure('how all actions did in seven days', () => statistics.find());
    await db.close();
  }

  async function measureAll(title: string, all: Record<string, string>, sort: string): Promise<void> {
    console.log(`\n${title}`);
    for (const [name, args] of Object.entries(all)) {
      const first = await measure(name, () => ask([args, sort].filter(Boolean).join(', ')), title);
      const { endCursor } = first.executionLogs.pageInfo;
      if (first.executionLogs.nodes.length === 50)
        await measure(
          `  ${name}, next page`,
          () => ask([args, sort, `after: "${endCursor}"`].filter(Boolean).join(', ')),
          title,
        );
    }
  }

  async function measure<Result>(name: string, run: () => Promise<Result>, title = ''): Promise<Result> {
    if (options.only && !name.includes(options.only)) return run();
    const result = await run();
    const times: number[] = [];
    for (let round = 0; round < Number(options.rounds); round++) {
      const begun = performance.now();
      await run();
      times.push(performance.now() - begun);
      // The slowest need no more rounds to be known as such.
      if (times.reduce((sum, ms) => sum + ms, 0) > 3000) break;
    }
    const { p50, p95 } = figuresOf(times);
    const found = (result as { executionLogs?: { nodes?: unknown[] } }).executionLogs?.nodes?.length;
    const figure = (ms: number) => ms.toFixed(1).padStart(8);
    console.log(
      `  ${name.padEnd(52)} p50${figure(p50)}  p95${figure(p95)} ms${found === undefined ? '' : `  ${found} found`}`,
    );
    if (p95 > goalMs) slow.push(`${title} ${name}: ${p95.toFixed(0)} ms`);
    return result;
  }

  async function cursorAt(daysAgo: number): Promise<string> {
    const before = await server.graphql<{ executionLogs: { pageInfo: { endCursor: string } } }>(
      `{ executionLogs(first: 1, filters: {createdAt: {lte: "${moment(daysAgo)}"}}) { pageInfo { endCursor } } }`,
    );
    return before.executionLogs.pageInfo.endCursor;
  }
} finally {
  await server.stop();
}

async function printSizes(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`
    select case when c.relkind = 'i' then regexp_replace(c.relname, '_\\d{8}_', '_') else regexp_replace(c.relname, '_\\d{8}$', '') end as name,
      sum(pg_relation_size(c.oid)) as bytes
    from pg_class c where c.relname ~ '^execution_log(_body)?_\\d{8}' and c.relkind in ('r', 'i')
    group by 1 order by 2 desc`);
  for (const { name, bytes } of rows) {
    console.log(
      `  ${name.padEnd(56)} ${(Number(bytes) / 1e6).toFixed(1).padStart(9)} MB ${(Number(bytes) / logs).toFixed(1).padStart(7)} bytes a log`,
    );
  }
}
