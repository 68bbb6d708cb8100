// How PostgreSQL finds a page of logs: for each query, the statements the server runs, and of each what EXPLAIN ANALYZE
// says of it in one line: what was scanned, by which index, how often, how many rows came out, and the pages that were touched.

import { parseValue, valueFromASTUntyped } from 'graphql';
import pg from 'pg';
import { createExecutionLogs, type LogPageRequest } from '../src/execution-logs/find-logs.ts';
import { readLogFilters } from '../src/graphql/execution-log-filters.ts';
import { factoryPack } from '../src/record-types/factory-pack.ts';
import { connectDatabase, type DatabaseLocation } from '../src/storage/database.ts';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

interface Explained {
  Plan: PlanNode;
  'Planning Time': number;
  'Execution Time': number;
}

/** @param queries by name the arguments of `executionLogs`, as GraphQL writes them. */
export async function printPlans(location: DatabaseLocation, queries: Record<string, string>): Promise<void> {
  const db = connectDatabase({ ...location, maxConnections: 2 });
  const connect = db.pool.connect.bind(db.pool) as () => Promise<pg.PoolClient>;
  // Whatever the server reads for a page is explained first, in the same transaction and with the same settings.
  Object.assign(db.pool, { connect: async () => explaining(await connect()) });
  const targets = factoryPack.all.map(({ target, label }) => ({ target, label }));
  const logs = createExecutionLogs({ db, retentionDays: 30, targets });
  for (const [name, args] of Object.entries(queries)) {
    console.log(`\n${name}`);
    await logs.findPage({ first: 50, ...parseRequest(args) });
  }
  await db.close();
}

function parseRequest(args: string): LogPageRequest {
  const { filters, ...request } = valueFromASTUntyped(parseValue(`{${args}}`)) as LogPageRequest & { filters?: object };
  const read = readLogFilters(filters as Parameters<typeof readLogFilters>[0]);
  const dates = Object.entries(read.createdAt ?? {}).map(([operator, value]) => [operator, new Date(String(value))]);
  return { ...request, filters: { ...read, ...(dates.length && { createdAt: Object.fromEntries(dates) }) } };
}

let explained = 0;

function explaining(client: pg.PoolClient): pg.PoolClient {
  const query = client.query.bind(client) as (text: unknown, values?: unknown) => Promise<pg.QueryResult>;
  const explain = async (asked: { text: string; values: unknown[] } | string, values?: unknown) => {
    if (typeof asked === 'string' || !/^\s*(select|with|\()/.test(asked.text)) return query(asked, values);
    // EXPLAIN of the text itself would plan for these values, also where the server doesn't.
    const name = `explained_${explained++}`;
    const result = await query({ ...asked, name });
    const given = asked.values.map((value) => literal(value)).join(', ');
    const { rows } = await query(`explain (analyze, buffers, format json) execute ${name}${given && `(${given})`}`);
    console.log(`  ${describe(rows[0]['QUERY PLAN'][0])}`);
    return result;
  };
  return new Proxy(client, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (name === 'query') return explain;
      if (name === 'queryKept') return (text: string, values: unknown[]) => explain({ text, values });
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Of what PostgreSQL takes for the type that the statement wants. */
function literal(value: unknown): string {
  return value === null ? 'null' : pg.escapeLiteral(textOf(value));
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? `{${value.map((item) => JSON.stringify(textOf(item))).join(',')}}` : String(value);
}

function describe({ Plan: plan, 'Planning Time': planning, 'Execution Time': execution }: Explained): string {
  const scans = new Map<string, { times: number; rows: number }>();
  const visit = (node: PlanNode): void => {
    const { 'Node Type': type, 'Index Name': index, 'Actual Rows': rows, 'Actual Loops': loops } = node;
    if (/Scan/.test(type) && !/CTE|Subquery|Values|Function/.test(type) && loops > 0) {
      const name = index ? `${type} of ${index.replace(/execution_log(_body)?_(\d{8}_)?/, '')}` : type;
      const known = scans.get(name) ?? { times: 0, rows: 0 };
      scans.set(name, { times: known.times + loops, rows: known.rows + rows * loops });
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan);
  const found = [...scans].map(([name, { times, rows }]) => `${times} x ${name} (${Math.round(rows)} rows)`);
  const pages = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  return `${planning.toFixed(1)} + ${execution.toFixed(1)} ms, ${pages} pages: ${found.join(', ') || 'no scan'}`;
}
