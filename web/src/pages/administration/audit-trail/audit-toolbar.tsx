import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { kindLabel } from '../../../audit/describe-event.ts';
import { auditEventKindsQuery } from '../../../audit/operations.ts';
import { SearchBox } from '../../../components/search-box.tsx';
import { Toolbar } from '../../../components/toolbar.tsx';
import { CreatedFilter } from '../../../execution-logs/created-filter.tsx';
import { usePeopleChoices } from '../../../execution-logs/filter-choices.ts';
import type { AuditSearch } from './search.ts';

interface AuditToolbarProps {
  search: AuditSearch;
  onChange: (change: AuditSearch) => void;
}

export function AuditToolbar({ search, onChange }: AuditToolbarProps) {
  const { data: kinds = [] } = useQuery(auditEventKindsQuery);
  const people = usePeopleChoices(true);
  const known = search.kind && !kinds.includes(search.kind) ? [search.kind, ...kinds] : kinds;
  return (
    <Toolbar>
      <SearchBox
        placeholder="Search events by any word"
        value={search.search ?? ''}
        onChange={(text) => onChange({ search: text || undefined })}
      />
      <Select
        aria-label="What happened"
        placeholder="What happened"
        w={190}
        searchable
        clearable
        data={known.map((kind) => ({ value: kind, label: kindLabel(kind) }))}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: kind ?? undefined })}
      />
      <Select
        aria-label="Who did it"
        placeholder="Who did it"
        w={170}
        searchable
        clearable
        data={people}
        value={search.by ?? null}
        onChange={(by) => onChange({ by: by ?? undefined })}
      />
      <CreatedFilter label="When" since={search.since} until={search.until} onChange={onChange} />
    </Toolbar>
  );
}
