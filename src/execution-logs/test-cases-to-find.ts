// What is looked for among the logs of test-logs-to-find.ts, and which of them fit.

import type { Comparison } from './comparison-sql.ts';
import type { LogFilters } from './condition-sql.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import { callersUuid, dayMs, longMessage, oddMessage } from './test-logs-to-find.ts';

export type Case = [
  name: string,
  query: { search?: string; filters?: LogFilters },
  fits: (log: ExecutionLogHead) => boolean,
];
const moment = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs);
const [early, late] = [moment(6), moment(3)];
export const notEqual: Case[] = [
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
export const ranges: Case[] = [
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
export const empty: Case[] = [
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
export const cases: Case[] = [
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
  ...[
    { search: 'haste' },
    { search: 'HASTE serial' },
    { filters: { validationMessage: { ilike: 'Enter % in h_ste' } } },
    { search: 'haste', filters: { target: { eq: 'PART' } } },
    { search: 'haste', filters: { outcome: { eq: 'BLOCKED' } } },
    { search: 'haste', filters: { executionTimeMs: { lt: 3 } } },
    { search: 'haste', filters: { executionTimeMs: { gte: 1.5, lte: 3 } } },
    { search: 'haste', filters: { executionTimeMs: { gt: 4 } } },
    { search: 'haste', filters: { executionTimeMs: { eq: 2.5 } } },
    { search: 'haste', filters: { executionTimeMs: { in: [0.5, 3.5] } } },
    { search: 'haste', filters: { createdAt: { gte: early, lt: late } } },
  ].map(
    ({ search, filters = {} }: Case[1]): Case => [
      `a word of quick logs: ${JSON.stringify({ search, filters })}`,
      { ...(search && { search }), filters },
      (log) =>
        Boolean(log.validationMessage?.includes('HASTE')) &&
        (!filters.target || log.target === 'PART') &&
        (!filters.outcome || log.outcome === 'BLOCKED') &&
        isWithin(log.executionTimeMs, filters.executionTimeMs) &&
        (!filters.createdAt || (log.createdAt >= early && log.createdAt < late)),
    ],
  ),
  ['a message longer than an index takes', { search: 'while serial' }, (log) => log.validationMessage === longMessage],
  [
    'the whole of a message',
    { filters: { validationMessage: { eq: oddMessage } } },
    (log) => log.validationMessage === oddMessage,
  ],
  [
    'one of several messages',
    { filters: { validationMessage: { in: [oddMessage, 'Once in a blue moon', 'nowhere'] } } },
    ({ validationMessage }) => [oddMessage, 'Once in a blue moon'].includes(validationMessage ?? ''),
  ],
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

function isWithin(value: number, { eq, in: among, gt, gte, lt, lte }: Comparison<number> = {}): boolean {
  if (among && !among.includes(value)) return false;
  const isAbove = value > (gt ?? -Infinity) && value >= (gte ?? -Infinity);
  return isAbove && value < (lt ?? Infinity) && value <= (lte ?? Infinity) && value === (eq ?? value);
}
