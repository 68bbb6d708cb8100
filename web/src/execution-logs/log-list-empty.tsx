import { Button } from '@mantine/core';
import { IconBolt, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MessageState } from '../components/message-state.tsx';
import { isNarrowed, type LogListState } from './log-list-state.ts';
import type { LogScope } from './log-list-variables.ts';

interface LogListEmptyProps {
  state: LogListState;
  scope: LogScope;
  onClear: () => void;
}

/** Why a list of logs is empty: nothing matches, or nothing ran yet. */
export function LogListEmpty({ state, scope, onClear }: LogListEmptyProps) {
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
