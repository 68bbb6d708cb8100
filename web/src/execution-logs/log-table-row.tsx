import { IconDots } from '@tabler/icons-react';
import { memo } from 'react';
import { formatTime, Timestamp } from '../components/timestamp.tsx';
import { eventLabel } from './event-label.ts';
import { cellTitle, type LogColumn, type Targets } from './log-columns.tsx';
import classes from './log-table.module.css';
import type { LogRow } from './operations.ts';
import { OutcomeMark } from './outcome.tsx';

interface LogTableRowProps {
  log: LogRow;
  /** Undefined on a phone, where a log is one cell of two lines. */
  columns: readonly LogColumn[] | undefined;
  targets: Targets;
  /** Place in the list, from 0. */
  index: number;
  isPicked: boolean;
  /** The one that Tab comes to, and goes through. */
  isCurrent: boolean;
  /** Quick View is open on it. */
  isOpen: boolean;
}

/** One log. It has no handlers: the table handles what happens in any row. */
export const LogTableRow = memo(function LogTableRow(props: LogTableRowProps) {
  const { log, columns, targets, index, isPicked, isCurrent, isOpen } = props;
  const tabIndex = isCurrent ? 0 : -1;
  const time = formatTime(log.createdAt);
  return (
    <tr
      className={classes.row}
      data-row-id={log.id}
      data-picked={isPicked || undefined}
      data-open={isOpen || undefined}
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      tabIndex={tabIndex}
    >
      <td>
        <input
          type="checkbox"
          className={classes.check}
          aria-label={`Select the log of ${time}`}
          checked={isPicked}
          readOnly
          tabIndex={tabIndex}
        />
      </td>
      {columns ? (
        columns.map((column) => (
          <td
            key={column.id}
            dir={column.written ? 'auto' : undefined}
            data-numeric={column.numeric}
            title={cellTitle(column.id, log)}
          >
            {column.cell(log, tabIndex, targets)}
          </td>
        ))
      ) : (
        <td>
          <CardCell log={log} targets={targets} tabIndex={tabIndex} />
        </td>
      )}
      <td data-menu>
        <button
          type="button"
          className={classes.menu}
          data-menu-of={log.id}
          aria-label={`Actions for the log of ${time}`}
          aria-haspopup="menu"
          tabIndex={tabIndex}
        >
          <IconDots size={16} aria-hidden />
        </button>
      </td>
    </tr>
  );
});

function CardCell({ log, targets, tabIndex }: { log: LogRow; targets: Targets; tabIndex: number }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardLine}>
        <OutcomeMark outcome={log.outcome} />
        <a href={`/execution-logs/${log.id}`} tabIndex={tabIndex}>
          <Timestamp value={log.createdAt} />
        </a>
      </div>
      <div className={classes.cardText}>
        {eventLabel(log.event)} · {targets.label(log.target)} {log.targetRecordId}
        {log.validationMessage && (
          <>
            {' · '}
            <bdi>{log.validationMessage}</bdi>
          </>
        )}
      </div>
    </div>
  );
}
