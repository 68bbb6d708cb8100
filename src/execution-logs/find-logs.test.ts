// Pages against what a person would pick by hand from all logs: every combination of filters, searches, sorts and directions,
// with budgets so small that each way of finding is taken.

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countLockWaiters, createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { indexClosedDays } from './closed-days.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import { highestLevel, levelOf } from './execution-time-levels.ts';
import {
  createExecutionLogs,
  cursorOf,
  type ExecutionLogs,
  type LogPageRequest,
  type LogSort,
  SearchTooSlowError,
} from './find-logs.ts';
import { createLogDays } from './log-days.ts';
import { ensurePartitions } from './partitions.ts';
import { type Case, cases, empty, notEqual, ranges } from './test-cases-to-find.ts';
import { combinations } from './test-combinations-to-find.ts';
import { createRandom, dayMs, madeUpLog, makeActions, targets } from './test-logs-to-find.ts';
import { writeExecutionLog } from './write-log.ts';

const smallBudget = {
  firstWindow: 3,
  ordered: 12,
  firstWindowByDuration: 20,
  windowBeforeLevels: 60,
  windowBeforeAll: 180,
  coveredReach: 4,
  coveredReachOfSeveral: 10,
  notableReach: 20,
  uncommittedBeforeCovered: 60,
  coveredStep: 30,
  sampleByDuration: 20,
  shareBeforeUnindexed: 0.2,
  matchesADay: 6,
  readADay: 4,
  lookupCost: 0.015,
  visitCost: 15,
  many: 50,
  orderedBeforeMany: 200,
  rangeLookupCost: 0.7,
  textLookupCost: 0.05,
  messagesADay: 1,
  readOfLevels: 5,
  sample: 15,
  shareByDuration: 0.5,
  shareOfLevels: 0.1,
  keyCost: 0.25,
  orderedCost: 2,
};

let db: TestDatabase;
let logs: ExecutionLogs;
/** Not expired, newest first. */
const all: ExecutionLogHead[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, new Date(Date.now() - 12 * dayMs), 14);
  await makeActions(db.kysely);
  const random = createRandom(7);
  const now = Date.now();
  for (let n = 0; n < 400; n++) {
    const createdAt = new Date(now - Math.floor((n / 400) * 11 * dayMs) - random(1000));
    const log = madeUpLog(n, createdAt, random);
    await writeExecutionLog(db.kysely, log, log.outcome !== 'BLOCKED');
    if (createdAt.getTime() > now - 10 * dayMs + 60_000) all.push({ ...log, committed: log.outcome !== 'BLOCKED' });
  }
  all.sort(byTime);
  logs = openLogs();
});
const openLogs = () => createExecutionLogs({ db, retentionDays: 10, targets, budget: smallBudget });
afterAll(() => db.close());

function byTime(a: ExecutionLogHead, b: ExecutionLogHead): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
const byDuration = (a: ExecutionLogHead, b: ExecutionLogHead) =>
  b.executionTimeMs - a.executionTimeMs || (a.id < b.id ? 1 : -1);

const sorts: LogSort[] = (['CREATED_AT', 'EXECUTION_TIME_MS'] as const).flatMap((field) =>
  (['DESC', 'ASC'] as const).map((direction) => ({ field, direction })),
);

function pick(fits: Case[2], { field, direction }: LogSort): string[] {
  const sorted = all.filter(fits).sort(field === 'CREATED_AT' ? byTime : byDuration);
  if (direction === 'ASC') sorted.reverse();
  return sorted.map(({ id }) => id);
}

async function collect(
  request: LogPageRequest,
  sort: LogSort,
  way: 'forwards' | 'backwards',
  size = 7,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages++) {
    const part = way === 'forwards' ? { first: size, after: cursor } : { last: size, before: cursor };
    const page = await logs.findPage({ ...request, sort, ...part });
    const own = page.nodes.map(({ id }) => id);
    if (way === 'forwards') ids.push(...own);
    else ids.unshift(...own);
    if (!(way === 'forwards' ? page.hasNextPage : page.hasPreviousPage)) return ids;
    cursor = cursorOf((way === 'forwards' ? page.nodes.at(-1) : page.nodes[0])!, sort.field);
  }
  throw new Error('Paging does not end');
}

describe.each(cases)('%s', (_name, query, fits) => {
  it('is found, every page of it, by each sort', async () => {
    for (const sort of sorts)
      expect(await collect(query, sort, 'forwards'), JSON.stringify(sort)).toEqual(pick(fits, sort));
  });
  it('is found from the end', async () => {
    for (const sort of sorts)
      expect(await collect(query, sort, 'backwards'), JSON.stringify(sort)).toEqual(pick(fits, sort));
  });
  it('is counted', async () => {
    const count = all.filter(fits).length;
    expect(await logs.countUpTo(query, 1000)).toBe(count);
    expect(await logs.countUpTo(query, 5)).toBe(Math.min(count, 5));
  });
});

describe.each([...notEqual, ...ranges, ...empty, ...combinations])('%s', (_name, query, fits) => {
  it('is found, every page of it, by each sort, and counted', async () => {
    for (const sort of sorts)
      expect(await collect(query, sort, 'forwards', 60), JSON.stringify(sort)).toEqual(pick(fits, sort));
    expect(await logs.countUpTo(query, 1000)).toBe(all.filter(fits).length);
  });
});

const indexNow = () => db.kysely.connection().execute((connection) => indexClosedDays(connection, new Date()));

describe('with the index of days that are over', () => {
  beforeAll(async () => {
    const indexed = await indexNow();
    expect(indexed.length).toBeGreaterThanOrEqual(10);
    expect(await indexNow()).toEqual([]);
    const known = (await createLogDays(10).find(db.kysely)).filter(({ levels }) => levels);
    expect(known.length).toBeGreaterThanOrEqual(8);
    expect(known.every(({ hasMessageKeysIndex }) => hasMessageKeysIndex)).toBe(true);
    // One day has a message that does not fit.
    expect(
      known
        .map(({ coverings }) => coverings.join())
        .sort()
        .slice(0, 2),
    ).toEqual(['logs', 'logs,notable']);
    logs = openLogs();
  });

  it.each(cases)('%s is found by execution time', async (_name, query, fits) => {
    for (const sort of sorts.filter(({ field }) => field === 'EXECUTION_TIME_MS'))
      expect(await collect(query, sort, 'forwards'), JSON.stringify(sort)).toEqual(pick(fits, sort));
  });

  it.each([...cases, ...ranges, ...combinations])('%s is found by time, and counted', async (_name, query, fits) => {
    for (const sort of sorts.filter(({ field }) => field === 'CREATED_AT'))
      expect(await collect(query, sort, 'forwards', 60), JSON.stringify(sort)).toEqual(pick(fits, sort));
    expect(await logs.countUpTo(query, 1000)).toBe(all.filter(fits).length);
  });

  it.each([...notEqual, ...ranges, ...empty, ...combinations])(
    '%s is found by execution time',
    async (_name, query, fits) => {
      for (const sort of sorts.filter(({ field }) => field === 'EXECUTION_TIME_MS'))
        expect(await collect(query, sort, 'forwards', 60), JSON.stringify(sort)).toEqual(pick(fits, sort));
    },
  );
});

it('levels of execution time rise with it', async () => {
  const { rows } = await sql<{ ms: number; level: number }>`
    select ms, execution_time_level(ms) as level from unnest(${[0, 0.1, 1, 1.1, 10, 99, 100, 100_000, 1e9]}::float8[]) ms
    order by ms`.execute(db.kysely);
  expect(rows.map(({ level }) => level)).toEqual([0, 1, 13, 13, 25, 36, 37, 73, 73]);
});

it('a level begins where the one before it ends', async () => {
  const { rows } = await sql<{ level: number }>`
    select level from generate_series(1, ${highestLevel}::integer) level
    where execution_time_level(execution_time_from(level)) <> level
      or execution_time_level(execution_time_from(level) * 0.9999) <> level - 1
      or execution_time_from(level) is null`.execute(db.kysely);
  expect(rows).toEqual([]);
});

it('levels are the same to us as to the database', async () => {
  const { rows } = await sql<{ ms: number; level: number }>`
    select ms, execution_time_level(ms) as level from generate_series(1, ${highestLevel}::integer) at,
      lateral unnest(array[execution_time_from(at), execution_time_from(at) * 0.9999, execution_time_from(at) * 1.0001]) ms`.execute(
    db.kysely,
  );
  expect(rows.map(({ ms }) => levelOf(ms))).toEqual(rows.map(({ level }) => level));
});

it('the beginning of a request id finds the request', async () => {
  const { requestId, id } = all[100]!;
  for (const search of [requestId, requestId.slice(0, 23).toUpperCase()]) {
    const { nodes } = await logs.findPage({ search });
    expect(nodes.map((log) => log.id)).toContain(id);
    expect(nodes.every((log) => log.requestId.startsWith(search.toLowerCase()))).toBe(true);
  }
});

it('ids and request ids are found from one on', async () => {
  const [from, to] = [all[300]!, all[296]!];
  const between = (name: 'id' | 'requestId') => ({ filters: { [name]: { gt: from[name], lte: to[name] } } });
  const fits = (name: 'id' | 'requestId') => (log: ExecutionLogHead) => log[name] > from[name] && log[name] <= to[name];
  for (const name of ['id', 'requestId'] as const) {
    const ids = all.filter(fits(name)).map(({ id }) => id);
    expect(ids).toContain(to.id);
    expect((await logs.findPage(between(name))).nodes.map(({ id }) => id)).toEqual(ids);
    expect(await logs.countUpTo(between(name), 1000)).toBe(ids.length);
  }
  const beginning = to.requestId.slice(0, 13);
  const atLeast = { filters: { requestId: { gte: beginning }, createdAt: { lte: to.createdAt } } };
  expect((await logs.findPage({ ...atLeast, first: 1 })).nodes.map(({ id }) => id)).toEqual([to.id]);
});

it('ids find their logs', async () => {
  const ids = [all[3]!.id, all[300]!.id];
  const { nodes } = await logs.findPage({ filters: { id: { in: ids } } });
  expect(nodes.map(({ id }) => id)).toEqual(ids);
});

describe('a search of contexts', () => {
  it('finds values by path, through lists, and goes with filters', async () => {
    const found = await logs.findPage({ contextSearch: { path: 'issue.status', value: 'pending' } });
    expect(found.nodes.length).toBeGreaterThan(4);
    expect((await logs.findPage({ contextSearch: { path: 'issue.lines.n', value: '201' } })).nodes).toHaveLength(2);
    expect((await logs.findPage({ contextSearch: { path: 'issue.lines.0.n', value: '201' } })).nodes).toHaveLength(1);
    expect((await logs.findPage({ contextSearch: { path: 'issue.state', value: 'pending' } })).nodes).toEqual([]);
  });
});

it('a search that takes too long is ended, and its error says what to do', async () => {
  const impatient = createExecutionLogs({ db, retentionDays: 10, targets, timeoutMs: 300 });
  const lock = await db.pool.connect();
  await lock.query('begin; lock table execution_log in access exclusive mode');
  const message = 'The search took longer than 0.3 s and was ended. Narrow it: add a filter, or a time.';
  await expect(impatient.findPage({})).rejects.toThrow(new SearchTooSlowError(message));
  await expect(impatient.countUpTo({}, 10)).rejects.toThrow(new SearchTooSlowError(message));
  await lock.query('rollback');
  lock.release();
  expect(await impatient.countUpTo({}, 10)).toBe(10);
});

it('what the client no longer waits for is ended in the database', async () => {
  const leaving = new AbortController();
  const lock = await db.pool.connect();
  await lock.query('begin; lock table execution_log in access exclusive mode');
  const waiting = logs.findPage({}, { signal: leaving.signal });
  const ended = expect(waiting).rejects.toThrow('The client left');
  await expect.poll(() => countLockWaiters(db)).toBe(1);
  leaving.abort();
  await ended;
  await lock.query('rollback');
  lock.release();
  expect((await logs.findPage({ first: 1 })).nodes).toHaveLength(1);
});
