import { sql } from 'kysely';
import { NotFoundError } from '../records/errors.ts';
import type { RequestScope } from '../records/guard.ts';
import { requireStorableText } from '../records/parse-text.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { requireWholePerson } from './api-tokens.ts';
import { recordAuditEvent } from './audit.ts';

export interface Session {
  id: string;
  personId: number;
  createdAt: Date;
  /** When the web app was last opened with it. */
  updatedAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
}

const columns = sql`s.id, l.person_id as "personId", s.created_at as "createdAt", s.updated_at as "updatedAt",
  s.expires_at as "expiresAt", s.ip_address as "ipAddress", s.user_agent as "userAgent"`;

/** Where a person is signed in, newest first. */
export async function findSessions(db: Queryable, personId: number): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select ${columns} from login_session s join login l on l.id = s.login_id
    where l.person_id = ${personId} and s.expires_at > now() order by s.created_at desc limit 200`.execute(db);
  return rows;
}

/** Ends a session with the next request it makes. @throws NotFoundError, also for somebody else's unless `anybodys`. */
export function revokeSession(
  db: Queryable,
  id: string,
  { request, anybodys }: { request: RequestScope; anybodys: boolean },
): Promise<Session> {
  const { person, requestId } = request;
  requireWholePerson(person);
  requireStorableText(id);
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<Session>`
      delete from login_session s using login l
      where l.id = s.login_id and s.id::text = ${id} and (${anybodys} or l.person_id = ${person.id})
      returning ${columns}`.execute(tx);
    const session = rows[0];
    if (!session) throw new NotFoundError('There is no such session: it may be over.');
    const subject = { type: 'User', id: session.personId };
    await recordAuditEvent(tx, { kind: 'SESSION_REVOKED', person, requestId, subject });
    return session;
  });
}
