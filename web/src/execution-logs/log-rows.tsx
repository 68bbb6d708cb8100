import { Skeleton } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTargets } from '../records/record-types.ts';
import type { LogColumn } from './log-columns.tsx';
import type { Picks } from './log-picks.ts';
import classes from './log-table.module.css';
import { LogTableRow } from './log-table-row.tsx';
import type { LogRow } from './operations.ts';

const headHeight = 33;

export interface Scroller {
  toIndex(index: number, align?: 'auto' | 'center'): void;
  /** Also when what comes next would keep its place. */
  toTop(): void;
  firstInSight(): number;
}

export interface LogRowsProps {
  logs: readonly LogRow[] | undefined;
  /** Undefined on a phone. */
  columns: readonly LogColumn[] | undefined;
  rowHeight: number;
  isStale: boolean;
  picks: Picks;
  /** The row that has the focus, or had it last. */
  currentId: string | undefined;
  openId: string | undefined;
  /** The rows in sight, from 0, whenever others come. */
  onScroll: (first: number, last: number, scrollTop: number) => void;
  initialScrollTop: number;
  scroll: RefObject<HTMLElement | null>;
  scroller: RefObject<Scroller | null>;
}

/** Only the rows in sight are in the page, between two rows as high as those that are not. */
export function LogRows(props: LogRowsProps) {
  const { logs, columns, rowHeight, picks, currentId, openId, scroll, scroller } = props;
  const targets = useTargets();
  const count = logs?.length ?? 0;
  const currentIndex = logs?.findIndex((log) => log.id === currentId) ?? -1;
  // A row stays its log's when others come before it, and with it the focus.
  const getItemKey = useCallback((index: number) => logs?.[index]?.id ?? index, [logs]);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey,
    initialOffset: props.initialScrollTop,
    // The head stands still over the first rows, which begin below it: only the end is further than it seems.
    scrollPaddingEnd: headHeight,
    // The current row keeps the focus while it is out of sight.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (currentIndex < 0 || indexes.includes(currentIndex)) return indexes;
      return currentIndex < (indexes[0] ?? 0) ? [currentIndex, ...indexes] : [...indexes, currentIndex];
    },
  });
  const isGoingToTop = useRef(false);
  useLayoutEffect(() => {
    scroller.current = {
      toIndex: (index, align = 'auto') => virtual.scrollToIndex(index, { align }),
      toTop: () => {
        isGoingToTop.current = true;
        virtual.scrollToOffset(0);
      },
      firstInSight: () => virtual.range?.startIndex ?? 0,
    };
  }, [virtual, scroller]);
  useStayWhenLogsCome({ scroll, logs: props.isStale ? undefined : logs, rowHeight, isGoingToTop });
  const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
  const { onScroll } = props;
  const offset = virtual.scrollOffset ?? 0;
  useEffect(() => {
    if (count > 0) onScroll(startIndex, endIndex, offset);
  }, [count, startIndex, endIndex, offset, onScroll]);

  const columnCount = (columns?.length ?? 1) + 2;
  const items = virtual.getVirtualItems();
  let drawnTo = 0;
  return (
    <tbody data-stale={props.isStale || undefined}>
      {items.map(({ index, key, start, end }) => {
        const log = logs?.[index];
        const gap = start - drawnTo;
        drawnTo = end;
        if (!log) return null;
        return (
          <Fragment key={key}>
            {gap > 0 && <Gap height={gap} columns={columnCount} />}
            <LogTableRow
              log={log}
              columns={columns}
              targets={targets}
              index={index}
              isPicked={picks.isEverything || picks.ids.has(String(log.id))}
              isCurrent={currentIndex < 0 ? index === 0 : index === currentIndex}
              isOpen={log.id === openId}
            />
          </Fragment>
        );
      })}
      {virtual.getTotalSize() > drawnTo && <Gap height={virtual.getTotalSize() - drawnTo} columns={columnCount} />}
      {!logs && <SkeletonRows columns={columnCount} />}
    </tbody>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden className={classes.gap} style={{ height }}>
      <td colSpan={columns} />
    </tr>
  );
}

function SkeletonRows({ columns }: { columns: number }) {
  return Array.from({ length: 12 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
    <tr key={row} className={classes.skeleton} aria-hidden>
      <td colSpan={columns}>
        <Skeleton height={10} ml={38} width={`${92 - (row % 4) * 12}%`} />
      </td>
    </tr>
  ));
}

interface Stay {
  scroll: RefObject<HTMLElement | null>;
  logs: readonly LogRow[] | undefined;
  rowHeight: number;
  isGoingToTop: RefObject<boolean>;
}

/** When logs come before those there are, what is read stays where it is. */
function useStayWhenLogsCome({ scroll, logs, rowHeight, isGoingToTop }: Stay): void {
  const first = useRef<string>(undefined);
  useLayoutEffect(() => {
    const came = first.current === undefined ? -1 : (logs?.findIndex((log) => log.id === first.current) ?? -1);
    first.current = logs?.[0] && String(logs[0].id);
    if (came > 0 && scroll.current && !isGoingToTop.current) scroll.current.scrollTop += came * rowHeight;
    if (came !== 0) isGoingToTop.current = false;
  }, [logs, rowHeight, scroll, isGoingToTop]);
}
