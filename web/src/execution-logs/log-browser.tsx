import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Pager } from '../components/pager.tsx';
import { LogActionBar } from './log-action-bar.tsx';
import { LogListEmpty } from './log-list-empty.tsx';
import type { LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import { LogToolbar } from './log-toolbar.tsx';
import { logsQuery } from './operations.ts';
import { QuickView } from './quick-view.tsx';
import { useLogTable } from './use-log-table.ts';

export interface LogBrowserProps {
  state: LogListState;
  /** Called with what changes in the state; what it does not name stays. */
  onChange: (change: LogListState) => void;
  /** What the list is narrowed to by where it stands. */
  scope?: LogScope;
}

const everywhere: LogScope = {};

/** Search, filters, table, pages, selection and Quick View of execution logs, wherever they are listed. */
export function LogBrowser({ state, onChange, scope = everywhere }: LogBrowserProps) {
  const logs = useQuery(logsQuery(state, scope));
  const [selected, setSelected] = useState<Record<string, boolean>>({});
  const nodes = logs.data?.nodes;
  const narrow = (change: LogListState) =>
    onChange({ ...change, after: undefined, before: undefined, quick: undefined });
  const turn = (page: LogListState) => onChange({ after: undefined, before: undefined, ...page });
  const table = useLogTable({
    logs: nodes,
    sort: state.sort,
    onSort: (sort) => narrow({ sort }),
    onQuickView: (log) => onChange({ quick: String(log.id) }),
    selected,
    onSelect: setSelected,
  });
  if (logs.error && !logs.data) return <ErrorState error={logs.error} onRetry={() => logs.refetch()} />;
  const page = logs.data?.pageInfo;
  return (
    <>
      <LogToolbar state={state} onChange={narrow} withTarget={!scope.record} />
      {logs.error && <ErrorState error={logs.error} onRetry={() => logs.refetch()} />}
      {nodes?.length === 0 ? (
        <LogListEmpty state={state} scope={scope} />
      ) : (
        <DataTable
          table={table}
          label="Execution logs"
          loading={logs.isPending}
          stale={logs.isPlaceholderData}
          isCurrent={(log) => log.id === state.quick}
        />
      )}
      {nodes && nodes.length > 0 && (
        <Pager
          summary={summarize(page?.totalCount, page?.totalCountCapped)}
          onPrevious={page?.hasPreviousPage ? () => turn({ before: page.startCursor ?? undefined }) : undefined}
          onNext={page?.hasNextPage ? () => turn({ after: page.endCursor ?? undefined }) : undefined}
        />
      )}
      <LogActionBar ids={Object.keys(selected)} onClear={() => setSelected({})} />
      {state.quick && logs.data && (
        <QuickView id={state.quick} page={logs.data} state={state} scope={scope} onChange={onChange} />
      )}
    </>
  );
}

function summarize(count: number | null | undefined, capped: boolean | null | undefined): string | undefined {
  if (count === undefined || count === null) return undefined;
  const number = count.toLocaleString('en');
  return `${number}${capped ? '+' : ''} ${count === 1 ? 'log' : 'logs'}`;
}
