/** Execution logs: the list (heads only), one log with what it ran, and the files to download are reached from here. */
import { GraphQLInputObjectType, GraphQLInt, GraphQLString } from 'graphql';
import type { ExecutionLog } from '../execution-logs/execution-log.ts';
import {
  BadCursorError,
  cursorOf,
  type ExecutionLogs,
  maxPageSize,
  SearchTooSlowError,
} from '../execution-logs/find-logs.ts';
import type { Retention } from '../execution-logs/retention-setting.ts';
import { accessOf, fullAccess, requirePermission } from '../people/permissions.ts';
import { BadInputError, LimitExceededError } from '../records/errors.ts';
import type { SchemaModule } from './create-schema.ts';
import { enumeration } from './enumeration.ts';
import { countCap, type ExecutionLogConnection, executionLogConnectionType } from './execution-log-connection.ts';
import { executionLogContextSearch, executionLogFilters, readLogFilters } from './execution-log-filters.ts';
import { executionLogType, readWholeLog } from './execution-log-type.ts';
import type { ContextHider } from './hide-context.ts';
import { housekeepingReceiptsField } from './housekeeping.ts';
import { readableLog } from './readable-log.ts';
import { required } from './required.ts';
import { DateTimeScalar, IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    readonly executionLogs: ExecutionLogs;
    readonly retention: Retention;
    readonly contextHider: ContextHider;
  }
}

export function executionLogsModule(types: SchemaTypes): SchemaModule {
  const log = executionLogType(types);
  const sort = new GraphQLInputObjectType({
    name: 'ExecutionLogSort',
    fields: {
      field: { type: new required(enumeration('ExecutionLogSortField', ['CREATED_AT', 'EXECUTION_TIME_MS'])) },
      direction: { type: types.sortDirection, defaultValue: 'DESC' },
    },
  });
  return {
    query: {
      housekeepingReceipts: housekeepingReceiptsField(),
      executionLog: {
        type: log,
        description: 'null when there is no such log, or it has expired',
        args: { id: { type: new required(IdScalar) } },
        resolve: (_source, { id }, context) => readWholeLog(String(id), context),
      },
      executionLogsExpiredBefore: {
        type: new required(DateTimeScalar),
        description:
          'Logs created at this moment or before have expired, by the clock of the database: who keeps some of them forgets them',
        resolve: (_source, _args, { person, services }) => {
          requirePermission(person, 'SEE_LOGS');
          return services.retention.expiredBefore();
        },
      },
      executionLogs: {
        type: new required(executionLogConnectionType(log)),
        args: {
          search: {
            type: GraphQLString,
            description: 'Action id, request id, record id, target, event; all words must match',
          },
          filters: { type: executionLogFilters(types) },
          contextSearch: {
            type: executionLogContextSearch(),
            description:
              'Looks into what the actions saw; pageInfo.gaveUpAt says when it stopped before the page was full',
          },
          sort: { type: sort },
          first: { type: GraphQLInt, description: `50 when left out, at most ${maxPageSize}` },
          after: { type: GraphQLString },
          last: { type: GraphQLInt },
          before: { type: GraphQLString },
        },
        resolve: async (_source, args, { person, services, signal }): Promise<ExecutionLogConnection> => {
          const reader = requirePermission(person, 'SEE_LOGS');
          requirePageSize(args.first ?? args.last);
          const { search, contextSearch } = args;
          if (contextSearch) requirePermission(person, 'SEE_CONTEXTS');
          const query = { search, contextSearch, filters: readLogFilters(args.filters) };
          // What is hidden from somebody can't be found by them either; who sees everything needs no closer look.
          const asRead =
            accessOf(reader) === fullAccess
              ? undefined
              : (log: ExecutionLog) => readableLog(log, reader, services.contextHider);
          const page = await asRequestErrors(
            services.executionLogs.findPage({ ...args, ...query }, { signal, asRead }),
          );
          const field = args.sort?.field ?? 'CREATED_AT';
          let counted: Promise<number> | undefined;
          const count = () => {
            const isWhole = !args.after && !args.before && !page.hasNextPage && !page.hasPreviousPage;
            counted ??=
              contextSearch || isWhole
                ? Promise.resolve(page.nodes.length)
                : asRequestErrors(services.executionLogs.countUpTo(query, countCap + 1, { signal }));
            return counted;
          };
          return { page, count, cursorOf: (head) => cursorOf(head, field) };
        },
      },
    },
  };
}

function requirePageSize(size: unknown): void {
  if (typeof size !== 'number' || (size >= 1 && size <= maxPageSize)) return;
  throw new BadInputError(`A page of ${size} logs can't be had; ask for 1 to ${maxPageSize}`);
}

async function asRequestErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof BadCursorError) throw new BadInputError(error.message);
    if (error instanceof SearchTooSlowError) throw new LimitExceededError(error.message);
    throw error;
  }
}
