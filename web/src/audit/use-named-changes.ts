import { useQuery } from '@tanstack/react-query';
import { teamsQuery } from '../people/teams.ts';
import { permissionGroupsQuery, rolesQuery } from '../permissions/roles.ts';
import { type EventChange, nameIds } from './describe-event.ts';

type Named = readonly { id: number | string; name: string }[] | undefined;

/** The changes with names in place of the ids of roles, teams and groups; what is gone keeps its id. */
export function useNamedChanges(changes: readonly EventChange[]): EventChange[] {
  const has = (field: string) => changes.some((change) => change.field === field);
  const roles = useQuery({ ...rolesQuery, enabled: has('roleIds') }).data?.map(({ role }) => role);
  const teams = useQuery({ ...teamsQuery, enabled: has('teamIds') }).data;
  const groups = useQuery({ ...permissionGroupsQuery, enabled: has('permissionGroupIds') }).data;
  const known: Record<string, { label: string; records: Named }> = {
    roleIds: { label: 'roles', records: roles },
    teamIds: { label: 'teams', records: teams },
    permissionGroupIds: { label: 'permissionGroups', records: groups },
  };
  return changes.map((change) => {
    const { label, records } = known[change.field] ?? {};
    if (!label || !records) return change;
    return { field: label, old: nameIds(change.old, records), new: nameIds(change.new, records) };
  });
}
