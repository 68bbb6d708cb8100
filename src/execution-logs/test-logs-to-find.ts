// Logs to be found, made up so that every filter and search has something to find, and of actions as these have versions.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { createLogId } from './log-id.ts';
import type { NewExecutionLog } from './write-log.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const targets = [
  { target: 'PART', label: 'Part' },
  { target: 'PARTINVENTORY', label: 'Part Inventory' },
  { target: 'RUN', label: 'Run' },
];
/** Numbers that look random and are the same in every run. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Of every target and event, as their versions have been; but for the last, which was always of one. */
export const ofOneTarget = { id: 20, target: 'RUN', event: 'DELETE' };
export async function makeActions(db: Queryable): Promise<void> {
  await sql`
    insert into action (id, etag, title, target, event, error_state, enabled, context, code, version)
    select id, '', 'Action', ${ofOneTarget.target}, ${ofOneTarget.event}, 'BLOCK', true, '', '', 1
    from unnest(${[1, 2, 3, 4, 10, 11, 12, ofOneTarget.id]}::integer[]) id`.execute(db);
  await sql`
    insert into action_version (action_id, version, title, target, event, error_state, context, code)
    select id, row_number() over (partition by id), title, of.target, of.event, 'BLOCK', '', ''
    from action, (
      select target, event from unnest(${targets.map(({ target }) => target)}::text[]) target,
        unnest(${['CREATE', 'UPDATE', 'DELETE']}::text[]) event) of
    where id <> ${ofOneTarget.id} or (of.target, of.event) = (action.target, action.event)`.execute(db);
}

export const callersUuid = 'C0FFEE12-3456-4789-abcd-ef0123456789';
/** More than fits into an index. */
export const longMessage = `Once in a long while${' serial'.repeat(500)}`;
export const oddMessage = 'NÖTIG: 部品 noch 50% da_hin\\';

export function madeUpLog(n: number, createdAt: Date, random: (below: number) => number): NewExecutionLog {
  const drawn = (['ALLOWED', 'ALLOWED', 'ALLOWED', 'WARNED', 'BLOCKED'] as const)[random(5)]!;
  const outcome = n === 341 || n === 300 ? 'BLOCKED' : drawn;
  const executionTimeMs = random(40) / 2;
  const action = 1 + random(4);
  const event = (['CREATE', 'UPDATE', 'DELETE'] as const)[random(3)]!;
  const { target } = targets[random(3)]!;
  const isOfLast = target === ofOneTarget.target && event === ofOneTarget.event;
  return {
    id: createLogId(createdAt),
    createdAt,
    event,
    target,
    targetRecordId: n === 350 ? 777 : 1 + random(20),
    outcome,
    validationMessage:
      outcome === 'ALLOWED'
        ? null
        : n === 340
          ? 'Once in a blue moon'
          : n === 341
            ? oddMessage
            : n === 300
              ? longMessage
              : `Enter the serial ${random(50)}${executionTimeMs < 4 ? ' in HASTE' : ''}`,
    raisedAction: outcome === 'ALLOWED' ? null : { id: action, title: `Action ${action}` },
    executedActionIds: [action, 10 + random(3), ...(isOfLast ? [ofOneTarget.id] : [])],
    executionTimeMs,
    requestId: createLogId(createdAt),
    clientRequestId: n % 7 ? null : n === 343 ? callersUuid : `Gateway-${n % 5}-${n}`,
    triggeredBy: n === 345 ? null : { id: 1 + random(3), name: 'Ada', email: 'ada@example.com' },
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
