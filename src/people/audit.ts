// The audit trail: who did what to actions, people, tokens and settings, who signed in, who took logs away. An event is
// written in the transaction that does what it speaks of; the database refuses to change or delete one.

import { type RawBuilder, sql } from 'kysely';
import { BadInputError } from '../records/errors.ts';
import type { Person } from '../records/guard.ts';
import { requireStorableText } from '../records/parse-text.ts';
import type { Queryable } from '../storage/tables.ts';

export interface NewAuditEvent {
  /** As `ACTION_CHANGED`. */
  kind: string;
  /** Undefined for what Interlock does by itself, and for who is not signed in. */
  person?: Pick<Person, 'id' | 'name' | 'email' | 'viaToken'>;
  requestId?: string;
  subject?: { type: string; id: string | number; title?: string };
  /** JSON; never a secret. */
  details?: object;
}

export interface AuditEvent {
  id: number;
  at: Date;
  kind: string;
  personId: number | null;
  personName: string | null;
  personEmail: string | null;
  viaToken: string | null;
  requestId: string | null;
  subjectType: string | null;
  subjectId: string | null;
  subjectTitle: string | null;
  details: Readonly<Record<string, unknown>>;
}

export async function recordAuditEvent(db: Queryable, event: NewAuditEvent): Promise<void> {
  const { kind, person, requestId, subject, details = {} } = event;
  const isKnown = person && person.id > 0;
  await sql`
    insert into audit_event (
      kind, person_id, person_name, person_email, via_token, request_id, subject_type, subject_id, subject_title, details
    ) values (
      ${kind}, ${isKnown ? person.id : null}, ${isKnown ? person.name : null}, ${isKnown ? person.email : null},
      ${person?.viaToken ?? null}, ${requestId ?? null}::uuid, ${subject?.type ?? null},
      ${subject === undefined ? null : String(subject.id)}, ${subject?.title ?? null}, ${storableJson(details)}::jsonb
    )`.execute(db);
}

/** JSON that PostgreSQL takes: what somebody sent may hold characters that it does not. */
function storableJson(details: object): string {
  return JSON.stringify(details, (_key, value) =>
    typeof value === 'string' ? Buffer.from(value).toString().replaceAll('\0', '\uFFFD') : value,
  );
}

/** Records that a setting of the environment is another than at the start before. */
export async function auditSetting(db: Queryable, name: string, value: string | number): Promise<void> {
  const { rows } = await sql<{ value: string }>`
    select details->'changes'->'value'->>'new' as value from audit_event
    where kind = 'SETTING_CHANGED' and subject_id = ${name} order by id desc limit 1`.execute(db);
  const old = rows[0]?.value ?? null;
  if (old === String(value)) return;
  const details = { changes: { value: { old, new: String(value) } } };
  await recordAuditEvent(db, { kind: 'SETTING_CHANGED', subject: { type: 'Setting', id: name, title: name }, details });
}

export interface AuditQuery {
  /** Words that must all appear in the event, in any case. */
  search?: string | null;
  /** Any of these. */
  kinds?: readonly string[] | null;
  /** Any of these. */
  personIds?: readonly number[] | null;
  from?: Date | null;
  to?: Date | null;
}

export interface AuditPage {
  events: AuditEvent[];
  hasNextPage: boolean;
}

export const maxAuditPage = 500;
const longestSearch = 200;

/** Newest first; `after` is the id of the last event of the page before. @throws BadInputError */
export async function findAuditEvents(
  db: Queryable,
  query: AuditQuery,
  { first, after }: { first: number; after?: number },
): Promise<AuditPage> {
  const conditions = [...conditionsOf(query), ...(after === undefined ? [] : [sql<boolean>`id < ${after}`])];
  const where = conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  const { rows } = await sql<AuditEvent>`
    select id, at, kind, person_id as "personId", person_name as "personName", person_email as "personEmail",
      via_token as "viaToken", request_id as "requestId", subject_type as "subjectType", subject_id as "subjectId",
      subject_title as "subjectTitle", details
    from audit_event ${where} order by id desc limit ${first + 1}`.execute(db);
  return { events: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** In alphabetical order. The trail may be long and has few kinds: each is found by jumping over the one before. */
export async function findAuditEventKinds(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive found as (
      (select kind from audit_event order by kind limit 1)
      union all
      select (select e.kind from audit_event e where e.kind > found.kind order by e.kind limit 1)
      from found where found.kind is not null
    )
    select kind from found where kind is not null`.execute(db);
  return rows.map(({ kind }) => kind);
}

function conditionsOf({ search, kinds, personIds, from, to }: AuditQuery): RawBuilder<boolean>[] {
  if (search && search.length > longestSearch)
    throw new BadInputError(`search is longer than ${longestSearch} characters`);
  for (const text of [search ?? '', ...(kinds ?? [])]) requireStorableText(text);
  const words = search?.split(/\s+/).filter(Boolean) ?? [];
  const whole = sql`concat_ws(' ', kind, person_name, person_email, via_token, request_id, subject_type, subject_id, subject_title, details)`;
  return [
    ...words.map((word) => sql<boolean>`${whole} ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
    ...(kinds ? [sql<boolean>`kind = any(${kinds})`] : []),
    ...(personIds ? [sql<boolean>`person_id = any(${personIds})`] : []),
    ...(from ? [sql<boolean>`at >= ${from}`] : []),
    ...(to ? [sql<boolean>`at < ${to}`] : []),
  ];
}
