/** A page of the list of execution logs. */
import { GraphQLBoolean, GraphQLInt, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ExecutionLogHead } from '../execution-logs/execution-log.ts';
import type { LogPage } from '../execution-logs/find-logs.ts';
import { listOf, required } from './required.ts';
import { DateTimeScalar } from './scalars.ts';

/** Counting stops here; the answer says so. */
export const countCap = 10_000;

export interface ExecutionLogConnection {
  page: LogPage;
  /** Counts no further than one beyond the cap; the query runs when it is first asked for. */
  count: () => Promise<number>;
  cursorOf: (head: ExecutionLogHead) => string;
}

export function executionLogConnectionType(log: GraphQLObjectType): GraphQLObjectType {
  const edge = new GraphQLObjectType({
    name: 'ExecutionLogEdge',
    fields: { node: { type: new required(log) }, cursor: { type: new required(GraphQLString) } },
  });
  const pageInfo = new GraphQLObjectType<ExecutionLogConnection>({
    name: 'ExecutionLogPageInfo',
    fields: {
      startCursor: { type: GraphQLString, resolve: ({ page: { nodes }, cursorOf }) => nodes[0] && cursorOf(nodes[0]) },
      endCursor: {
        type: GraphQLString,
        resolve: ({ page: { nodes, gaveUpAt }, cursorOf }) => {
          const last = gaveUpAt ?? nodes.at(-1);
          return last ? cursorOf(last) : null;
        },
      },
      hasNextPage: { type: new required(GraphQLBoolean), resolve: ({ page }) => page.hasNextPage },
      hasPreviousPage: { type: new required(GraphQLBoolean), resolve: ({ page }) => page.hasPreviousPage },
      gaveUpAt: {
        type: DateTimeScalar,
        description:
          'Set when contextSearch looked at as many logs as it may, before the page was full: all from here on is unsearched, and the next page goes on there',
        resolve: ({ page }) => page.gaveUpAt?.createdAt,
      },
      count: {
        type: new required(GraphQLInt),
        description: 'Logs of this page',
        resolve: ({ page }) => page.nodes.length,
      },
      totalCount: {
        type: new required(GraphQLInt),
        description: `All that match, counted up to ${countCap}; with contextSearch those of this page`,
        resolve: async ({ count }) => Math.min(await count(), countCap),
      },
      totalCountCapped: {
        type: new required(GraphQLBoolean),
        description: 'Whether there are more than totalCount says',
        resolve: async ({ page, count }) => page.gaveUpAt !== undefined || (await count()) > countCap,
      },
    },
  });
  return new GraphQLObjectType<ExecutionLogConnection>({
    name: 'ExecutionLogConnection',
    fields: {
      edges: {
        type: listOf(edge),
        resolve: ({ page, cursorOf }) => page.nodes.map((node) => ({ node, cursor: cursorOf(node) })),
      },
      nodes: { type: listOf(log), resolve: ({ page }) => page.nodes },
      pageInfo: { type: new required(pageInfo), resolve: (connection) => connection },
    },
  });
}
