/**
 * Context queries: the GraphQL queries of actions. They are parsed and validated once, when the action is saved or first
 * used, and executed inside the transaction of each change. They read records only: one query operation over the schema of
 * records, no mutation, no introspection. `$id` is the changed record and need not be declared.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoUnusedVariablesRule,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { fullAccess } from '../people/permissions.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { Person } from '../records/guard.ts';
import type { Records } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';
import type { OperationContext, Services } from './context.ts';
import { parseLimited, validateLimited } from './limited-document.ts';
import { createLoaders } from './loaders.ts';
import { createRowBudget, type RowBudgetLimits } from './row-budget.ts';
import { validationRules } from './validation-rules.ts';

/** Lines and columns count from 1; null where the problem is the query as a whole. */
export interface QueryProblem {
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

export type CompiledQuery =
  | { readonly document: DocumentNode; readonly problems?: undefined }
  | { readonly document?: undefined; readonly problems: readonly QueryProblem[] };

const contextRules = validationRules.filter((rule) => rule !== NoUnusedVariablesRule);

export function compileContextQuery(schema: GraphQLSchema, source: string): CompiledQuery {
  let document: DocumentNode;
  try {
    document = parseLimited(source);
  } catch (error) {
    return { problems: [problemOf(error as GraphQLError)] };
  }
  const refused = refuseOtherThanOneQuery(document);
  if (refused.length > 0) return { problems: refused.map(problemOf) };
  const declared = declareId(document);
  const errors = validateLimited(schema, declared, contextRules);
  return errors.length > 0 ? { problems: errors.map(problemOf) } : { document: declared };
}

function refuseOtherThanOneQuery(document: DocumentNode): GraphQLError[] {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1) {
    const nodes = operations.slice(1);
    return [new GraphQLError(`A context is one query, and this has ${operations.length}.`, { nodes })];
  }
  const [operation] = operations;
  if (operation!.operation !== 'query') {
    return [new GraphQLError(`A context only reads: it can't be a ${operation!.operation}.`, { nodes: [operation!] })];
  }
  const errors: GraphQLError[] = [];
  visit(document, {
    Field(node) {
      if (!/^__(schema|type)$/.test(node.name.value)) return;
      errors.push(new GraphQLError(`A context reads records: it can't ask for ${node.name.value}.`, { nodes: [node] }));
    },
    VariableDefinition(node) {
      const name = node.variable.name.value;
      if (name === 'id' || node.defaultValue || node.type.kind !== Kind.NON_NULL_TYPE) return;
      errors.push(new GraphQLError(`A context is given $id only, and nothing for $${name}.`, { nodes: [node] }));
    },
  });
  return errors;
}

/** Adds `$id: ID!` to an operation that uses it, or a fragment that does, without declaring it. */
function declareId(document: DocumentNode): DocumentNode {
  let isUsed = false;
  let isDeclared = false;
  visit(document, {
    VariableDefinition(node) {
      if (node.variable.name.value === 'id') isDeclared = true;
      return false;
    },
    Variable(node) {
      if (node.name.value === 'id') isUsed = true;
    },
  });
  if (!isUsed || isDeclared) return document;
  const withId = (operation: OperationDefinitionNode): OperationDefinitionNode => ({
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: 'id' } },
        type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } } },
      },
    ],
  });
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? withId(definition) : definition,
    ),
  };
}

function problemOf({ message, locations }: GraphQLError): QueryProblem {
  const at = locations?.[0];
  return { message, line: at?.line ?? null, column: at?.column ?? null };
}

export interface ContextQueryOptions {
  readonly schema: GraphQLSchema;
  readonly recordTypes: RecordTypes;
  /** The transaction of the change. */
  readonly tx: Queryable;
  /** Who `me` is. */
  readonly person: Person;
  /** The changed record. */
  readonly id: number;
  readonly limits: RowBudgetLimits;
}

/** Executes a compiled query with fresh loaders; data and errors are as GraphQL gives them. */
export async function executeContextQuery(
  document: DocumentNode,
  options: ContextQueryOptions,
): Promise<ExecutionResult> {
  const { schema, recordTypes, tx, person, id, limits } = options;
  const budget = createRowBudget('context', limits);
  const contextValue: OperationContext = {
    requestId: '',
    person,
    access: fullAccess,
    db: tx,
    budget,
    loaders: createLoaders(tx, recordTypes, budget),
    records: readOnly,
    warnings: [],
    page: { defaultSize: budget.remaining(), maxSize: budget.remaining() },
    services: {} as Services,
  };
  return await execute({ schema, document, contextValue, variableValues: { id } });
}

const refuse = () => Promise.reject(new Error('A context query changes nothing'));
const readOnly: Records = { create: refuse, update: refuse, delete: refuse, change: refuse };
