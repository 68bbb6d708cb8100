// The list of execution logs at 100,000 logs: first page, following pages, searches and filters, over HTTP. The ratio is
// to the first page.

import pg from 'pg';
import { fillLogs } from './fill-logs.ts';
import { interleave, printFigures } from './measure.ts';
import { startServer } from './server-under-test.ts';

const logs = Number(process.env.BENCH_LOGS ?? 100_000);
const url = process.env.BENCH_DATABASE_URL;
const server = await startServer(url ? { DATABASE_URL: url } : {});
try {
  const client = new pg.Client(server.database);
  await client.connect();
  await fillLogs(client, logs);
  await client.end();
  const page =
    'nodes { id createdAt outcome event target targetRecordId validationMessage raisedAction { id title } executedActionIds executionTimeMs requestId triggeredBy { id name email } } pageInfo { endCursor hasNextPage }';
  const list = (args: string) => () =>
    server.graphql(`{ executionLogs(first: 50${args ? `, ${args}` : ''}) { ${page} } }`);
  const first = await server.graphql<{ executionLogs: { pageInfo: { endCursor: string } } }>(
    `{ executionLogs(first: 50) { ${page} } }`,
  );
  const after = first.executionLogs.pageInfo.endCursor;
  const figures = await interleave(
    {
      'first page': list(''),
      'next page': list(`after: "${after}"`),
      'search: update part inventory 34': list('search: "update part inventory 34"'),
      'search: a word of the message': list('search: "serial"'),
      'search: no such word': list('search: "nowhere-to-be-found"'),
      'filter: blocked': list('filters: {outcome: {eq: BLOCKED}}'),
      'filter: one action': list('filters: {actionId: {eq: 7}}'),
      'filter: request id': list('filters: {requestId: {eq: "ffffffff-ffff"}}'),
      'filter: the last hour': list(`filters: {createdAt: {gte: "${new Date(Date.now() - 3_600_000).toISOString()}"}}`),
      'sort: longest first': list('sort: {field: EXECUTION_TIME_MS, direction: DESC}'),
      'first page with its capped count': () =>
        server.graphql('{ executionLogs(first: 50) { nodes { id } pageInfo { totalCount } } }'),
    },
    { rounds: 100 },
  );
  printFigures(`Execution logs over HTTP, ${logs.toLocaleString('en')} logs`, figures);
} finally {
  await server.stop();
}
