// API tokens: what a program signs in with, in the name of the person who made it. A token is shown once and kept as a
// hash; its scope can only narrow what its owner may do.

import { sql } from 'kysely';
import { findPermissionProblem } from '../record-types/permission-names.ts';
import { BadInputError, ForbiddenError, NotFoundError } from '../records/errors.ts';
import type { Person, RequestScope } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { recordAuditEvent } from './audit.ts';
import { createToken, hashToken } from './tokens.ts';

export interface ApiToken {
  id: number;
  name: string;
  personId: number;
  /** null for all that the owner may do. */
  permissions: string[] | null;
  createdAt: Date;
  expiresAt: Date | null;
  /** To the minute; null when never used. */
  lastUsedAt: Date | null;
  /** Made from INTERLOCK_ADMIN_TOKEN: it goes when the variable goes. */
  fromEnvironment: boolean;
}

export interface NewApiToken {
  name: string;
  permissions?: readonly string[] | null;
  /** 90 days from now when left out. */
  expiresAt?: Date | null;
}

const dayMs = 24 * 60 * 60 * 1000;
const defaultDays = 90;
const maxDays = 731;
const longestName = 100;
/** Lets scanners for secrets tell what they found. */
const prefix = 'interlock_';

/** @returns the token itself, which is kept nowhere. @throws BadInputError, ForbiddenError */
export function createApiToken(
  db: Queryable,
  input: NewApiToken,
  request: RequestScope,
): Promise<{ apiToken: ApiToken; token: string }> {
  const { person, requestId } = request;
  requireWholePerson(person);
  const name = parseName(input.name);
  const expiresAt = parseEnd(input.expiresAt);
  const problem = input.permissions && findPermissionProblem(input.permissions);
  if (problem) throw new BadInputError(problem);
  const token = prefix + createToken();
  return inTransaction(db, async (tx) => {
    const scope = input.permissions ? JSON.stringify(input.permissions) : null;
    const { rows } = await sql<ApiToken>`
      insert into api_token (name, person_id, token_hash, scope, expires_at)
      values (${name}, ${person.id}, ${hashToken(token)}, ${scope}::jsonb, ${expiresAt}) returning ${columns}`.execute(
      tx,
    );
    const apiToken = rows[0]!;
    const details = { permissions: apiToken.permissions, expiresAt };
    await recordAuditEvent(tx, { kind: 'TOKEN_CREATED', person, requestId, subject: subjectOf(apiToken), details });
    return { apiToken, token };
  });
}

/** Those of one person, or everybody's; newest first. */
export async function findApiTokens(db: Queryable, personId?: number): Promise<ApiToken[]> {
  const { rows } = await sql<ApiToken>`
    select ${columns} from api_token where ${personId ?? null}::integer is null or person_id = ${personId ?? null}
    order by id desc limit 1000`.execute(db);
  return rows;
}

/** @throws NotFoundError, also for somebody else's unless `anybodys`. @returns the token as it was. */
export function revokeApiToken(
  db: Queryable,
  id: number,
  { request, anybodys }: { request: RequestScope; anybodys: boolean },
): Promise<ApiToken> {
  const { person, requestId } = request;
  requireWholePerson(person);
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<ApiToken>`
      delete from api_token where id = ${id} and (${anybodys} or person_id = ${person.id}) returning ${columns}`.execute(
      tx,
    );
    const token = rows[0];
    if (!token) throw new NotFoundError(`There is no API token ${id}: it may have been revoked.`);
    await recordAuditEvent(tx, { kind: 'TOKEN_REVOKED', person, requestId, subject: subjectOf(token) });
    return token;
  });
}

/** A token that may do only some things must not make one that may do more, nor touch how people sign in. */
export function requireWholePerson({ scope }: Person): void {
  if (scope)
    throw new ForbiddenError('An API token with a limited scope may not do this: sign in, or use one without.');
}

const columns = sql`id, name, person_id as "personId", scope as permissions, created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", from_environment as "fromEnvironment"`;

function subjectOf({ id, name }: ApiToken) {
  return { type: 'ApiToken', id, title: name };
}

function parseName(name: string): string {
  const trimmed = name.trim();
  if (trimmed && trimmed.length <= longestName && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw new BadInputError(`name is empty, longer than ${longestName} characters, or more than a line`);
}

function parseEnd(expiresAt: Date | null | undefined): Date {
  if (!expiresAt) return new Date(Date.now() + defaultDays * dayMs);
  const days = (expiresAt.getTime() - Date.now()) / dayMs;
  if (days > 0 && days <= maxDays) return expiresAt;
  throw new BadInputError(`expiresAt is ${expiresAt.toISOString()}: choose a moment from now to ${maxDays} days ahead`);
}
