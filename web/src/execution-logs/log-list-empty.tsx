import { Button } from '@mantine/core';
import { IconBolt, IconFilterOff, IconFilterSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../components/message-state.tsx';
import { Timestamp } from '../components/timestamp.tsx';
import { isNarrowed, type LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';
import type { LogList } from './use-log-list.ts';

interface LogListEmptyProps {
  state: LogListState;
  scope: LogScope;
  list: LogList;
  onClear: () => void;
}

/** Why a list of logs is empty: nothing matches, or nothing ran yet. */
export function LogListEmpty({ state, scope, list, onClear }: LogListEmptyProps) {
  if (list.gaveUpAt) {
    return (
      <MessageState
        icon={IconFilterSearch}
        title="None found so far"
        actions={
          <>
            <Button loading={list.isFetchingNext} onClick={() => void list.loadNext()}>
              Search on
            </Button>
            <Button variant="default" onClick={onClear}>
              Clear search and filters
            </Button>
          </>
        }
      >
        Contexts are opened one by one. Those up to <Timestamp value={list.gaveUpAt} /> were looked at, and none has
        this value. Other filters, a target or a time say, make it faster.
      </MessageState>
    );
  }
  if (isNarrowed(state)) {
    return (
      <MessageState
        icon={IconFilterOff}
        title="No log matches"
        actions={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        The search and every filter must match. Logs older than the retention are gone for good.
      </MessageState>
    );
  }
  return (
    <MessageState icon={IconBolt} title="No executions yet">
      {scope.actionId !== undefined && 'A log appears here each time this action runs for a change.'}
      {scope.record && 'A log appears here each time a change of this record runs an action.'}
      {!scope.record && scope.actionId === undefined && (
        <>
          A log appears each time a change of a record runs an action. See{' '}
          <Link to="/actions">which actions there are</Link>, then change a record that one of them watches.
        </>
      )}
    </MessageState>
  );
}
