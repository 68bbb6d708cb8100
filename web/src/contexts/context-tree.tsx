import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { copyText } from '../components/copy-to-clipboard.ts';
import { ContextRow } from './context-row.tsx';
import classes from './context-tree.module.css';
import {
  type JsonPath,
  type JsonRow,
  jsonRows,
  type OpenBranches,
  pathKey,
  pythonPath,
  toggleBranch,
} from './json-rows.ts';

interface ContextTreeProps {
  value: unknown;
  label: string;
  branches: OpenBranches;
  onBranches: (branches: OpenBranches) => void;
  /** What the search stands on; scrolled to when it changes. */
  found: JsonPath | undefined;
  /** Marked wherever it is in a name or value in sight. */
  searched: string;
}

/** A JSON value as a tree that draws only the rows in sight. Arrow keys walk it; c copies the path, v the value. */
export function ContextTree({ value, label, branches, onBranches, found, searched }: ContextTreeProps) {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => jsonRows(value, branches), [value, branches]);
  const [current, setCurrent] = useState('[]');
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 20,
    getItemKey: (index) => pathKey(rows[index]?.path ?? []),
    overscan: 10,
  });
  const index = Math.max(
    0,
    rows.findIndex(({ path }) => pathKey(path) === current),
  );

  const foundKey = found && pathKey(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is newly found is scrolled to
  useEffect(() => {
    const at = rows.findIndex(({ path }) => pathKey(path) === foundKey);
    if (foundKey === undefined || at < 0) return;
    setCurrent(foundKey);
    virtual.scrollToIndex(at, { align: 'center' });
  }, [foundKey]);

  const go = (to: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, to));
    setCurrent(pathKey(rows[at]?.path ?? []));
    virtual.scrollToIndex(at);
  };
  const toggle = (row: JsonRow, open = !row.isOpen) => {
    if (row.size !== undefined) onBranches(toggleBranch(branches, row.path, open));
  };
  const press = (key: string, row: JsonRow): boolean => {
    if (key === 'ArrowDown') go(index + 1);
    else if (key === 'ArrowUp') go(index - 1);
    else if (key === 'Home') go(0);
    else if (key === 'End') go(rows.length - 1);
    else if (key === 'ArrowRight' && row.size !== undefined && !row.isOpen) toggle(row, true);
    else if (key === 'ArrowRight') go(index + 1);
    else if (key === 'ArrowLeft' && row.isOpen) toggle(row, false);
    else if (key === 'ArrowLeft') go(parentIndex(rows, index));
    else if (key === 'Enter' || key === ' ') toggle(row);
    else if (key === 'c') copyPath(row.path);
    else if (key === 'v') copyValue(row.value);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey || !press(event.key, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const at = event.target.closest<HTMLElement>('[data-index]')?.dataset.index;
    const row = rows[Number(at)];
    if (at === undefined || !row) return;
    setCurrent(pathKey(row.path));
    const tool = event.target.closest<HTMLElement>('[data-tool]')?.dataset.tool;
    if (tool === 'path') copyPath(row.path);
    else if (tool === 'value') copyValue(row.value);
    else if (window.getSelection()?.isCollapsed !== false) toggle(row);
  };
  return (
    <div
      ref={scroll}
      className={classes.root}
      role="tree"
      aria-label={label}
      aria-activedescendant={`${id}${index}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div style={{ height: virtual.getTotalSize() }} className={classes.room} role="presentation">
        {virtual.getVirtualItems().map(({ index: at, key, start }) => {
          const row = rows[at];
          return (
            row && (
              <ContextRow
                key={key}
                id={`${id}${at}`}
                ref={virtual.measureElement}
                row={row}
                index={at}
                start={start}
                isCurrent={at === index}
                isFound={pathKey(row.path) === foundKey}
                searched={searched}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function parentIndex(rows: readonly JsonRow[], index: number): number {
  const depth = rows[index]?.path.length ?? 0;
  return rows.slice(0, index).findLastIndex(({ path }) => path.length < depth);
}

function copyPath(path: JsonPath): void {
  void copyText(pythonPath(path), 'Path copied');
}

function copyValue(value: unknown): void {
  void copyText(typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'null'), 'Value copied');
}
