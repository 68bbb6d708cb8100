import { Hono } from 'hono';
import { type AuditEvent, type AuditQuery, findAuditEvents, type NewAuditEvent } from '../people/audit.ts';
import type { People } from '../people/people.ts';
import { requirePermission } from '../people/permissions.ts';
import { BadInputError } from '../records/errors.ts';
import { parseDateTime } from '../records/parse-time.ts';
import type { Queryable } from '../storage/tables.ts';
import { csvLine } from './csv.ts';
import type { HttpEnv } from './http-env.ts';
import { requireSignIn } from './identify.ts';

export interface AuditCsvOptions {
  people: People;
  db: Queryable;
  audit: (event: NewAuditEvent) => Promise<void>;
}

const columns: readonly (keyof AuditEvent)[] = [
  'id',
  'at',
  'kind',
  'personId',
  'personName',
  'personEmail',
  'viaToken',
  'requestId',
  'subjectType',
  'subjectId',
  'subjectTitle',
  'details',
];
const batch = 500;

/**
 * `GET /audit-events.csv?search=&kind=&personId=&from=&to=`: the audit trail as a spreadsheet, newest first. A repeated
 * `kind` or `personId` is any of them.
 */
export function auditCsvRoutes({ people, db, audit }: AuditCsvOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/audit-events.csv', requireSignIn(people), async (c) => {
    const person = requirePermission(c.var.person, 'ADMINISTER');
    const query = parseQuery(c.req.query(), c.req.queries());
    // A query that can't be is refused before the answer begins.
    await findAuditEvents(db, query, { first: 1 });
    await audit({ kind: 'AUDIT_EXPORTED', person, requestId: c.var.requestId, details: query });
    const lines = csvLines(db, query);
    const encoder = new TextEncoder();
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    c.header('Content-Disposition', 'attachment; filename="audit-events.csv"');
    c.header('Cache-Control', 'private, no-store');
    return c.body(
      new ReadableStream({
        async pull(controller) {
          const { value, done } = await lines.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        cancel: () => void lines.return(undefined),
      }),
    );
  });
  return routes;
}

async function* csvLines(db: Queryable, query: AuditQuery): AsyncGenerator<string, void> {
  yield csvLine(columns);
  for (let after: number | undefined; ; ) {
    const { events, hasNextPage } = await findAuditEvents(db, query, { first: batch, after });
    if (events.length) yield events.map((event) => csvLine(columns.map((column) => event[column]))).join('');
    after = events.at(-1)?.id;
    if (!hasNextPage) return;
  }
}

function parseQuery(
  { search, from, to }: Record<string, string>,
  { kind: kinds, personId: personIds }: Record<string, string[]>,
): AuditQuery {
  if (personIds?.some((id) => !/^\d{1,9}$/.test(id))) throw new BadInputError('personId is not a whole number');
  return {
    search,
    kinds,
    personIds: personIds?.map(Number),
    from: from === undefined ? undefined : new Date(parseDateTime(from)),
    to: to === undefined ? undefined : new Date(parseDateTime(to)),
  };
}
