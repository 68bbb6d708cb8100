import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';

/** How a person can sign in, and when they last did. */
export interface SignInState {
  personId: number;
  hasPassword: boolean;
  /** Whether they have come by the organization's own provider. */
  hasProvider: boolean;
  /** Of a link that was made and not used yet; null when there is none. */
  linkExpiresAt: Date | null;
  lastSignedInAt: Date | null;
}

/** In no order; people who don't exist are left out. */
export async function findSignInStates(db: Queryable, personIds: readonly number[]): Promise<SignInState[]> {
  const { rows } = await sql<SignInState>`
    select p.id as "personId",
      exists (
        select 1 from login join login_account a on a.login_id = login.id
        where login.person_id = p.id and a.provider_id = 'credential' and a.password is not null
      ) as "hasPassword",
      exists (
        select 1 from login join login_account a on a.login_id = login.id
        where login.person_id = p.id and a.provider_id <> 'credential'
      ) as "hasProvider",
      (select l.expires_at from sign_in_link l where l.person_id = p.id and l.expires_at > now()) as "linkExpiresAt",
      (
        select e.at from audit_event e where e.person_id = p.id and e.kind = 'SIGNED_IN' order by e.id desc limit 1
      ) as "lastSignedInAt"
    from app_user p where p.id = any (${[...personIds]}::integer[])`.execute(db);
  return rows;
}
