import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';

const RecordTypes = graphql(`
  query RecordTypes {
    recordTypes {
      name label pluralLabel queryName listQueryName createMutation updateMutation deleteMutation
      target titleField displayFields canCreate canUpdate canDelete administered
      fields {
        name label kind required readOnly createOnly inputName idsOnly defaultValue description sensitive
        enumValues { value label }
        relation { type many }
      }
    }
  }
`);

export type RecordTypeInfo = ResultOf<typeof RecordTypes>['recordTypes'][number];
export type FieldInfo = RecordTypeInfo['fields'][number];
export type FieldKind = FieldInfo['kind'];

/** The declarations that lists and forms of records are made from; they change only with the server's version. */
export const recordTypesQuery = queryOptions({
  queryKey: ['record-types'],
  queryFn: async ({ signal }) => (await graphqlRequest(RecordTypes, {}, signal)).data.recordTypes,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Every record type; waits for them in a Suspense boundary. */
export function useRecordTypes(): readonly RecordTypeInfo[] {
  return useSuspenseQuery(recordTypesQuery).data;
}

/** The record type a page's address names (`part-inventory`), undefined when there is none. */
export function useRecordTypeBySlug(slug: string): RecordTypeInfo | undefined {
  return useRecordTypes().find((type) => typeSlug(type.name) === slug);
}

/** Looks record types up by rule target, without waiting: labels fall back to the target until they are there. */
export function useTargets() {
  const { data: types = [] } = useQuery(recordTypesQuery);
  return {
    types: types.filter((type) => type.target !== null),
    find: (target: string) => types.find((type) => type.target === target),
    label: (target: string) => types.find((type) => type.target === target)?.label ?? target,
  };
}

/** The permission that this takes, as administrators know it: `UPDATE PartInventory`. */
export function permissionTo(operation: 'CREATE' | 'UPDATE', { name, administered }: RecordTypeInfo): string {
  return administered ? 'ADMINISTER' : `${operation} ${name}`;
}

/** `Part Inventory` → `part inventory`, `MBOM Item` → `MBOM item`: a label in the middle of a sentence. */
export function inSentence(label: string): string {
  return label.replace(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());
}

/** `PartInventory` → `part-inventory`, as it stands in addresses. */
export function typeSlug(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
