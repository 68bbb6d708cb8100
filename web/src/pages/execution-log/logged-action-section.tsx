import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDuration } from '../../components/duration.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { ContextView } from '../../contexts/context-view.tsx';
import type { LogContexts } from '../../execution-logs/log-contexts.ts';
import { LogMessage } from '../../execution-logs/log-message.tsx';
import { LoggedCode } from '../../execution-logs/logged-code.tsx';
import type { LoggedAction } from '../../execution-logs/operations.ts';
import { OutcomeMark } from '../../execution-logs/outcome.tsx';
import classes from './logged-action-section.module.css';
import { LoggedOutput } from './logged-output.tsx';

interface LoggedActionSectionProps {
  action: LoggedAction;
  /** The log's message. */
  verdict: string | null;
  logId: string;
  contexts: UseQueryResult<LogContexts | null>;
}

/** What one action was, what it was given and what it did; its message, unless it is the log's and stands above. */
export function LoggedActionSection({ action, verdict, logId, contexts }: LoggedActionSectionProps) {
  return (
    <section className={classes.root} aria-labelledby={`action-${action.id}`}>
      <header className={classes.header}>
        <h2 id={`action-${action.id}`} className={classes.title}>
          <Link to="/actions/$id" params={{ id: String(action.id) }}>
            {action.id} · <bdi>{action.title}</bdi>
          </Link>
        </h2>
        <div className={classes.facts}>
          <span>version {action.version}</span>
          <span>{formatDuration(action.executionTimeMs)}</span>
          <OutcomeMark outcome={action.outcome} />
        </div>
      </header>
      {action.message && action.message !== verdict && (
        <p className={classes.message}>
          <LogMessage message={action.message} />
        </p>
      )}
      <div className={classes.columns}>
        <div className={classes.column}>
          <h3 className={classes.label}>Code</h3>
          <LoggedCode {...action} />
          <h3 className={classes.label}>Output</h3>
          {action.output ? (
            <LoggedOutput output={action.output} title={action.title} />
          ) : (
            <p className={classes.nothing}>It printed nothing.</p>
          )}
        </div>
        <div className={classes.column}>
          {contexts.error && <ErrorState error={contexts.error} onRetry={() => contexts.refetch()} />}
          {contexts.isPending && <Skeleton height={240} mt={40} radius={8} className={classes.waiting} />}
          {contexts.data && (
            <ContextView
              context={contexts.data.contexts[action.id]}
              title={action.title}
              fileName={`context_${action.id}_${logId.slice(-8)}.json`}
              bytes={action.contextBytes}
              problem={action.contextError}
            />
          )}
        </div>
      </div>
    </section>
  );
}
