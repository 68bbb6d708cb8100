import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { LogMessage } from './log-message.tsx';
import { showRaisingLine } from './logged-code.tsx';
import type { QuickLog } from './operations.ts';
import { OutcomeMark } from './outcome.tsx';
import classes from './verdict.module.css';

/** What was decided and why, in the largest words of the page. */
export function Verdict({ log }: { log: QuickLog }) {
  const raised = log.actions.find(({ id }) => id === log.raisedAction?.id);
  return (
    <section className={classes.root} data-outcome={log.outcome} aria-label="Verdict">
      <div className={classes.line}>
        <OutcomeMark outcome={log.outcome} badge />
        {log.raisedAction && (
          <span className={classes.by}>
            by{' '}
            <Link to="/actions/$id" params={{ id: String(log.raisedAction.id) }}>
              <bdi>{log.raisedAction.title}</bdi>
            </Link>
            {raised?.line && (
              <>
                {', '}
                <button type="button" className={classes.where} onClick={() => showRaisingLine(raised.id)}>
                  line {raised.line}
                </button>
              </>
            )}
          </span>
        )}
      </div>
      <p className={classes.message}>
        {/* Another log's message is read from its beginning. */}
        <LogMessage key={log.id} message={log.validationMessage ?? quietMessage(log)} />
      </p>
      {log.outcome !== 'WARNED' && log.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {log.warnings.map((warning) => (
            <li key={`${warning.actionId}-${warning.message}`}>
              <IconAlertTriangleFilled size={13} aria-label="Warning" />
              <LogMessage message={warning.message} />
              <Link to="/actions/$id" params={{ id: String(warning.actionId) }} className={classes.by}>
                action {warning.actionId}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!log.committed && log.outcome !== 'BLOCKED' && (
        <p className={classes.by}>
          The change was rolled back all the same: something else in its request was blocked or failed.
        </p>
      )}
    </section>
  );
}

function quietMessage(log: QuickLog): string {
  return log.committed ? 'The change went through.' : 'No action objected.';
}
