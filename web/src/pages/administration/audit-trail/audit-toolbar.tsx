import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { kindLabel } from '../../../audit/describe-event.ts';
import { auditEventKindsQuery } from '../../../audit/operations.ts';
import { ChoicesField } from '../../../components/choices-field.tsx';
import { FilterChips, nameChoices } from '../../../components/filter-chips.tsx';
import { FiltersPopover } from '../../../components/filters-popover.tsx';
import { SearchBox } from '../../../components/search-box.tsx';
import { Toolbar } from '../../../components/toolbar.tsx';
import { CreatedFilter, createdLabel } from '../../../execution-logs/created-filter.tsx';
import { usePeopleChoices } from '../../../execution-logs/filter-choices.ts';
import { type AuditSearch, everyEvent } from './search.ts';

interface AuditToolbarProps {
  search: AuditSearch;
  onChange: (change: AuditSearch) => void;
}

/** Search and filters of the audit trail, and below them what is on. */
export function AuditToolbar({ search, onChange }: AuditToolbarProps) {
  const { kind, by, since, until } = search;
  const { data: kinds = [] } = useQuery(auditEventKindsQuery);
  const people = usePeopleChoices(true);
  return (
    <>
      <Toolbar>
        <SearchBox
          placeholder="Search events by any word"
          value={search.search ?? ''}
          onChange={(text) => onChange({ search: text || undefined })}
        />
        <FiltersPopover on={[kind, by].filter((filter) => filter !== undefined).length}>
          <Stack gap={10}>
            <ChoicesField
              label="What happened"
              choices={kinds.map((value) => ({ value, label: kindLabel(value) }))}
              value={kind}
              onChange={(chosen) => onChange({ kind: chosen })}
            />
            <ChoicesField
              label="Who did it"
              choices={people}
              value={by}
              onChange={(chosen) => onChange({ by: chosen })}
            />
          </Stack>
        </FiltersPopover>
        <CreatedFilter label="When" since={since} until={until} onChange={onChange} />
      </Toolbar>
      {(search.search || kind || by || since || until) && (
        <FilterChips
          chips={[
            ...(kind ? [{ label: 'What', value: kind.map(kindLabel).join(', '), off: { kind: undefined } }] : []),
            ...(by ? [{ label: 'Who', value: nameChoices(by, people), off: { by: undefined } }] : []),
            ...(since || until
              ? [{ label: 'When', value: createdLabel(since, until), off: { since: undefined, until: undefined } }]
              : []),
          ]}
          onChange={onChange}
          onClear={() => onChange(everyEvent)}
        />
      )}
    </>
  );
}
