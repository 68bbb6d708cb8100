import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { LogBrowser } from '../../execution-logs/log-browser.tsx';
import type { RecordTypeInfo } from '../../records/record-types.ts';
import type { RecordData } from '../../records/record-value.ts';

const route = getRouteApi('/shell/records/$type/$id');

/** The executions that changes of this record caused. */
export function RecordExecutions({ type, record }: { type: RecordTypeInfo; record: RecordData }) {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const scope = useMemo(() => ({ record: { target: type.target, id: Number(record.id) } }), [type.target, record.id]);
  return (
    <LogBrowser
      state={state}
      scope={scope}
      onChange={(change, { replace } = {}) =>
        navigate({ search: (search) => ({ ...search, ...change }), replace, resetScroll: false })
      }
    />
  );
}
