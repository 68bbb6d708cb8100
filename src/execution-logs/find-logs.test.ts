// Pages against what a person would pick by hand from all logs: every combination of filters, searches, sorts and directions,
// with budgets so small that each way of finding is taken.

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countLockWaiters, createTestDatabase, type TestDatabase } from '../storage/test-database.ts';
import { highestLevel, indexClosedDays } from './closed-days.ts';
import type { LogFilters } from './condition-sql.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import {
  createExecutionLogs,
  cursorOf,
  type ExecutionLogs,
  type LogPageRequest,
  type LogSort,
  SearchTooSlowError,
} from './find-logs.ts';
import { createLogDays } from './log-days.ts';
import { createLogId } from './log-id.ts';
import { ensurePartitions } from './partitions.ts';
import { type NewExecutionLog, writeExecutionLog } from './write-log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const targets = [
  { target: 'PART', label: 'Part' },
  { target: 'PARTINVENTORY', label: 'Part Inventory' },
  { target: 'RUN', label: 'Run' },
];
const smallBudget = {
  firstWindow: 3,
  ordered: 12,
  firstWindowByDuration: 20,
  windowBeforeLevels: 60,
  windowBeforeAll: 180,
  shareBeforeUnindexed: 0.2,
  matchesADay: 6,
  readADay: 4,
  sample: 15,
  shareByDuration: 0.5,
  levelsByShare: [1, 2],
  orderedCost: 2,
};

let db: TestDatabase;
let logs: ExecutionLogs;
/** Not expired, newest first. */
const all: ExecutionLogHead[] = [];

/** Numbers that look random and are the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.kysely, new Date(Date.now() - 12 * dayMs), 14);
  await makeActions();
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

/** Of every target and event, as their versions have been; but for the last, which was always of one. */
const ofOneTarget = { id: 20, target: 'RUN', event: 'DELETE' };
async function makeActions(): Promise<void> {
  await sql`
    insert into action (id, etag, title, target, event, error_state, enabled, context, code, version)
    select id, '', 'Action', ${ofOneTarget.target}, ${ofOneTarget.event}, 'BLOCK', true, '', '', 1
    from unnest(${[1, 2, 3, 4, 10, 11, 12, ofOneTarget.id]}::integer[]) id`.execute(db.kysely);
  await sql`
    insert into action_version (action_id, version, title, target, event, error_state, context, code)
    select id, row_number() over (partition by id), title, of.target, of.event, 'BLOCK', '', ''
    from action, (
      select target, event from unnest(${targets.map(({ target }) => target)}::text[]) target,
        unnest(${['CREATE', 'UPDATE', 'DELETE']}::text[]) event) of
    where id <> ${ofOneTarget.id} or (of.target, of.event) = (action.target, action.event)`.execute(db.kysely);
}

const callersUuid = 'C0FFEE12-3456-4789-abcd-ef0123456789';
const oddMessage = 'NÖTIG: 部品 noch 50% da_hin\\';

function madeUpLog(n: number, createdAt: Date, random: (below: number) => number): NewExecutionLog {
  const drawn = (['ALLOWED', 'ALLOWED', 'ALLOWED', 'WARNED', 'BLOCKED'] as const)[random(5)]!;
  const outcome = n === 381 ? 'BLOCKED' : drawn;
  const action = 1 + random(4);
  const event = (['CREATE', 'UPDATE', 'DELETE'] as const)[random(3)]!;
  const { target } = targets[random(3)]!;
  const isOfLast = target === ofOneTarget.target && event === ofOneTarget.event;
  return {
    id: createLogId(createdAt),
    createdAt,
    event,
    target,
    targetRecordId: n === 390 ? 777 : 1 + random(20),
    outcome,
    validationMessage:
      outcome === 'ALLOWED'
        ? null
        : n === 380
          ? 'Once in a blue moon'
          : n === 381
            ? oddMessage
            : `Enter the serial ${random(50)}`,
    raisedAction: outcome === 'ALLOWED' ? null : { id: action, title: `Action ${action}` },
    executedActionIds: [action, 10 + random(3), ...(isOfLast ? [ofOneTarget.id] : [])],
    executionTimeMs: random(40) / 2,
    requestId: createLogId(createdAt),
    clientRequestId: n % 7 ? null : n === 378 ? callersUuid : `Gateway-${n % 5}-${n}`,
    triggeredBy: n === 385 ? null : { id: 1 + random(3), name: 'Ada', email: 'ada@example.com' },
    viaToken: null,
    pythonVersion: '3.11.7',
    limits: { wallMs: 1, memoryMb: 1, outputBytes: 1 },
    actions: [
      {
        id: action,
        title: 'A',
        version: 1,
        errorState: 'BLOCK',
        context: JSON.stringify({ issue: { status: n % 50 ? 'DONE' : 'PENDING', lines: [{ n }, { n: n + 1 }] } }),
        contextError: null,
        output: Buffer.from(''),
        outcome,
        message: null,
        line: null,
        executionTimeMs: 1,
      },
    ],
  };
}

function byTime(a: ExecutionLogHead, b: ExecutionLogHead): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
const byDuration = (a: ExecutionLogHead, b: ExecutionLogHead) =>
  b.executionTimeMs - a.executionTimeMs || (a.id < b.id ? 1 : -1);

type Case = [name: string, query: { search?: string; filters?: LogFilters }, fits: (log: ExecutionLogHead) => boolean];
const moment = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs);
const [early, late] = [moment(6), moment(3)];
const notEqual: Case[] = [
  ['not a target', { filters: { target: { neq: 'PART' } } }, (log) => log.target !== 'PART'],
  ['not a record', { filters: { targetRecordId: { neq: 3 } } }, (log) => log.targetRecordId !== 3],
  ['not a person, nobody included', { filters: { triggeredById: { neq: 2 } } }, (log) => log.triggeredBy?.id !== 2],
  ['not what raised', { filters: { raisedActionId: { neq: 3 } } }, (log) => log.raisedAction?.id !== 3],
  [
    'not a message',
    { filters: { validationMessage: { neq: oddMessage }, outcome: { eq: 'BLOCKED' } } },
    (log) => log.validationMessage !== oddMessage && log.outcome === 'BLOCKED',
  ],
];
const afterSerial4 = ({ validationMessage }: ExecutionLogHead) =>
  validationMessage !== null && validationMessage > 'Enter the serial 4!';
const ranges: Case[] = [
  ['records above', { filters: { targetRecordId: { gt: 18 } } }, (log) => log.targetRecordId > 18],
  ['records above all', { filters: { targetRecordId: { gt: 1_999_999_999 } } }, () => false],
  [
    'records between',
    { filters: { targetRecordId: { gte: 5, lt: 7 } } },
    (log) => log.targetRecordId >= 5 && log.targetRecordId < 7,
  ],
  ['persons below', { filters: { triggeredById: { lte: 1 } } }, (log) => log.triggeredBy?.id === 1],
  ['what raised, above', { filters: { raisedActionId: { gt: 3 } } }, (log) => (log.raisedAction?.id ?? 0) > 3],
  ['actions above', { filters: { actionId: { gte: 12 } } }, (log) => log.executedActionIds.some((id) => id >= 12)],
  ['actions above all', { filters: { actionId: { gt: 20 } } }, () => false],
  [
    'one action between',
    { filters: { actionId: { gt: 4, lt: 11 } } },
    (log) => log.executedActionIds.some((id) => id > 4 && id < 11),
  ],
  [
    'messages after a long one',
    { filters: { validationMessage: { gt: `Enter the serial 4${' '.repeat(200)}` } } },
    afterSerial4,
  ],
  [
    'messages between',
    { filters: { validationMessage: { gte: 'Enter the serial 4', lt: 'Enter the serial 5' } } },
    (log) => /^Enter the serial 4/.test(log.validationMessage ?? ''),
  ],
  ['messages after', { filters: { validationMessage: { gt: 'O' } } }, (log) => (log.validationMessage ?? '') > 'O'],
  ['requests before all', { filters: { requestId: { lt: '00' } } }, () => false],
];
const empty: Case[] = [
  ['nobody', { filters: { triggeredById: { eq: null } } }, (log) => log.triggeredBy === null],
  ['somebody', { filters: { triggeredById: { neq: null } } }, (log) => log.triggeredBy !== null],
  ['what nothing raised', { filters: { raisedActionId: { eq: null } } }, (log) => log.raisedAction === null],
  ['what something raised', { filters: { raisedActionId: { neq: null } } }, (log) => log.raisedAction !== null],
  ['a message', { filters: { validationMessage: { neq: null } } }, (log) => log.validationMessage !== null],
  ['no record', { filters: { targetRecordId: { eq: null } } }, () => false],
  ['no request', { filters: { requestId: { eq: null } } }, () => false],
  ['no action', { filters: { actionId: { eq: null } } }, () => false],
  ['any outcome', { filters: { outcome: { neq: null }, event: { eq: 'DELETE' } } }, (log) => log.event === 'DELETE'],
];
const callersIds: Case[] = [
  ...[
    { search: 'Gateway-3-' },
    { filters: { clientRequestId: { eq: 'Gateway-3' } } },
    { filters: { clientRequestId: { in: ['Gateway-3-1', 'Gateway-3-2', 'Gateway-3-3', 'Gateway-3-'] } } },
    { filters: { clientRequestId: { gt: 'Gateway-3', lte: 'Gateway-3a' } } },
    { filters: { clientRequestId: { ilike: 'gateway-3%' } } },
  ].map(
    (query): Case => [
      `requests of one caller: ${JSON.stringify(query)}`,
      query,
      (log) => log.clientRequestId?.startsWith('Gateway-3') ?? false,
    ],
  ),
  ["the beginning of a caller's UUID", { search: 'C0FFEE12-34' }, (log) => log.clientRequestId === callersUuid],
  ["no caller's id", { filters: { clientRequestId: { eq: null } } }, (log) => log.clientRequestId === null],
  ["a caller's id", { filters: { clientRequestId: { neq: null } } }, (log) => log.clientRequestId !== null],
  [
    "not one caller's id",
    { filters: { clientRequestId: { neq: 'Gateway' } } },
    (log) => log.clientRequestId === null || log.clientRequestId === callersUuid,
  ],
];
const isNumbered = (log: ExecutionLogHead, n: number) => log.targetRecordId === n || log.executedActionIds.includes(n);
const ran20 = (log: ExecutionLogHead) => log.executedActionIds.includes(20);
const ofTheirActions: Case[] = [
  ['an action and its target', { filters: { actionId: { eq: 20 }, target: { eq: 'RUN' } } }, ran20],
  ['an action and another target', { filters: { actionId: { in: [20] }, target: { eq: 'PART' } } }, () => false],
  [
    'actions from one on, and a target',
    { filters: { actionId: { gte: 12 }, target: { in: ['PART', 'RUN'] } } },
    (log) => log.target !== 'PARTINVENTORY' && log.executedActionIds.some((id) => id >= 12),
  ],
  [
    'actions but one, of a target',
    { filters: { actionId: { in: [20, 3], neq: 11 }, target: { eq: 'RUN' } } },
    (log) =>
      log.target === 'RUN' && !log.executedActionIds.includes(11) && (ran20(log) || log.executedActionIds.includes(3)),
  ],
  [
    'two numbers, one of them an action of one target',
    { search: '20 3' },
    (log) => isNumbered(log, 20) && isNumbered(log, 3),
  ],
  [
    'three numbers, all but one are actions',
    { search: '7 1 11' },
    (log) => [7, 1, 11].every((n) => isNumbered(log, n)),
  ],
  ['three numbers, of which one can be an action', { search: '7 8 11' }, () => false],
  ['a number, an action of the target and event', { search: 'run delete 20' }, ran20],
  [
    'a number, no action of the target',
    { search: '20 part' },
    (log) => log.target === 'PART' && log.targetRecordId === 20,
  ],
  [
    'a number, no action of the event',
    { search: '20', filters: { event: { eq: 'UPDATE' } } },
    (log) => log.event === 'UPDATE' && log.targetRecordId === 20,
  ],
];
const cases: Case[] = [
  ...callersIds,
  ...ofTheirActions,
  ['everything', {}, () => true],
  ['an outcome', { filters: { outcome: { eq: 'BLOCKED' } } }, (log) => log.outcome === 'BLOCKED'],
  ['not an outcome', { filters: { outcome: { neq: 'ALLOWED' } } }, (log) => log.outcome !== 'ALLOWED'],
  [
    'a target and an event',
    { search: 'part inventory delete' },
    (l) => l.target === 'PARTINVENTORY' && l.event === 'DELETE',
  ],
  ['one record', { filters: { targetRecordId: { eq: 7 } } }, (log) => log.targetRecordId === 7],
  ['a record of long ago', { filters: { targetRecordId: { eq: 777 } } }, (log) => log.targetRecordId === 777],
  ['no such record', { filters: { targetRecordId: { eq: 9999 } } }, () => false],
  [
    'two actions',
    { filters: { actionId: { in: [2, 11] } } },
    (log) => log.executedActionIds.some((id) => [2, 11].includes(id)),
  ],
  ['without an action', { filters: { actionId: { neq: 2 } } }, (log) => !log.executedActionIds.includes(2)],
  ['what raised', { filters: { raisedActionId: { eq: 3 } } }, (log) => log.raisedAction?.id === 3],
  [
    'who',
    { filters: { triggeredById: { eq: 2 }, committed: { eq: false } } },
    (l) => l.triggeredBy?.id === 2 && !l.committed,
  ],
  ['a number', { search: '11' }, (log) => log.targetRecordId === 11 || log.executedActionIds.includes(11)],
  [
    'two numbers',
    { search: '#3 12' },
    (log) => [3, 12].every((n) => log.targetRecordId === n || log.executedActionIds.includes(n)),
  ],
  ['a part of the message', { search: 'SERIAL' }, (log) => Boolean(log.validationMessage?.includes('serial'))],
  ['a message that exists once', { search: 'blue moon' }, (log) => log.validationMessage === 'Once in a blue moon'],
  [
    'two letters of the message',
    { filters: { validationMessage: { ilike: '%ue%' } } },
    (l) => Boolean(l.validationMessage?.includes('ue')),
  ],
  ...[
    ['a word of two in Japanese', { search: '部品' }],
    ['a single letter', { filters: { validationMessage: { ilike: '%品%' } } }],
    ['two letters in the other case', { search: 'öt' }],
    ['a pair across a space', { filters: { validationMessage: { ilike: '%品 n%' } } }],
    ['three letters and a sign', { search: 'ötig:' }],
    ['a percent sign that is no wildcard', { filters: { validationMessage: { ilike: '%0\\% d%' } } }],
    ['a wildcard for one letter', { filters: { validationMessage: { ilike: '%a_hi%\\\\' } } }],
    ['a beginning', { filters: { validationMessage: { ilike: 'nö%' } } }],
  ].map(([name, query]): Case => [name as string, query as Case[1], (log) => log.validationMessage === oddMessage]),
  ...[
    ['a word of one record', { search: 'serial', filters: { targetRecordId: { eq: 5 } } }],
    ['a word and a number', { search: 'serial 5' }],
    [
      'a word of few records, in a time',
      { search: 'serial', filters: { targetRecordId: { lte: 2 }, createdAt: { lt: late } } },
    ],
    [
      'a word and an action, which many ran',
      { filters: { validationMessage: { ilike: '%serial%' }, actionId: { eq: 11 } } },
    ],
    ['a word that never meets a record', { search: 'serial', filters: { targetRecordId: { eq: 777 } } }],
  ].map(([name, query]): Case => {
    const { search = '', filters = {} } = query as { search?: string; filters?: LogFilters };
    const { targetRecordId: record, actionId: action, createdAt: time } = filters;
    return [
      name as string,
      query as Case[1],
      ({ validationMessage, targetRecordId, executedActionIds, createdAt }) =>
        Boolean(validationMessage?.includes('serial')) &&
        (!search.includes('5') || targetRecordId === 5 || executedActionIds.includes(5)) &&
        (!record?.eq || targetRecordId === record.eq) &&
        (!record?.lte || targetRecordId <= record.lte) &&
        (!action?.eq || executedActionIds.includes(action.eq)) &&
        (!time?.lt || createdAt < time.lt),
    ];
  }),
  ['only wildcards', { filters: { validationMessage: { ilike: '%_%' } } }, (log) => log.validationMessage !== null],
  ['no message', { filters: { validationMessage: { eq: null } } }, (log) => log.validationMessage === null],
  [
    'a time',
    { filters: { createdAt: { gte: early, lt: late } } },
    (log) => log.createdAt >= early && log.createdAt < late,
  ],
  [
    'a time and an event',
    { search: 'update', filters: { createdAt: { gt: early } } },
    (l) => l.createdAt > early && l.event === 'UPDATE',
  ],
  ['slow ones', { filters: { executionTimeMs: { gte: 19 } } }, (log) => log.executionTimeMs >= 19],
];
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

describe.each([...notEqual, ...ranges, ...empty])('%s', (_name, query, fits) => {
  it('is found, every page of it, by each sort, and counted', async () => {
    for (const sort of sorts)
      expect(await collect(query, sort, 'forwards', 60), JSON.stringify(sort)).toEqual(pick(fits, sort));
    expect(await logs.countUpTo(query, 1000)).toBe(all.filter(fits).length);
  });
});

describe('with the index of days that are over', () => {
  beforeAll(async () => {
    const indexed = await indexClosedDays(db.kysely, new Date());
    expect(indexed.length).toBeGreaterThanOrEqual(10);
    expect(await indexClosedDays(db.kysely, new Date())).toEqual([]);
    const known = (await createLogDays(10).find(db.kysely)).filter(({ levels }) => levels);
    expect(known.length).toBeGreaterThanOrEqual(8);
    logs = openLogs();
  });

  it.each(cases)('%s is found by execution time', async (_name, query, fits) => {
    for (const sort of sorts.filter(({ field }) => field === 'EXECUTION_TIME_MS'))
      expect(await collect(query, sort, 'forwards'), JSON.stringify(sort)).toEqual(pick(fits, sort));
  });
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
