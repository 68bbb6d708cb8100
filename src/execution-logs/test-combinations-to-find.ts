// Filters and searches put together at random, always the same ones, and which of the logs of test-logs-to-find.ts fit.

import type { LogFilters } from './condition-sql.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import type { Case } from './test-cases-to-find.ts';
import { createRandom } from './test-logs-to-find.ts';

type Fits = (log: ExecutionLogHead) => boolean;
interface Part {
  asks: LogFilters | string;
  fits: Fits;
}

const isBlocked: Fits = ({ outcome }) => outcome === 'BLOCKED';
const isAllowed: Fits = ({ outcome }) => outcome === 'ALLOWED';
const says =
  (text: string): Fits =>
  ({ validationMessage }) =>
    validationMessage?.toLowerCase().includes(text) === true;

/** Of each list one at most. */
const parts: Part[][] = [
  [
    { asks: { outcome: { eq: 'ALLOWED' } }, fits: isAllowed },
    { asks: { outcome: { neq: 'BLOCKED' } }, fits: (log) => !isBlocked(log) },
    { asks: { outcome: { in: ['BLOCKED', 'WARNED'] } }, fits: (log) => !isAllowed(log) },
    { asks: { raisedActionId: { eq: null } }, fits: isAllowed },
    { asks: { validationMessage: { ilike: '%serial 3%' } }, fits: says('serial 3') },
    { asks: { validationMessage: { neq: null } }, fits: (log) => !isAllowed(log) },
  ],
  [
    { asks: { committed: { eq: true } }, fits: (log) => !isBlocked(log) },
    { asks: { committed: { eq: false } }, fits: isBlocked },
  ],
  [
    { asks: { target: { eq: 'PART' } }, fits: ({ target }) => target === 'PART' },
    { asks: { target: { neq: 'PART' } }, fits: ({ target }) => target !== 'PART' },
    { asks: { event: { neq: 'UPDATE' } }, fits: ({ event }) => event !== 'UPDATE' },
  ],
  [
    { asks: { targetRecordId: { gt: 9 } }, fits: ({ targetRecordId }) => targetRecordId > 9 },
    { asks: { triggeredById: { neq: 2 } }, fits: ({ triggeredBy }) => triggeredBy?.id !== 2 },
    {
      asks: { actionId: { in: [1, 2, 11] } },
      fits: (log) => log.executedActionIds.some((id) => [1, 2, 11].includes(id)),
    },
    { asks: { executionTimeMs: { lt: 7 } }, fits: ({ executionTimeMs }) => executionTimeMs < 7 },
  ],
  [
    { asks: 'serial', fits: says('serial') },
    { asks: 'haste', fits: says('haste') },
    { asks: 'par', fits: (log) => log.target.startsWith('PART') || says('par')(log) },
  ],
];

const random = createRandom(11);

export const combinations: Case[] = Array.from({ length: 16 }, () => {
  const chosen = parts.filter(() => random(3) > 0).map((some) => some[random(some.length)]!);
  const filters: LogFilters = Object.assign(
    {},
    ...chosen.filter(({ asks }) => typeof asks === 'object').map(({ asks }) => asks),
  );
  const search = chosen.find(({ asks }) => typeof asks === 'string')?.asks as string | undefined;
  const name = `${JSON.stringify(filters)}${search ? ` and "${search}"` : ''}`;
  return [name, { filters, ...(search && { search }) }, (log) => chosen.every(({ fits }) => fits(log))];
});
