/** `recordTypes`: what the web app needs to show and edit records of any type. */
import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { valueLabel } from '../record-types/names.ts';
import type { Field, RecordType } from '../record-types/record-type.ts';
import type { OperationContext } from './context.ts';
import { enumeration } from './enumeration.ts';
import { JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

const text = new GraphQLNonNull(GraphQLString);
const flag = new GraphQLNonNull(GraphQLBoolean);
const listOf = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

const fieldKind = enumeration('FieldKind', [
  'STRING',
  'TEXT',
  'INTEGER',
  'FLOAT',
  'BOOLEAN',
  'DATE',
  'DATETIME',
  'ENUM',
  'RELATION',
  'RELATIONS',
  'ATTRIBUTES',
  'RICH_TEXT',
  'JSON',
]);

const enumValueInfo = new GraphQLObjectType({
  name: 'EnumValueInfo',
  fields: { value: { type: text }, label: { type: text } },
});

const relationInfo = new GraphQLObjectType({
  name: 'RelationInfo',
  fields: { type: { type: text }, many: { type: flag } },
});

const fieldInfo = new GraphQLObjectType({
  name: 'FieldInfo',
  fields: {
    name: { type: text },
    label: { type: text },
    kind: { type: new GraphQLNonNull(fieldKind) },
    required: { type: flag },
    readOnly: { type: flag },
    createOnly: { type: flag },
    inputName: {
      type: GraphQLString,
      description: 'Its name in inputs (`partId` for the relation `part`); null when read only',
    },
    idsOnly: { type: flag, description: 'A list of ids, not of records' },
    defaultValue: { type: JsonScalar },
    enumValues: { type: new GraphQLList(new GraphQLNonNull(enumValueInfo)) },
    relation: { type: relationInfo },
    description: { type: GraphQLString },
  },
});

export function recordTypesQuery(types: SchemaTypes): GraphQLFieldConfig<unknown, OperationContext> {
  const info = new GraphQLObjectType({
    name: 'RecordTypeInfo',
    fields: {
      name: { type: text },
      label: { type: text },
      pluralLabel: { type: text },
      queryName: { type: text },
      listQueryName: { type: text },
      createMutation: { type: text },
      updateMutation: { type: text },
      deleteMutation: { type: text },
      target: { type: new GraphQLNonNull(types.target) },
      titleField: { type: text },
      displayFields: { type: new GraphQLNonNull(new GraphQLList(text)), description: 'Columns of a list, in order' },
      fields: { type: listOf(fieldInfo) },
    },
  });
  const all = types.recordTypes.all.map(describeType);
  return { type: listOf(info), resolve: () => all };
}

function describeType(type: RecordType) {
  return {
    name: type.name,
    label: type.label,
    pluralLabel: type.pluralLabel,
    queryName: type.queryName,
    listQueryName: type.listQueryName,
    createMutation: `create${type.name}`,
    updateMutation: `update${type.name}`,
    deleteMutation: `delete${type.name}`,
    target: type.target,
    titleField: type.titleField,
    displayFields: type.listColumns,
    fields: type.fields.map(describeField),
  };
}

function describeField(field: Field) {
  const settable = field.kind !== 'RELATIONS' || (field.via !== 'inverse' && 'settable' in field && field.settable);
  return {
    name: field.name,
    label: field.label,
    kind: field.kind,
    required: field.required === true,
    readOnly: !settable,
    createOnly: field.createOnly === true,
    inputName: settable && 'key' in field ? field.key : null,
    idsOnly: field.kind === 'RELATIONS' && field.via === 'ids',
    defaultValue: field.default ?? null,
    enumValues: field.kind === 'ENUM' ? field.values.map((value) => ({ value, label: valueLabel(value) })) : null,
    relation: 'to' in field ? { type: field.to, many: field.kind === 'RELATIONS' } : null,
    description: field.description ?? null,
  };
}
