import { type GraphQLInputFieldConfigMap, GraphQLInputObjectType, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Field, RecordType } from '../record-types/record-type.ts';
import {
  attributeFilter,
  booleanFilter,
  dateFilter,
  dateTimeFilter,
  floatFilter,
  idFilter,
  intFilter,
  stringFilter,
} from './operators.ts';
import type { SchemaTypes } from './schema-types.ts';

/** `PartFilters`: every field, relations nested; several fields must all match. */
export function recordFilters(types: SchemaTypes, type: RecordType): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: `${type.name}Filters`,
    fields: () => {
      const self = types.filters(type.name);
      const list = { type: new GraphQLList(new GraphQLNonNull(self)) };
      return {
        id: { type: idFilter },
        ...Object.assign({}, ...type.fields.map((field) => fieldFilter(types, field))),
        createdById: { type: idFilter },
        createdBy: { type: types.filters('User') },
        updatedById: { type: idFilter },
        updatedBy: { type: types.filters('User') },
        _created: { type: dateTimeFilter },
        _updated: { type: dateTimeFilter },
        and: list,
        or: list,
        not: { type: self },
      };
    },
  });
}

function fieldFilter(types: SchemaTypes, field: Field): GraphQLInputFieldConfigMap {
  const { name } = field;
  switch (field.kind) {
    case 'STRING':
    case 'TEXT':
      return { [name]: { type: stringFilter } };
    case 'INTEGER':
      return { [name]: { type: intFilter } };
    case 'FLOAT':
      return { [name]: { type: floatFilter } };
    case 'BOOLEAN':
      return { [name]: { type: booleanFilter } };
    case 'DATE':
      return { [name]: { type: dateFilter } };
    case 'DATETIME':
      return { [name]: { type: dateTimeFilter } };
    case 'ENUM':
      return { [name]: { type: types.enumFilterOf(types.enumOf(field)) } };
    case 'ATTRIBUTES':
      return { [name]: { type: attributeFilter } };
    case 'RELATION':
      return { [name]: { type: types.filters(field.to) }, [field.key]: { type: idFilter } };
    case 'RELATIONS':
      return field.via === 'ids'
        ? {}
        : { [name]: { type: types.filters(field.to), description: 'Some of them match' } };
    default:
      return {};
  }
}
