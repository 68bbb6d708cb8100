import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { type ColumnId, clampWidth } from './column-preferences.ts';
import type { LogColumn } from './log-columns.tsx';
import type { LogSort } from './log-list-state.ts';
import classes from './log-table.module.css';

interface LogTableHeadProps {
  columns: readonly LogColumn[] | undefined;
  sort: LogSort;
  onSort: (sort: LogSort) => void;
  /** Puts a column before another; last when that is undefined. */
  onMove: (id: ColumnId, before: ColumnId | undefined) => void;
  onResize: (id: ColumnId, width: number) => void;
  picked: 'none' | 'some' | 'all';
  onPickAll: () => void;
}

/** Labels that sort on click, are dragged to another place, and sized at their right edge. */
export function LogTableHead({ columns, sort, onSort, onMove, onResize, picked, onPickAll }: LogTableHeadProps) {
  const [dragged, setDragged] = useState<ColumnId>();
  const [target, setTarget] = useState<ColumnId>();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">
          <PickAll picked={picked} onPickAll={onPickAll} />
        </th>
        {!columns && <th scope="col">Log</th>}
        {columns?.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-numeric={column.numeric}
            data-drop={(dragged && target === column.id && dragged !== column.id) || undefined}
            aria-sort={ariaSort(column, sort)}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', column.label);
              setDragged(column.id);
            }}
            onDragOver={(event) => {
              if (!dragged) return;
              event.preventDefault();
              setTarget(column.id);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged) onMove(dragged, column.id);
            }}
            onDragEnd={() => {
              setDragged(undefined);
              setTarget(undefined);
            }}
          >
            <HeadLabel column={column} sort={sort} onSort={onSort} />
            <ResizeHandle onResize={(width) => onResize(column.id, width)} />
          </th>
        ))}
        <th scope="col" data-menu>
          <VisuallyHidden>Actions</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
}

function PickAll({ picked, onPickAll }: { picked: LogTableHeadProps['picked']; onPickAll: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = picked === 'some';
  }, [picked]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={classes.check}
      aria-label="Select all logs on this page"
      checked={picked === 'all'}
      onChange={onPickAll}
    />
  );
}

function HeadLabel({ column, sort, onSort }: { column: LogColumn; sort: LogSort; onSort: (sort: LogSort) => void }) {
  if (!column.sorts) return <span className={classes.label}>{column.label}</span>;
  const [first, second] = column.sorts;
  return (
    <button type="button" className={classes.label} onClick={() => onSort(sort === first ? second : first)}>
      {column.label}
      {sort === first && <IconArrowDown size={12} aria-hidden />}
      {sort === second && <IconArrowUp size={12} aria-hidden />}
    </button>
  );
}

/** For the pointer; with the keyboard the Columns menu does the same. */
function ResizeHandle({ onResize }: { onResize: (width: number) => void }) {
  const [start, setStart] = useState<{ x: number; width: number }>();
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart({ x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 0 });
  };
  return (
    <span
      className={classes.resize}
      data-active={start && true}
      aria-hidden
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={begin}
      onPointerMove={(event) => start && onResize(clampWidth(start.width + event.clientX - start.x))}
      onPointerUp={() => setStart(undefined)}
      onPointerCancel={() => setStart(undefined)}
    />
  );
}

function ariaSort({ sorts }: LogColumn, sort: LogSort) {
  if (!sorts) return undefined;
  if (sort === sorts[0]) return 'descending';
  return sort === sorts[1] ? 'ascending' : 'none';
}
