/** What the list of execution logs is narrowed by. */
import { GraphQLInputObjectType, GraphQLString } from 'graphql';
import type { LogFilters } from '../execution-logs/condition-sql.ts';
import { parseId } from '../records/parse-id.ts';
import { outcomeEnum } from './execution-log-type.ts';
import { booleanFilter, dateTimeFilter, floatFilter, idFilter, stringFilter } from './operators.ts';
import { required } from './required.ts';
import { ruleEnums } from './rule-enums.ts';
import type { SchemaTypes } from './schema-types.ts';

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

export function executionLogFilters(types: SchemaTypes): GraphQLInputObjectType {
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
      clientRequestId: {
        type: stringFilter,
        description: 'What the caller sent as X-Request-Id; eq takes any beginning of it',
      },
      validationMessage: { type: stringFilter },
      createdAt: { type: dateTimeFilter },
      executionTimeMs: { type: floatFilter },
      committed: { type: booleanFilter },
    },
  });
}

export function executionLogContextSearch(): GraphQLInputObjectType {
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
