import { sql } from 'kysely';
import { BadInputError } from '../records/errors.ts';
import type { Guard } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import { adminRole } from './permissions.ts';

const deciding: ReadonlySet<string> = new Set(['User', 'Role', 'PermissionGroup']);

/** The guard, which besides refuses the change after which nobody could administer Interlock any more. */
export function keepAdministrator(guard: Guard): Guard {
  return async (change, request, tx) => {
    const result = await guard(change, request, tx);
    if (result.block || change.event === 'CREATE' || !deciding.has(change.type.name)) return result;
    if (!(await hasAdministrator(tx, change.event === 'DELETE' ? change : undefined))) {
      throw new BadInputError(
        'Nobody could administer Interlock any more after this: give somebody else the role admin first.',
      );
    }
    return result;
  };
}

/** A deletion is guarded while the record is still there, so it is looked at as gone. */
async function hasAdministrator(db: Queryable, gone?: { type: { name: string }; recordId: number }): Promise<boolean> {
  const isNot = (type: string) => (gone?.type.name === type ? gone.recordId : 0);
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from app_user p join user_role u on u.user_id = p.id join role r on r.id = u.role_id
      where p.is_active and p.id <> ${isNot('User')} and r.id <> ${isNot('Role')} and (
        r.name = ${adminRole} or exists (
          select 1 from role_permission_group m join permission_group g on g.id = m.permission_group_id
          where m.role_id = r.id and g.id <> ${isNot('PermissionGroup')} and g.permissions ? 'ADMINISTER'
        )
      )
    ) as found`.execute(db);
  return rows[0]!.found;
}
