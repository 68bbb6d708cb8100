// What each role gives, and roles of an installation's own. A role gives permission groups; what such a role gives beyond
// the groups it shares with other roles is kept in a group that only it has, so that a role can be made of permissions.

import { sql } from 'kysely';
import type { RecordRow } from '../record-types/record-type.ts';
import type { RecordTypes } from '../record-types/record-types.ts';
import { BadInputError } from '../records/errors.ts';
import type { RequestScope } from '../records/guard.ts';
import type { Committed, Records } from '../records/records.ts';
import type { Queryable } from '../storage/tables.ts';
import { permitChange } from './permissions.ts';

export interface RoleGrants {
  roleId: number;
  /** Whether it came with Interlock, and nobody made it. */
  isShipped: boolean;
  /** What its own groups give. */
  ownPermissions: string[];
  ownGroupIds: number[];
  /** The other groups it gives: shipped ones, and those that other roles give too. */
  sharedGroupIds: number[];
  /** How many active people have it. */
  people: number;
}

export interface RoleInput {
  /** Undefined for a new one. */
  id?: unknown;
  etag?: string | null;
  name: string;
  description?: string | null;
  /** What it gives beyond `groupIds`. */
  permissions: readonly string[];
  /** Groups shared with other roles. */
  groupIds?: readonly unknown[] | null;
}

export interface RoleParts {
  records: Records;
  recordTypes: RecordTypes;
}

/** Of every role, in id order. */
export async function findRoleGrants(db: Queryable): Promise<RoleGrants[]> {
  const { rows } = await sql<RoleGrants & { own: unknown[] }>`
    with member as (
      select m.role_id, g.id, g.permissions,
        g.created_by_id is not null
          and not exists (select 1 from role_permission_group o where o.permission_group_id = g.id and o.role_id <> m.role_id)
          as is_own
      from role_permission_group m join permission_group g on g.id = m.permission_group_id
    )
    select r.id as "roleId", r.created_by_id is null as "isShipped",
      array(select id from member where role_id = r.id and is_own order by id) as "ownGroupIds",
      array(select id from member where role_id = r.id and not is_own order by id) as "sharedGroupIds",
      coalesce((select jsonb_agg(permissions order by id) from member where role_id = r.id and is_own), '[]') as own,
      (select count(*) from user_role u join app_user p on p.id = u.user_id where u.role_id = r.id and p.is_active)
        as people
    from role r order by r.id`.execute(db);
  return rows.map(({ own, ...grants }) => ({
    ...grants,
    ownPermissions: [...new Set(own.flat().filter((name) => typeof name === 'string'))],
  }));
}

/** Makes or changes a role together with the group of its own permissions. @throws RequestError */
export async function saveRole(
  { records, recordTypes }: RoleParts,
  input: RoleInput,
  request: RequestScope,
): Promise<Committed<RecordRow>> {
  const [role, group] = [recordTypes.named('Role'), recordTypes.named('PermissionGroup')];
  const isNew = input.id == null;
  if (!isNew && input.etag == null) throw new BadInputError('etag is missing: give back the _etag that the role had.');
  for (const type of [role, group]) permitChange(request.person, type, isNew ? 'CREATE' : 'UPDATE');
  return records.change(request, async (changes) => {
    const known = (await findRoleGrants(changes.tx)).find(({ roleId }) => roleId === Number(input.id));
    const [kept, ...superfluous] = known?.ownGroupIds ?? [];
    const permissions = [...new Set(input.permissions)];
    const own = async () => {
      if (kept !== undefined) return (await changes.update(group, { id: kept, values: { permissions } })).id;
      const name = await freeGroupName(changes.tx, input.name);
      return (await changes.create(group, { name, permissions })).id;
    };
    const ownIds = permissions.length || kept !== undefined ? [await own()] : [];
    const values = {
      name: input.name,
      description: input.description ?? null,
      permissionGroupIds: [...(input.groupIds ?? []), ...ownIds],
    };
    const saved = isNew
      ? await changes.create(role, values)
      : await changes.update(role, { id: input.id, etag: input.etag!, values });
    for (const id of superfluous) await changes.delete(group, { id });
    return saved;
  });
}

/** The role's name in PascalCase, with a number where that is taken. */
async function freeGroupName(db: Queryable, roleName: string): Promise<string> {
  const words = roleName.match(/[\p{L}\p{N}]+/gu) ?? ['Role'];
  const base = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  const { rows } = await sql<{ name: string }>`
    select name from permission_group where starts_with(name, ${base})`.execute(db);
  const taken = new Set(rows.map(({ name }) => name));
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
  return name;
}
