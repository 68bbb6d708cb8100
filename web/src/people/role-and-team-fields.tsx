import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../permissions/roles.ts';
import { teamsQuery } from './teams.ts';

type FieldProps = Omit<MultiSelectProps, 'data' | 'label'>;

/** Ids of roles. */
export function RolesField(props: FieldProps) {
  const { data: roles = [] } = useQuery(rolesQuery);
  return (
    <MultiSelect
      label="Roles"
      searchable
      hidePickedOptions
      {...props}
      data={roles.map(({ role }) => ({ value: String(role.id), label: role.name }))}
    />
  );
}

/** Ids of teams; nothing where there are none. */
export function TeamsField(props: FieldProps) {
  const { data: teams = [] } = useQuery(teamsQuery);
  if (teams.length === 0) return null;
  return (
    <MultiSelect
      label="Teams"
      searchable
      hidePickedOptions
      {...props}
      data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
