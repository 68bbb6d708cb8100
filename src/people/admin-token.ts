import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { requireAdmin } from './admins.ts';
import { hashToken } from './tokens.ts';

const tokenName = 'admin token';

/**
 * Makes `token` (INTERLOCK_ADMIN_TOKEN) the API token of an administrator, in place of the one a start before made. With
 * undefined that one is revoked: a variable that is gone leaves no way in.
 */
export function setAdminToken(db: Queryable, token: string | undefined): Promise<void> {
  return inTransaction(db, async (tx) => {
    const hash = token === undefined ? null : hashToken(token);
    await sql`delete from api_token where from_environment and token_hash is distinct from ${hash}::bytea`.execute(tx);
    if (!hash) return;
    const owner = await requireAdmin(tx);
    await sql`
      insert into api_token (name, person_id, token_hash, from_environment) values (${tokenName}, ${owner}, ${hash}, true)
      on conflict on constraint api_token_token_hash_key do update set person_id = excluded.person_id`.execute(tx);
  });
}
