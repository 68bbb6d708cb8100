// Links by which a person chooses a password: an invitation for who has none, a reset for who forgot it. An administrator
// makes the link and hands it over; it works once, for three days, and the newest only. Using it ends every session.

import { sql } from 'kysely';
import { z } from 'zod';
import { BadInputError, ForbiddenError, NotFoundError } from '../records/errors.ts';
import type { RequestScope } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { requireWholePerson } from './api-tokens.ts';
import { recordAuditEvent } from './audit.ts';
import { longestPassword, shortestPassword } from './auth.ts';
import { createLogin, replacePassword } from './logins.ts';
import { createToken, hashToken } from './tokens.ts';

export interface SignInLink {
  personId: number;
  token: string;
  expiresAt: Date;
  /** Whether the person has no password yet. */
  isInvitation: boolean;
}

const lifeHours = 72;

/** @throws NotFoundError, BadInputError when the person is deactivated. */
export function createSignInLink(db: Queryable, personId: number, request: RequestScope): Promise<SignInLink> {
  const { person, requestId } = request;
  requireWholePerson(person);
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ name: string; is_active: boolean; has_login: boolean }>`
      select name, is_active, exists (select 1 from login where login.person_id = p.id) as has_login
      from app_user p where id = ${personId}`.execute(tx);
    const invited = rows[0];
    if (!invited) throw new NotFoundError(`User ${personId} does not exist.`);
    if (!invited.is_active) throw new BadInputError(`${invited.name} is deactivated: activate them first.`);
    const token = createToken();
    const expiresAt = new Date(Date.now() + lifeHours * 60 * 60 * 1000);
    await sql`
      insert into sign_in_link (person_id, token_hash, created_by_id, expires_at)
      values (${personId}, ${hashToken(token)}, ${person.id}, ${expiresAt})
      on conflict (person_id) do update set token_hash = excluded.token_hash, created_by_id = excluded.created_by_id,
        created_at = now(), expires_at = excluded.expires_at`.execute(tx);
    const isInvitation = !invited.has_login;
    const kind = isInvitation ? 'INVITATION_CREATED' : 'PASSWORD_RESET_CREATED';
    const subject = { type: 'User', id: personId, title: invited.name };
    await recordAuditEvent(tx, { kind, person, requestId, subject, details: { expiresAt } });
    return { personId, token, expiresAt, isInvitation };
  });
}

const choice = z.object({
  token: z.string({ error: 'token is missing: open the link you were given' }),
  password: z
    .string({ error: 'password is missing' })
    .min(shortestPassword, `password is too short: use at least ${shortestPassword} characters`)
    .max(longestPassword, `password is too long: use at most ${longestPassword} characters`),
});

/** Sets the password that the link's person chose. @throws BadInputError, ForbiddenError for a link that is not good. */
export function redeemSignInLink(
  db: Queryable,
  input: unknown,
  { hashPassword, requestId }: { hashPassword: (password: string) => Promise<string>; requestId?: string },
): Promise<{ email: string; password: string }> {
  const parsed = choice.safeParse(input);
  if (!parsed.success) throw new BadInputError(`${parsed.error.issues[0]?.message ?? 'The input is not an object'}.`);
  const { token, password } = parsed.data;
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ id: number; name: string; email: string }>`
      delete from sign_in_link l using app_user p
      where l.token_hash = ${hashToken(token)} and l.expires_at > now() and p.id = l.person_id and p.is_active
      returning p.id, p.name, p.email`.execute(tx);
    const person = rows[0];
    if (!person) {
      throw new ForbiddenError('This link is not, or no longer, valid. Ask an administrator for a new one.');
    }
    const passwordHash = await hashPassword(password);
    const isReplaced = await replacePassword(tx, person.id, passwordHash);
    if (!isReplaced) await createLogin(tx, { personId: person.id, ...person, passwordHash });
    const subject = { type: 'User', id: person.id, title: person.name };
    await recordAuditEvent(tx, { kind: 'PASSWORD_CHOSEN', person, requestId, subject });
    return { email: person.email, password };
  });
}
