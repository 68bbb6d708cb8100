import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Timestamp } from '../../components/timestamp.tsx';
import { eventLabel } from '../../execution-logs/event-label.ts';
import type { LogHead } from '../../execution-logs/operations.ts';
import { OutcomeMark } from '../../execution-logs/outcome.tsx';
import { useTargets } from '../../records/record-types.ts';
import { type Neighbour, type RelatedLog, relatedLogsQuery } from './related-logs.ts';
import classes from './related-section.module.css';

/** The logs of this record before and after this one, and the other logs of its request. */
export function RelatedSection({ log }: { log: LogHead }) {
  const related = useQuery(relatedLogsQuery(log));
  const label = useTargets().label;
  const { previous, next, others = [], hasMoreOthers } = related.data ?? {};
  return (
    <section className={classes.root} aria-label="Related logs">
      <nav className={classes.neighbours} aria-label={`Logs of ${label(log.target)} ${log.targetRecordId}`}>
        <NeighbourLink log={previous} isLoading={related.isPending}>
          <IconArrowLeft size={14} aria-hidden />
          Previous log of this record
        </NeighbourLink>
        <NeighbourLink log={next} isLoading={related.isPending}>
          Next log of this record
          <IconArrowRight size={14} aria-hidden />
        </NeighbourLink>
      </nav>
      {related.error && <p className={classes.note}>Related logs could not be loaded: {related.error.message}</p>}
      {others.length > 0 && (
        <>
          <h2 className={classes.title}>In the same request</h2>
          <ul className={classes.others}>
            {others.map((other) => (
              <li key={other.id}>
                <OtherLink log={other} label={label(other.target)} />
              </li>
            ))}
          </ul>
          {hasMoreOthers && (
            <p className={classes.note}>
              <Link to="/execution-logs" search={{ search: log.requestId }}>
                All logs of this request
              </Link>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function OtherLink({ log, label }: { log: RelatedLog; label: string }) {
  return (
    <Link to="/execution-logs/$id" params={{ id: String(log.id) }} className={classes.other}>
      <OutcomeMark outcome={log.outcome} />
      <span className={classes.what}>
        {eventLabel(log.event)} of {label} {log.targetRecordId}
      </span>
      <span className={classes.message}>{log.validationMessage}</span>
    </Link>
  );
}

interface NeighbourLinkProps {
  log: Neighbour | undefined;
  isLoading: boolean;
  children: ReactNode;
}

function NeighbourLink({ log, isLoading, children }: NeighbourLinkProps) {
  if (!log) {
    return (
      <span className={classes.neighbour} data-none>
        <span className={classes.direction}>{children}</span>
        <span className={classes.detail}>{isLoading ? ' ' : 'None'}</span>
      </span>
    );
  }
  return (
    <Link to="/execution-logs/$id" params={{ id: String(log.id) }} className={classes.neighbour}>
      <span className={classes.direction}>{children}</span>
      <span className={classes.detail}>
        <OutcomeMark outcome={log.outcome} /> {eventLabel(log.event)}, <Timestamp value={log.createdAt} />
      </span>
    </Link>
  );
}
