/** Execution logs: the list (heads only), one log with what it ran, and the files to download are reached from here. */
import {
  GraphQLBoolean,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { ExecutedAction, ExecutionLogHead } from '../execution-logs/execution-log.ts';
import {
  BadCursorError,
  cursorOf,
  type ExecutionLogs,
  type LogPage,
  maxPageSize,
  SearchTooSlowError,
} from '../execution-logs/find-logs.ts';
import type { LogFilters } from '../execution-logs/log-conditions.ts';
import { expiresAt } from '../execution-logs/retention.ts';
import type { Retention } from '../execution-logs/retention-setting.ts';
import { requirePermission } from '../people/permissions.ts';
import { BadInputError, LimitExceededError } from '../records/errors.ts';
import { parseId } from '../records/parse-id.ts';
import type { OperationContext } from './context.ts';
import type { SchemaModule } from './create-schema.ts';
import { enumeration } from './enumeration.ts';
import type { ContextHider } from './hide-context.ts';
import { housekeepingReceiptsField } from './housekeeping.ts';
import { booleanFilter, dateTimeFilter, floatFilter, idFilter, stringFilter } from './operators.ts';
import { type ReadableLog, readableLog } from './readable-log.ts';
import { ruleEnums } from './rules.ts';
import { DateTimeScalar, IdScalar, JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

declare module './context.ts' {
  interface Services {
    readonly executionLogs: ExecutionLogs;
    readonly retention: Retention;
    readonly contextHider: ContextHider;
  }
}

const required = GraphQLNonNull;
const listOf = (type: GraphQLObjectType) => new required(new GraphQLList(new required(type)));
/** Counting stops here; the answer says so. */
const countCap = 10_000;

export const outcomeEnum = enumeration('ExecutionLogOutcome', ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED']);

export function executionLogsModule(types: SchemaTypes): SchemaModule {
  const log = logType(types);
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
        resolve: async (_source, { id }, { person, services }) => {
          const reader = requirePermission(person, 'SEE_LOGS');
          const log = await services.executionLogs.findById(String(id));
          return log && readableLog(log, reader, services.contextHider);
        },
      },
      executionLogs: {
        type: new required(connectionType(log)),
        args: {
          search: {
            type: GraphQLString,
            description: 'Action id, request id, record id, target, event; all words must match',
          },
          filters: { type: filtersType(types) },
          contextSearch: {
            type: contextSearchType(),
            description:
              'Looks into what the actions saw; pageInfo.gaveUpAt says when it stopped before the page was full',
          },
          sort: { type: sort },
          first: { type: GraphQLInt, description: `50 when left out, at most ${maxPageSize}` },
          after: { type: GraphQLString },
          last: { type: GraphQLInt },
          before: { type: GraphQLString },
        },
        resolve: async (_source, args, { person, services, signal }): Promise<Connection> => {
          requirePermission(person, 'SEE_LOGS');
          requirePageSize(args.first ?? args.last);
          const { search, contextSearch } = args;
          // It looks into all of a context, also into what this person would be shown as hidden.
          if (contextSearch) requirePermission(person, 'ADMINISTER');
          const query = { search, contextSearch, filters: readLogFilters(args.filters) };
          const page = await asRequestErrors(services.executionLogs.findPage({ ...args, ...query }, { signal }));
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

interface Connection {
  page: LogPage;
  /** Counts no further than one beyond the cap; the query runs when it is first asked for. */
  count: () => Promise<number>;
  cursorOf: (head: ExecutionLogHead) => string;
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

/** Filters as the client sent them; ids may be text. @throws BadInputError */
export function readLogFilters(filters: Record<string, Record<string, unknown> | null> | null | undefined): LogFilters {
  const numeric = new Set(['targetRecordId', 'actionId', 'raisedActionId', 'triggeredById']);
  return Object.fromEntries(
    Object.entries(filters ?? {}).flatMap(([name, comparison]) => {
      if (!comparison) return [];
      const read = numeric.has(name) ? mapValues(comparison, (value) => parseId(value, name)) : comparison;
      return [[name, read]];
    }),
  ) as LogFilters;
}

function mapValues(comparison: Record<string, unknown>, read: (value: unknown) => unknown): Record<string, unknown> {
  const readOne = (value: unknown) => (value === null ? null : Array.isArray(value) ? value.map(read) : read(value));
  return Object.fromEntries(Object.entries(comparison).map(([operator, value]) => [operator, readOne(value)]));
}

function filtersType(types: SchemaTypes): GraphQLInputObjectType {
  const { event } = ruleEnums();
  return new GraphQLInputObjectType({
    name: 'ExecutionLogFilters',
    fields: {
      id: { type: idFilter },
      outcome: { type: types.enumFilterOf(outcomeEnum) },
      event: { type: types.enumFilterOf(event) },
      target: { type: types.enumFilterOf(types.target) },
      targetRecordId: { type: idFilter },
      actionId: { type: idFilter, description: 'Any of the actions that ran' },
      raisedActionId: { type: idFilter },
      triggeredById: { type: idFilter },
      requestId: { type: stringFilter, description: 'eq takes any beginning of a request id' },
      validationMessage: { type: stringFilter },
      createdAt: { type: dateTimeFilter },
      executionTimeMs: { type: floatFilter },
      committed: { type: booleanFilter },
    },
  });
}

function contextSearchType(): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: 'ExecutionLogContextSearch',
    fields: {
      path: {
        type: new required(GraphQLString),
        description: 'Names with dots, as issue.status; a list on the way means any of its items',
      },
      value: { type: new required(GraphQLString), description: 'Compared as text, in any case' },
    },
  });
}

function connectionType(log: GraphQLObjectType): GraphQLObjectType {
  const edge = new GraphQLObjectType({
    name: 'ExecutionLogEdge',
    fields: { node: { type: new required(log) }, cursor: { type: new required(GraphQLString) } },
  });
  const pageInfo = new GraphQLObjectType<Connection>({
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
  return new GraphQLObjectType<Connection>({
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

function logType(types: SchemaTypes): GraphQLObjectType {
  const named = (name: string, fields: GraphQLFieldConfigMap<unknown, unknown>) =>
    new GraphQLObjectType({ name, fields });
  const person = named('ExecutionLogPerson', {
    id: { type: new required(IdScalar) },
    name: { type: new required(GraphQLString) },
    email: { type: new required(GraphQLString) },
  });
  const raised = named('RaisedAction', {
    id: { type: new required(IdScalar) },
    title: { type: new required(GraphQLString) },
  });
  const warning = named('ExecutionLogWarning', {
    actionId: { type: new required(IdScalar) },
    message: { type: new required(GraphQLString) },
  });
  const action = executedActionType();
  const labelOf = (target: string) => types.recordTypes.withTarget(target)?.label ?? target;
  return new GraphQLObjectType<ExecutionLogHead, OperationContext>({
    name: 'ExecutionLog',
    fields: () => ({
      id: { type: new required(IdScalar) },
      createdAt: { type: new required(DateTimeScalar), description: 'When the actions were triggered' },
      event: { type: new required(ruleEnums().event) },
      target: { type: new required(GraphQLString) },
      targetLabel: { type: new required(GraphQLString), resolve: ({ target }) => labelOf(target) },
      targetRecordId: { type: new required(IdScalar) },
      outcome: { type: new required(outcomeEnum) },
      committed: { type: new required(GraphQLBoolean), description: 'Whether the change was made' },
      validationMessage: { type: GraphQLString },
      raisedAction: { type: raised },
      executedActionIds: { type: new required(new GraphQLList(new required(IdScalar))) },
      executionTimeMs: { type: new required(GraphQLFloat) },
      requestId: { type: new required(GraphQLString) },
      clientRequestId: { type: GraphQLString, description: "The caller's own X-Request-Id" },
      triggeredBy: { type: person },
      viaToken: { type: GraphQLString, description: 'The API token that acted for the person' },
      pythonVersion: { type: new required(GraphQLString) },
      expiresAt: {
        type: new required(DateTimeScalar),
        description: 'From then on it cannot be read by anybody',
        resolve: async ({ createdAt }, _args, { services }) => expiresAt(createdAt, await services.retention.days()),
      },
      warnings: {
        type: listOf(warning),
        resolve: async (head, _args, context) =>
          (await wholeLog(head, context)).actions
            .filter(({ outcome }) => outcome === 'WARNED')
            .map(({ id, message, title }) => ({ actionId: id, message: message ?? title })),
      },
      actions: {
        type: listOf(action),
        description: 'What ran, in order; one that came after a block did not run',
        resolve: async (head, _args, context) => (await wholeLog(head, context)).actions,
      },
      hidden: {
        type: GraphQLString,
        description: 'Why contexts are not shown, or not whole: what the reader may not see. null when all is shown',
        resolve: async (head, _args, context) => (await wholeLog(head, context)).hidden,
      },
    }),
  });
}

const whole = new WeakMap<ExecutionLogHead, Promise<ReadableLog>>();

/** The body is read once a log, and only when a field of it is asked for. */
function wholeLog(head: ExecutionLogHead, { person, services }: OperationContext): Promise<ReadableLog> {
  if ('actions' in head) return Promise.resolve(head as ReadableLog);
  const reader = requirePermission(person, 'SEE_LOGS');
  const known =
    whole.get(head) ??
    services.executionLogs
      .findById(head.id)
      .then((log) => readableLog(log ?? { ...head, actions: [], limits: noLimits }, reader, services.contextHider));
  whole.set(head, known);
  return known;
}

const noLimits = { wallMs: 0, memoryMb: 0, outputBytes: 0 };

function executedActionType(): GraphQLObjectType {
  const outcome = enumeration('ActionOutcome', [
    'ALLOWED',
    'WARNED',
    'BLOCKED',
    'FAILED',
    'TIMED_OUT',
    'OUT_OF_MEMORY',
  ]);
  return new GraphQLObjectType<ExecutedAction>({
    name: 'ExecutedAction',
    fields: {
      id: { type: new required(IdScalar) },
      title: { type: new required(GraphQLString) },
      version: { type: new required(GraphQLInt) },
      errorState: { type: new required(ruleEnums().errorState) },
      code: { type: new required(GraphQLString), description: 'Exactly what ran' },
      context: {
        type: new required(JsonScalar),
        description: 'Exactly what it saw; `hidden` of the log says where it is not',
        resolve: ({ context }) => JSON.parse(context),
      },
      contextBytes: { type: new required(GraphQLInt), resolve: ({ context }) => Buffer.byteLength(context) },
      contextError: {
        type: GraphQLString,
        description: 'Why the code did not run: the context could not be read, or the server could not run actions',
      },
      output: { type: new required(GraphQLString), resolve: ({ output }) => output.toString() },
      outcome: { type: new required(outcome) },
      message: { type: GraphQLString },
      line: { type: GraphQLInt, description: 'The line of the code that raised' },
      executionTimeMs: { type: new required(GraphQLFloat) },
    },
  });
}
