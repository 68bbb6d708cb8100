import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { requireAdmin } from './admins.ts';
import { recordAuditEvent } from './audit.ts';
import { hashToken } from './tokens.ts';

const tokenName = 'admin token';
/** "AdmToken" in ASCII: nodes that start at once on a new database would each make an administrator. */
const startLock = '4712950713044919662';

/**
 * Makes `token` (INTERLOCK_ADMIN_TOKEN) the API token of an administrator, in place of the one a start before made. With
 * undefined that one is revoked: a variable that is gone leaves no way in.
 */
export function setAdminToken(db: Queryable, token: string | undefined): Promise<void> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${startLock})`.execute(tx);
    const hash = token === undefined ? null : hashToken(token);
    const subject = { type: 'ApiToken', id: 'INTERLOCK_ADMIN_TOKEN', title: tokenName };
    const removed = await sql`
      delete from api_token where from_environment and token_hash is distinct from ${hash}::bytea`.execute(tx);
    if (removed.numAffectedRows) await recordAuditEvent(tx, { kind: 'TOKEN_REVOKED', subject });
    if (!hash) return;
    const owner = await requireAdmin(tx);
    const { rows } = await sql<{ is_new: boolean }>`
      insert into api_token (name, person_id, token_hash, from_environment) values (${tokenName}, ${owner}, ${hash}, true)
      on conflict on constraint api_token_token_hash_key do update set person_id = excluded.person_id
      returning xmax = 0 as is_new`.execute(tx);
    if (rows[0]?.is_new) await recordAuditEvent(tx, { kind: 'TOKEN_CREATED', subject });
  });
}
