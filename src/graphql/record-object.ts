import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql';
import { requireRead } from '../people/permissions.ts';
import type { BelongsToField, Field, RecordRow, RecordType, ValueField } from '../record-types/record-type.ts';
import type { OperationContext } from './context.ts';
import { DateScalar, DateTimeScalar, IdScalar, JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

type RecordFieldConfig = GraphQLFieldConfig<RecordRow, OperationContext>;

const required = (type: GraphQLOutputType) => new GraphQLNonNull(type as never) as GraphQLOutputType;
const listOf = (type: GraphQLOutputType) => required(new GraphQLList(required(type)));

/** The object type of a record type: its fields, and its relations resolved through the operation's loaders. */
export function recordObject(types: SchemaTypes, type: RecordType): GraphQLObjectType<unknown, OperationContext> {
  return new GraphQLObjectType<RecordRow, OperationContext>({
    name: type.name,
    fields: (): GraphQLFieldConfigMap<RecordRow, OperationContext> => ({
      id: { type: required(IdScalar) },
      ...Object.assign({}, ...type.fields.map((field) => fieldConfigs(types, type, field))),
      _etag: { type: required(GraphQLString), description: 'Give it back with an update or delete' },
      _created: { type: required(DateTimeScalar) },
      _updated: { type: required(DateTimeScalar) },
      createdById: { type: IdScalar },
      createdBy: auditor(types, 'createdById'),
      updatedById: { type: IdScalar },
      updatedBy: auditor(types, 'updatedById'),
    }),
  }) as GraphQLObjectType<unknown, OperationContext>;
}

function fieldConfigs(types: SchemaTypes, owner: RecordType, field: Field): Record<string, RecordFieldConfig> {
  const { name, description } = field;
  // A sensitive field is never non-null: who may not see it gets null.
  const valueField = (type: GraphQLOutputType, isAlwaysThere: boolean): RecordFieldConfig =>
    field.sensitive
      ? {
          type,
          description: [description, 'Sensitive: null for who may not see it.'].filter(Boolean).join(' '),
          resolve: (record, _args, { access }) => (access.maySee(owner, field) ? record[name] : null),
        }
      : { type: field.required || isAlwaysThere ? required(type) : type, description };
  switch (field.kind) {
    case 'RELATION':
      return {
        [name]: { ...relation(types, field), description },
        [field.key]: { type: field.required ? required(IdScalar) : IdScalar },
      };
    case 'RELATIONS': {
      if (field.via === 'inverse') {
        return {
          [name]: {
            type: listOf(types.record(field.to)),
            description,
            resolve: (record, _args, { access, loaders }) => {
              requireRead(access, types.recordTypes.named(field.to));
              return loaders.inverse(owner, field, record.id);
            },
          },
        };
      }
      const ids: RecordFieldConfig = {
        type: listOf(IdScalar),
        description,
        resolve: (record, _args, { loaders }) => loaders.joinedIds(owner, field, record.id),
      };
      if (!field.listed) return { [name]: ids };
      const list: RecordFieldConfig = {
        type: listOf(types.record(field.to)),
        description,
        resolve: (record, _args, { access, loaders }) => {
          requireRead(access, types.recordTypes.named(field.to));
          return loaders.joined(owner, field, record.id);
        },
      };
      return field.settable ? { [name]: list, [field.key]: { ...ids, description: undefined } } : { [name]: list };
    }
    case 'ENUM':
      return { [name]: valueField(types.enumOf(field), false) };
    default: {
      return { [name]: valueField(valueType(field), field.kind === 'ATTRIBUTES') };
    }
  }
}

function relation(types: SchemaTypes, field: BelongsToField): RecordFieldConfig {
  const type = types.record(field.to);
  const target = types.recordTypes.named(field.to);
  return {
    type: field.required ? required(type) : type,
    resolve: (record, _args, { access, loaders }) => {
      requireRead(access, target);
      return loaders.byId(target, record[field.key] as number | null);
    },
  };
}

/** Who made or changed a record: null also for a reader who may not see users, so that pages that show it still work. */
function auditor(types: SchemaTypes, key: 'createdById' | 'updatedById'): RecordFieldConfig {
  const user = types.recordTypes.named('User');
  return {
    type: types.record('User'),
    resolve: (record, _args, { access, loaders }) =>
      access.mayRead(user) ? loaders.byId(user, record[key] as number | null) : null,
  };
}

export const attributeObject = new GraphQLObjectType({
  name: 'Attribute',
  fields: {
    key: { type: new GraphQLNonNull(GraphQLString) },
    value: { type: JsonScalar },
    type: { type: new GraphQLNonNull(GraphQLString) },
  },
});

function valueType(field: ValueField): GraphQLOutputType {
  switch (field.kind) {
    case 'INTEGER':
      return GraphQLInt;
    case 'FLOAT':
      return GraphQLFloat;
    case 'BOOLEAN':
      return GraphQLBoolean;
    case 'DATE':
      return DateScalar;
    case 'DATETIME':
      return DateTimeScalar;
    case 'ATTRIBUTES':
      return new GraphQLList(new GraphQLNonNull(attributeObject));
    case 'RICH_TEXT':
    case 'JSON':
      return JsonScalar;
    default:
      return GraphQLString;
  }
}
