import type { ColumnId } from './column-preferences.ts';
import type { LogSort } from './log-list-state.ts';
import { type Picks, togglePickAll } from './log-picks.ts';
import { LogRows, type LogRowsProps } from './log-rows.tsx';
import classes from './log-table.module.css';
import { LogTableHead } from './log-table-head.tsx';

const pickWidth = 30;
const menuWidth = 36;
/** What of the table's width is not the columns'. */
export const fixedWidth = pickWidth + menuWidth;

interface LogTableProps extends Omit<LogRowsProps, 'rowHeight'> {
  /** Differs for each list; another list is shown from its own place, under the same head. */
  listKey: string;
  /** All that there are, when they were counted exactly. */
  total: number | undefined;
  sort: LogSort;
  onSort: (sort: LogSort) => void;
  onMoveColumn: (id: ColumnId, before: ColumnId | undefined) => void;
  onResizeColumn: (id: ColumnId, width: number) => void;
  onPick: (picks: Picks) => void;
}

/** The head stays when the list is sorted or narrowed, and with it the focus that is in it. */
export function LogTable(props: LogTableProps) {
  const { listKey, total, sort, onSort, onMoveColumn, onResizeColumn, onPick, ...rows } = props;
  const { logs, columns, picks, isStale } = rows;
  const rowHeight = columns ? 30 : 58;
  const width = columns?.reduce((sum, column) => sum + column.width, fixedWidth);
  const isFlexible = !columns || columns.some((column) => column.flexible);
  const picked = picks.isEverything || (Boolean(logs?.length) && logs?.every((log) => picks.ids.has(String(log.id))));
  return (
    <table
      className={classes.table}
      style={{ width: isFlexible ? '100%' : width, minWidth: width, ['--row-height' as string]: `${rowHeight}px` }}
      aria-label="Execution logs"
      aria-busy={!logs || isStale}
      aria-rowcount={total === undefined ? -1 : total + 1}
    >
      <colgroup>
        <col style={{ width: pickWidth }} />
        {columns ? (
          columns.map(({ id, width, flexible }) => <col key={id} style={{ width: flexible ? undefined : width }} />)
        ) : (
          <col />
        )}
        <col style={{ width: menuWidth }} />
      </colgroup>
      <LogTableHead
        columns={columns}
        sort={sort}
        onSort={onSort}
        onMove={onMoveColumn}
        onResize={onResizeColumn}
        picked={picked ? 'all' : picks.ids.size > 0 ? 'some' : 'none'}
        onPickAll={() => onPick(togglePickAll(picks, logs?.map((log) => String(log.id)) ?? []))}
      />
      <LogRows key={listKey} rowHeight={rowHeight} {...rows} />
    </table>
  );
}
