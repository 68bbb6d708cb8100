import { sql } from 'kysely';
import { BadInputError } from '../records/errors.ts';
import type { Queryable } from '../storage/tables.ts';

export interface NewLogin {
  personId: number;
  name: string;
  email: string;
  /** As better-auth hashes it. */
  passwordHash: string;
}

/** Lets a person sign in with email and password, as better-auth would write it. */
export async function createLogin(db: Queryable, { personId, name, email, passwordHash }: NewLogin): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into login (person_id, name, email) values (${personId}, ${name}, ${email.toLowerCase()})
    on conflict do nothing returning id`.execute(db);
  const login = rows[0];
  if (!login) throw new BadInputError(`email "${email}" belongs to somebody who can already sign in; use another one.`);
  await sql`
    insert into login_account (login_id, account_id, provider_id, password)
    values (${login.id}, ${login.id}, 'credential', ${passwordHash})`.execute(db);
}
