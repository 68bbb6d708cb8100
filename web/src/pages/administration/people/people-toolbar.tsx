import { useQuery } from '@tanstack/react-query';
import { ChoiceFilter } from '../../../components/choice-filter.tsx';
import { SearchBox } from '../../../components/search-box.tsx';
import { Toolbar } from '../../../components/toolbar.tsx';
import { teamsQuery } from '../../../people/teams.ts';
import { rolesQuery } from '../../../permissions/roles.ts';
import type { PeopleSearch } from './search.ts';

interface PeopleToolbarProps {
  search: PeopleSearch;
  onChange: (change: PeopleSearch) => void;
}

const states = [
  { value: 'active' as const, label: 'Active' },
  { value: 'deactivated' as const, label: 'Deactivated' },
];

export function PeopleToolbar({ search, onChange }: PeopleToolbarProps) {
  const { data: roles = [] } = useQuery(rolesQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const choiceOf = ({ id, name }: { id: number | string; name: string }) => ({ value: String(id), label: name });
  return (
    <Toolbar>
      <SearchBox
        placeholder="Search people by name or email"
        value={search.search ?? ''}
        onChange={(text) => onChange({ search: text || undefined })}
      />
      <ChoiceFilter
        label="Role"
        choices={roles.map(({ role }) => choiceOf(role))}
        value={search.role ?? []}
        onChange={(role) => onChange({ role })}
      />
      {teams.length > 0 && (
        <ChoiceFilter
          label="Team"
          choices={teams.map(choiceOf)}
          value={search.team ?? []}
          onChange={(team) => onChange({ team })}
        />
      )}
      <ChoiceFilter
        label="State"
        choices={states}
        value={search.state ?? []}
        onChange={(state) => onChange({ state })}
      />
    </Toolbar>
  );
}
