import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { requestSource } from '../api/graphql-request.ts';
import { listFilters, parseFilter, searchCondition } from './filters.ts';
import { recordDocument, recordListDocument, recordOptionsDocument } from './record-documents.ts';
import type { RecordListState } from './record-list-state.ts';
import type { RecordTypeInfo } from './record-types.ts';
import type { RecordData } from './record-value.ts';

export const recordsPerPage = 50;

interface RecordPage {
  nodes: RecordData[];
  pageInfo: {
    startCursor: string | null;
    endCursor: string | null;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    totalCount: number | null;
  };
}

type Types = readonly RecordTypeInfo[];

/** A page of records, as the list's state says. */
export function recordListQuery(type: RecordTypeInfo, types: Types, state: RecordListState) {
  return queryOptions({
    queryKey: ['records', type.name, 'list', state],
    queryFn: async ({ signal }) => {
      const { data } = await requestSource<{ records: RecordPage }>(
        recordListDocument(type, types),
        listVariables(type, state),
        signal,
      );
      return data.records;
    },
    placeholderData: keepPreviousData,
  });
}

/** One record, null when there is none. */
export function recordQuery(type: RecordTypeInfo, types: Types, id: string) {
  return queryOptions({
    queryKey: ['records', type.name, 'one', id],
    queryFn: async ({ signal }) => {
      const { data } = await requestSource<{ record: RecordData | null }>(recordDocument(type, types), { id }, signal);
      return data.record;
    },
  });
}

/** The first records whose texts or id match, for pickers. */
export function recordOptionsQuery(type: RecordTypeInfo, search: string) {
  return queryOptions({
    queryKey: ['records', type.name, 'options', search],
    queryFn: async ({ signal }) => {
      const filters = search ? searchCondition(type, search) : undefined;
      const { data } = await requestSource<{ records: { nodes: RecordData[] } }>(
        recordOptionsDocument(type),
        { filters },
        signal,
      );
      return data.records.nodes;
    },
    placeholderData: keepPreviousData,
  });
}

/** One record with just its words, null when there is none. */
export function recordOptionQuery(type: RecordTypeInfo, id: string) {
  return queryOptions({
    queryKey: ['records', type.name, 'option', id],
    queryFn: async ({ signal }) => {
      const { data } = await requestSource<{ records: { nodes: RecordData[] } }>(
        recordOptionsDocument(type),
        { filters: { id: { eq: Number(id) } } },
        signal,
      );
      return data.records.nodes[0] ?? null;
    },
    enabled: /^\d+$/.test(id),
  });
}

function listVariables(type: RecordTypeInfo, state: RecordListState) {
  const filters = (state.where ?? []).flatMap((text) => parseFilter(text) ?? []);
  const descending = state.sort?.startsWith('-');
  const sort = state.sort && [{ field: state.sort.replace(/^-/, ''), direction: descending ? 'DESC' : 'ASC' }];
  return {
    filters: listFilters(type, state.search, filters),
    sort,
    ...(state.before ? { last: recordsPerPage, before: state.before } : { first: recordsPerPage, after: state.after }),
  };
}
