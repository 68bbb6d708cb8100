import {
  GraphQLBoolean,
  GraphQLFloat,
  type GraphQLInputFieldConfig,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';
import type { Field, RecordType } from '../record-types/record-type.ts';
import { DateScalar, DateTimeScalar, IdScalar, JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

/** `CreatePartInput`: required fields without a default are non-null. */
export function createInput(types: SchemaTypes, type: RecordType): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: `Create${type.name}Input`,
    fields: () => Object.assign({}, ...settableFields(type).map((field) => inputField(types, field, 'create'))),
  });
}

/** `UpdatePartInput`: what is left out stays as it is; null empties a field. */
export function updateInput(types: SchemaTypes, type: RecordType): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: `Update${type.name}Input`,
    fields: () => ({
      id: { type: new GraphQLNonNull(IdScalar) },
      etag: {
        type: new GraphQLNonNull(GraphQLString),
        description: 'The `_etag` that the record had when it was read',
      },
      ...Object.assign({}, ...settableFields(type).map((field) => inputField(types, field, 'update'))),
    }),
  });
}

function settableFields(type: RecordType): Field[] {
  return type.fields.filter(
    (field) => field.kind !== 'RELATIONS' || (field.via !== 'inverse' && 'settable' in field && field.settable),
  );
}

function inputField(types: SchemaTypes, field: Field, purpose: 'create' | 'update'): GraphQLInputFieldConfigMap {
  if (purpose === 'update' && field.createOnly) return {};
  const needed = purpose === 'create' && field.required && field.default === undefined;
  const type = inputType(types, field);
  const config: GraphQLInputFieldConfig = {
    type: needed ? new GraphQLNonNull(type as never) : type,
    description: field.description,
  };
  return { ['key' in field ? field.key : field.name]: config };
}

const attributeInput = new GraphQLInputObjectType({
  name: 'AttributeInput',
  fields: {
    key: { type: new GraphQLNonNull(GraphQLString) },
    value: { type: JsonScalar },
    type: { type: GraphQLString, description: 'Taken from the value when left out: STRING, NUMBER, BOOLEAN or JSON' },
  },
});

function inputType(types: SchemaTypes, field: Field): GraphQLInputType {
  switch (field.kind) {
    case 'ENUM':
      return types.enumOf(field);
    case 'RELATION':
      return IdScalar;
    case 'RELATIONS':
      return new GraphQLList(new GraphQLNonNull(IdScalar));
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
      return new GraphQLList(new GraphQLNonNull(attributeInput));
    case 'RICH_TEXT':
    case 'JSON':
      return JsonScalar;
    default:
      return GraphQLString;
  }
}
