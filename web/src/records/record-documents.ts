// The GraphQL operations on records, made from their declarations. Only these are built at run time; every other
// operation of the app is written out and checked against the schema.

import type { FieldInfo, RecordTypeInfo } from './record-types.ts';
import { titleFields, typeNamed } from './record-value.ts';

type Types = readonly RecordTypeInfo[];

/** One record with everything its page shows. */
export function recordDocument(type: RecordTypeInfo, types: Types): string {
  return `query Record($id: ID!) { record: ${type.queryName}(id: $id) { ${recordSelection(type, types)} } }`;
}

/** A page of records with the columns of their list. */
export function recordListDocument(type: RecordTypeInfo, types: Types): string {
  const columns = type.displayFields.flatMap((name) => type.fields.find((field) => field.name === name) ?? []);
  return `
    query Records(
      $filters: ${type.name}Filters, $sort: [${type.name}Sort!]
      $first: Int, $after: String, $last: Int, $before: String
    ) {
      records: ${type.listQueryName}(
        filters: $filters, sort: $sort, first: $first, after: $after, last: $last, before: $before
      ) {
        nodes { id _updated ${titleFields(type).join(' ')} ${columns.map((field) => fieldSelection(field, types)).join(' ')} }
        pageInfo { startCursor endCursor hasNextPage hasPreviousPage totalCount }
      }
    }`;
}

/** The first records that match, with what a picker shows of them. */
export function recordOptionsDocument(type: RecordTypeInfo): string {
  return `
    query RecordOptions($filters: ${type.name}Filters) {
      records: ${type.listQueryName}(filters: $filters, first: 20) { nodes { id ${titleFields(type).join(' ')} } }
    }`;
}

export function createDocument(type: RecordTypeInfo): string {
  return `
    mutation CreateRecord($input: Create${type.name}Input!) {
      done: ${type.createMutation}(input: $input) { record: ${type.queryName} { id } }
    }`;
}

export function updateDocument(type: RecordTypeInfo): string {
  return `
    mutation UpdateRecord($input: Update${type.name}Input!) {
      done: ${type.updateMutation}(input: $input) { record: ${type.queryName} { id } }
    }`;
}

export function deleteDocument(type: RecordTypeInfo): string {
  return `mutation DeleteRecord($id: ID!, $etag: String!) { done: ${type.deleteMutation}(id: $id, etag: $etag) { id } }`;
}

function recordSelection(type: RecordTypeInfo, types: Types): string {
  const fields = type.fields.map((field) => fieldSelection(field, types));
  const audit = '_etag _created _updated createdBy { id name } updatedBy { id name }';
  return ['id', audit, ...fields].join(' ');
}

function fieldSelection(field: FieldInfo, types: Types): string {
  if (field.kind === 'ATTRIBUTES') return `${field.name} { key value type }`;
  if (!field.relation || field.idsOnly) return field.name;
  const related = typeNamed(types, field.relation.type);
  return `${field.name} { id ${related ? titleFields(related).join(' ') : ''} }`;
}
