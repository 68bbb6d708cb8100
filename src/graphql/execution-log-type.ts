/** One execution log: its head, and what its body has, which is read only when a field of it is asked for. */
import {
  GraphQLBoolean,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { ExecutedAction, ExecutionLogHead } from '../execution-logs/execution-log.ts';
import { expiresAt } from '../execution-logs/retention.ts';
import { requirePermission } from '../people/permissions.ts';
import type { OperationContext } from './context.ts';
import { enumeration } from './enumeration.ts';
import { type ReadableLog, readableLog } from './readable-log.ts';
import { listOf, required } from './required.ts';
import { ruleEnums } from './rule-enums.ts';
import { DateTimeScalar, IdScalar, JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

export const outcomeEnum = enumeration('ExecutionLogOutcome', ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED']);

export function executionLogType(types: SchemaTypes): GraphQLObjectType {
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
      executedActionIds: { type: listOf(IdScalar) },
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
function wholeLog(head: ExecutionLogHead, context: OperationContext): Promise<ReadableLog> {
  if ('actions' in head) return Promise.resolve(head as ReadableLog);
  const known =
    whole.get(head) ?? readWholeLog(head.id, context).then((log) => log ?? { ...head, actions: [], limits: noLimits });
  whole.set(head, known);
  return known;
}

/** The last one that each operation reads. */
const last = new WeakMap<OperationContext, Promise<unknown>>();

/**
 * One log as its reader may see it; undefined when it is not there. Each can have megabytes, so those of an operation are read
 * one after the other, until that has read as much as it may.
 */
export function readWholeLog(id: string, context: OperationContext): Promise<ReadableLog | undefined> {
  const read = () => readNext(id, context);
  const reading = (last.get(context) ?? Promise.resolve()).then(read, read);
  last.set(context, reading);
  return reading;
}

async function readNext(id: string, { person, services, budget }: OperationContext): Promise<ReadableLog | undefined> {
  const reader = requirePermission(person, 'SEE_LOGS');
  budget?.requireBytes('execution logs');
  const log = await services.executionLogs.findById(id);
  for (const { code, context, output } of log?.actions ?? []) {
    budget?.countBytes(code.length + context.length + output.length);
  }
  return log && readableLog(log, reader, services.contextHider);
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
