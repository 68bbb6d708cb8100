import { Button, Select, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RecentLog, recentLogsQuery } from '../../actions/recent-logs.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { formatTime } from '../../components/timestamp.tsx';
import { showFailure } from '../../components/toasts.tsx';
import { eventLabel } from '../../execution-logs/event-label.ts';
import { readLoggedContext } from '../../execution-logs/log-contexts.ts';
import { OutcomeMark, outcomeWord } from '../../execution-logs/outcome.tsx';
import { useTargets } from '../../records/record-types.ts';
import classes from './test-on-log.module.css';
import type { TestGroundProps } from './test-on-record.tsx';
import { useRunOnOpen } from './use-run-on-open.ts';

interface TestOnLogProps extends TestGroundProps {
  actionId: number | string;
}

/** Tries the draft's code on exactly what the action was given in one of its logs, changes included. */
export function TestOnLog({ actionId, draft, chosen, onChoose, isRunning, onRun }: TestOnLogProps) {
  const logs = useQuery(recentLogsQuery(actionId));
  const queryClient = useQueryClient();
  const { label } = useTargets();
  const read = useMutation({
    mutationFn: (id: string) => readLoggedContext(queryClient, id, actionId),
    onError: showFailure,
    onSuccess: (contextData) => {
      const { title, code, errorState } = draft;
      onRun({ title: title || 'Untitled', code, errorState, contextData });
    },
  });
  const run = chosen ? () => read.mutate(chosen) : undefined;
  useRunOnOpen(run);
  if (logs.error && !logs.data) return <ErrorState error={logs.error} onRetry={() => logs.refetch()} />;
  if (logs.data?.length === 0) {
    return <Text c="dimmed">This action has not run in the last 30 days: there is no context to try it on.</Text>;
  }
  const found = new Map(logs.data?.map((log) => [String(log.id), log]));
  const describe = (log: RecentLog) => `${eventLabel(log.event)} of ${label(log.target)} ${log.targetRecordId}`;
  return (
    <>
      <Text c="dimmed">
        Runs the code that is in the editor on exactly what the action was given then, the change included. The query is
        not run again. Nothing is saved and nothing is logged.
      </Text>
      <Select
        label="Log to take the context of"
        placeholder="One of the last 30"
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        data={[...found.values()].map((log) => ({
          value: String(log.id),
          label: `${formatTime(log.createdAt)} · ${outcomeWord(log.outcome)} · ${describe(log)}`,
        }))}
        renderOption={({ option }) => {
          const log = found.get(option.value);
          return log ? (
            <span className={classes.option}>
              <span className={classes.time}>{formatTime(log.createdAt)}</span>
              <OutcomeMark outcome={log.outcome} />
              <span>{describe(log)}</span>
            </span>
          ) : (
            option.label
          );
        }}
        value={chosen}
        onChange={onChoose}
      />
      <Button disabled={!run} loading={read.isPending || isRunning} onClick={run}>
        Run
      </Button>
    </>
  );
}
