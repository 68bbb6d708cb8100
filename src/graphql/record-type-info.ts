/** `recordTypes`: what the web app needs to show and edit records of any type. */
import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { type Access, administeredTypes, mayDo } from '../people/permissions.ts';
import { valueLabel } from '../record-types/names.ts';
import type { Field, RecordType } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import type { OperationContext } from './context.ts';
import { enumeration } from './enumeration.ts';
import { listOf } from './required.ts';
import { JsonScalar } from './scalars.ts';
import type { SchemaTypes } from './schema-types.ts';

const text = new GraphQLNonNull(GraphQLString);
const flag = new GraphQLNonNull(GraphQLBoolean);

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
    sensitive: { type: flag, description: 'Who may not see it does not find it here' },
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
      canCreate: { type: flag, description: 'Whether the one who asks may' },
      canUpdate: { type: flag },
      canDelete: { type: flag },
      administered: { type: flag, description: 'Whether changing its records needs the permission ADMINISTER' },
    },
  });
  return {
    type: listOf(info),
    description: 'The types whose records the one who asks may see, with the fields they may see.',
    resolve: (_source, _args, { access, person }) =>
      types.recordTypes.all
        .filter((type) => access.mayRead(type))
        .map((type) => ({
          ...describeType(type, access, types.recordTypes),
          canCreate: person !== undefined && mayDo(person, 'CREATE', type),
          canUpdate: person !== undefined && mayDo(person, 'UPDATE', type),
          canDelete: person !== undefined && mayDo(person, 'DELETE', type),
          administered: administeredTypes.has(type.name),
        })),
  };
}

function describeType(type: RecordType, access: Access, recordTypes: RecordTypes) {
  const isShown = (field: Field) =>
    access.maySee(type, field) && (!('to' in field) || access.mayRead(recordTypes.named(field.to)));
  const shown = type.fields.filter(isShown);
  const names = new Set(shown.map(({ name }) => name));
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
    displayFields: type.listColumns.filter((name) => names.has(name)),
    fields: shown.map(describeField),
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
    sensitive: field.sensitive === true,
  };
}
