import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../api/graphql.ts';
import { graphqlRequest } from '../api/graphql-request.ts';
import { resolveMoment } from '../execution-logs/moments.ts';

const AuditEvents = graphql(`
  query AuditEvents($search: String, $filters: AuditEventFilters, $first: Int, $after: String) {
    auditEvents(search: $search, filters: $filters, first: $first, after: $after) {
      nodes {
        id at kind personId personName personEmail viaToken requestId subjectType subjectId subjectTitle details
      }
      pageInfo { endCursor hasNextPage }
    }
  }
`);

const AuditEventKinds = graphql(`
  query AuditEventKinds {
    auditEventKinds
  }
`);

export type AuditEvent = ResultOf<typeof AuditEvents>['auditEvents']['nodes'][number];

/** Which events: search and every filter must match. */
export interface AuditSelection {
  search?: string;
  /** Any of them. */
  kind?: string[];
  /** Ids of people, any of them. */
  by?: string[];
  since?: string;
  until?: string;
}

const pageSize = 50;

export function auditEventsQuery(selection: AuditSelection, after: string | undefined) {
  return queryOptions({
    queryKey: ['audit-events', selection, after],
    queryFn: async ({ signal }) => {
      const { search, ...filters } = resolved(selection);
      const variables = { search, filters: { ...filters }, first: pageSize, after };
      return (await graphqlRequest(AuditEvents, variables, signal)).data.auditEvents;
    },
    placeholderData: keepPreviousData,
  });
}

/** One event; null when there is none. Ids only grow, so it is the first of those before the next id. */
export function auditEventQuery(id: string) {
  return queryOptions({
    queryKey: ['audit-events', 'one', id],
    queryFn: async ({ signal }) => {
      const { data } = await graphqlRequest(AuditEvents, { first: 1, after: String(Number(id) + 1) }, signal);
      return data.auditEvents.nodes.find((event) => String(event.id) === id) ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const auditEventKindsQuery = queryOptions({
  queryKey: ['audit-events', 'kinds'],
  queryFn: async ({ signal }) => (await graphqlRequest(AuditEventKinds, {}, signal)).data.auditEventKinds,
  staleTime: 60_000,
});

/** Where the same events are a spreadsheet. */
export function auditCsvPath(selection: AuditSelection): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(resolved(selection)))
    for (const item of [value ?? []].flat()) params.append(name, item);
  return `/audit-events.csv?${params}`;
}

function resolved({ search, kind, by, since, until }: AuditSelection) {
  const now = new Date();
  return {
    search,
    kind,
    personId: by,
    from: since && resolveMoment(since, now),
    to: until && resolveMoment(until, now),
  };
}
