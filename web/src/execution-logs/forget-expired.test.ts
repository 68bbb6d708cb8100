import { QueryClient } from '@tanstack/react-query';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { recentLogsQuery } from '../actions/recent-logs.ts';
import { relatedLogsQuery } from '../pages/execution-log/related-logs.ts';
import { forgetExpired } from './forget-expired.ts';
import { logContextsQuery } from './log-contexts.ts';
import { logCodeQuery, logPagesQuery, logQuery } from './operations.ts';

const moment = Date.parse('2026-03-02T04:05:06.007Z');
const log = (msAfter: number) => ({ id: v7({ msecs: moment + msAfter }) });
const expired = log(0);
const kept = log(1);
const youngest = log(60_000);
const logs = logPagesQuery({}, {}, undefined);
const record = { requestId: 'r', target: 'PART', targetRecordId: 1, createdAt: new Date(moment).toISOString() };

function forgetting({ queryKey: key }: { queryKey: readonly unknown[] }, data: unknown): unknown {
  const queryClient = new QueryClient();
  queryClient.setQueryData(key, data);
  forgetExpired(queryClient, moment);
  return queryClient.getQueryData(key);
}

test('lists lose the logs that have expired, on whichever of their pages', () => {
  const page = (logs: object[]) => ({ logs, endCursor: 'end' });
  const list = (...pages: object[]) => ({ pages: pages.map((logs) => page(logs as object[])), pageParams: [{}, {}] });
  expect(forgetting(logs, list([youngest], [kept, expired]))).toEqual(list([youngest], [kept]));
  expect(forgetting(logs, list([expired], []))).toEqual(list([], []));
  expect(forgetting(recentLogsQuery(7), [kept, expired])).toEqual([kept]);
});

test('what is read of one log is gone with it', () => {
  for (const query of [logQuery, logCodeQuery, logContextsQuery]) {
    expect(forgetting(query(expired.id), { code: 'print(1)' })).toBeNull();
    expect(forgetting(query(kept.id), { code: 'print(1)' })).toEqual({ code: 'print(1)' });
  }
});

test('a log that is kept is not led from to one that has expired', () => {
  const related = { others: [youngest, expired], hasMoreOthers: false, previous: expired, next: youngest };
  const query = ({ id }: { id: string }) => relatedLogsQuery({ ...record, id });
  expect(forgetting(query(kept), related)).toEqual({ ...related, others: [youngest], previous: undefined });
  expect(forgetting(query(expired), { ...related, previous: undefined })).toMatchObject({ others: [] });
});

test('what is kept is the same object, so that nothing is drawn anew', () => {
  for (const [query, data] of [
    [logs, { pages: [{ logs: [kept] }], pageParams: [{}] }],
    [relatedLogsQuery({ ...record, id: kept.id }), { others: [], previous: kept, next: undefined }],
    [{ queryKey: ['records', 'part'] }, { nodes: [expired] }],
  ] as const) {
    expect(forgetting(query, data)).toBe(data);
  }
});
