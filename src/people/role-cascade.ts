import { sql } from 'kysely';
import type { RecordRow } from '../record-types/record-type.ts';
import type { Cascade } from '../records/cascade.ts';
import type { ChangeSet } from '../records/change-set.ts';
import { loadJoinedIds } from '../records/load-records.ts';

/**
 * A role of one's own can be deleted while people have it: they lose it, and the groups that only it gave go with it, all
 * in one transaction. One that came with Interlock stays as long as somebody has it, as other records do.
 */
export const roleCascade: Cascade = {
  async release(role, changes) {
    if (role.createdById !== null) await takeFromPeople(role, changes);
  },
  async follow({ event, old }, changes) {
    if (event === 'DELETE') await deleteOwnGroups(old!.permissionGroupIds as number[], changes);
  },
};

async function takeFromPeople(role: RecordRow, changes: ChangeSet): Promise<void> {
  const { tx, recordTypes } = changes;
  const [user, has] = [
    recordTypes.named('User'),
    recordTypes.named('Role').joins.find(({ name }) => name === 'users')!,
  ];
  const roles = user.joins.find(({ name }) => name === 'roles')!;
  for (const id of (await loadJoinedIds(tx, has, [role.id])).get(role.id) ?? []) {
    const all = (await loadJoinedIds(tx, roles, [id])).get(id) ?? [];
    await changes.update(user, { id, values: { roleIds: all.filter((other) => other !== role.id) } });
  }
}

/** Of the groups that a role gave: those that somebody made and that no other role gives. */
async function deleteOwnGroups(groupIds: readonly number[], { tx, recordTypes, ...changes }: ChangeSet): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from permission_group g where id = any(${groupIds}) and created_by_id is not null
      and not exists (select 1 from role_permission_group m where m.permission_group_id = g.id) order by id`.execute(
    tx,
  );
  for (const { id } of rows) await changes.delete(recordTypes.named('PermissionGroup'), { id });
}
