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

/** Gives a person who can sign in another password, and ends their sessions. False when they have no login. */
export async function replacePassword(db: Queryable, personId: number, passwordHash: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`select id from login where person_id = ${personId} for update`.execute(db);
  const login = rows[0];
  if (!login) return false;
  const { numAffectedRows } = await sql`
    update login_account set password = ${passwordHash}, updated_at = now()
    where login_id = ${login.id} and provider_id = 'credential'`.execute(db);
  if (!numAffectedRows) {
    await sql`
      insert into login_account (login_id, account_id, provider_id, password)
      values (${login.id}, ${login.id}, 'credential', ${passwordHash})`.execute(db);
  }
  await sql`delete from login_session where login_id = ${login.id}`.execute(db);
  return true;
}
