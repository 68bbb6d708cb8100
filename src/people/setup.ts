// The first run: whoever has the one-time link makes the first administrator. The link works as long as no administrator
// can sign in; every start prints a new one, and with it the one before is void.

import { sql } from 'kysely';
import { z } from 'zod';
import { BadInputError, ForbiddenError } from '../records/errors.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { createAdmin, hasAdminLogin } from './admins.ts';
import { longestPassword, shortestPassword } from './auth.ts';
import { createLogin } from './logins.ts';
import { createToken, hashToken, isSameHash } from './tokens.ts';

export interface FirstAdmin {
  token: string;
  name: string;
  email: string;
  password: string;
}

const firstAdmin = z.object({
  token: z.string({ error: 'token is missing: open the one-time link that Interlock printed when it started' }),
  name: z
    .string({ error: 'name is missing' })
    .trim()
    .min(1, 'name is empty')
    .max(200, 'name is longer than 200 characters'),
  email: z
    .string({ error: 'email is missing' })
    .trim()
    .max(320, 'email is longer than 320 characters')
    .regex(/^[^\s@]+@[^\s@]+$/, 'email is not an email address, like ada@example.com'),
  password: z
    .string({ error: 'password is missing' })
    .min(shortestPassword, `password is too short: use at least ${shortestPassword} characters`)
    .max(longestPassword, `password is too long: use at most ${longestPassword} characters`),
});

/** @throws BadInputError about the first value that is wrong. */
export function parseFirstAdmin(input: unknown): FirstAdmin {
  const parsed = firstAdmin.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new BadInputError(`${parsed.error.issues[0]?.message ?? 'The input is not an object'}.`);
}

/** The token of a new one-time link; undefined when an administrator can sign in. */
export async function createSetupToken(db: Queryable): Promise<string | undefined> {
  if (await hasAdminLogin(db)) return undefined;
  const token = createToken();
  await sql`
    insert into setup_token (token_hash) values (${hashToken(token)})
    on conflict (id) do update set token_hash = excluded.token_hash, created_at = now()`.execute(db);
  return token;
}

/** Makes the first administrator and their login. @throws ForbiddenError when the link is not, or no longer, good. */
export function createFirstAdmin(
  db: Queryable,
  admin: FirstAdmin,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ token_hash: Buffer }>`select token_hash from setup_token for update`.execute(tx);
    if (await hasAdminLogin(tx)) {
      throw new ForbiddenError('Interlock is set up already: sign in instead, or ask an administrator.');
    }
    if (!rows[0] || !isSameHash(rows[0].token_hash, hashToken(admin.token))) {
      throw new ForbiddenError('This link is not valid. Use the one Interlock printed when it was last started.');
    }
    const personId = await createAdmin(tx, admin);
    await createLogin(tx, { personId, ...admin, passwordHash: await hashPassword(admin.password) });
    await sql`delete from setup_token`.execute(tx);
  });
}
