import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { RecordRow, RecordType } from '../record-types/record-type.ts';
import type { Committed } from '../records/records.ts';
import { confirmsPersonKey } from './confirm-person.ts';
import type { OperationContext } from './context.ts';
import { requireSeen } from './permitted-filters.ts';
import { createInput, updateInput } from './record-inputs.ts';
import { requestScope } from './request-scope.ts';
import { IdScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

type RootField = GraphQLFieldConfig<unknown, OperationContext>;

/** `createPart`, `updatePart`, `deletePart`; each is one transaction of the operation's request. */
export function recordMutations(
  types: SchemaTypes,
  type: RecordType,
): GraphQLFieldConfigMap<unknown, OperationContext> {
  return {
    [`create${type.name}`]: mutation(types, type, 'Create', {
      confirmsPerson: true,
      args: { input: { type: new GraphQLNonNull(createInput(types, type)) } },
      run: ({ input }, context) => {
        requireSettable(context, type, input);
        return context.records.create(type, input, requestScope(context));
      },
    }),
    [`update${type.name}`]: mutation(types, type, 'Update', {
      confirmsPerson: true,
      args: { input: { type: new GraphQLNonNull(updateInput(types, type)) } },
      run: ({ input: { id, etag, ...values } }, context) => {
        requireSettable(context, type, values);
        return context.records.update(type, { id, etag, values }, requestScope(context));
      },
    }),
    [`delete${type.name}`]: mutation(types, type, 'Delete', {
      args: { id: { type: new GraphQLNonNull(IdScalar) }, etag: { type: new GraphQLNonNull(GraphQLString) } },
      run: ({ id, etag }, context) => context.records.delete(type, { id, etag }, requestScope(context)),
    }),
  };
}

/** What one may not see one can't set either: it would be overwritten unseen. @throws ForbiddenError */
function requireSettable({ access }: OperationContext, type: RecordType, values: object): void {
  for (const name of Object.keys(values)) requireSeen(access, type, name);
}

interface MutationShape {
  /** Whether it writes a record first of all, and so confirms a person who is remembered. */
  readonly confirmsPerson?: boolean;
  readonly args: NonNullable<RootField['args']>;
  // biome-ignore lint/suspicious/noExplicitAny: arguments are shaped by `args` beside it
  run(args: any, context: OperationContext): Promise<Committed<RecordRow>>;
}

function mutation(
  types: SchemaTypes,
  type: RecordType,
  verb: string,
  { args, run, confirmsPerson }: MutationShape,
): RootField {
  const payload = new GraphQLObjectType<RecordRow>({
    name: `${verb}${type.name}Payload`,
    fields: {
      ...(verb === 'Delete' && { id: { type: new GraphQLNonNull(IdScalar) } }),
      [type.queryName]: {
        type: new GraphQLNonNull(types.record(type.name)),
        description: verb === 'Delete' ? 'As it was' : undefined,
        resolve: (record) => record,
      },
    },
  });
  return {
    type: new GraphQLNonNull(payload),
    args,
    extensions: { [confirmsPersonKey]: confirmsPerson },
    resolve: async (_source, values, context) => {
      const { result, warnings } = await run(values, context);
      context.warnings.push(...warnings);
      context.loaders.clear();
      return result;
    },
  };
}
