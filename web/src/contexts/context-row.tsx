import { IconChevronRight, IconCopy, IconRoute } from '@tabler/icons-react';
import { type Ref, useMemo } from 'react';
import { VisibleText } from '../code/visible-text.tsx';
import classes from './context-tree.module.css';
import { type Excerpt, excerptOf } from './excerpt.ts';
import { type JsonRow, pythonPath } from './json-rows.ts';

const longestShown = 1_000;
const indent = 14;

interface ContextRowProps {
  id: string;
  ref: Ref<HTMLDivElement>;
  row: JsonRow;
  index: number;
  /** Pixels from the top. */
  start: number;
  isCurrent: boolean;
  /** The search stands on it. */
  isFound: boolean;
  searched: string;
}

/** One row of the tree; the tree handles its clicks. */
export function ContextRow({ id, ref, row, index, start, isCurrent, isFound, searched }: ContextRowProps) {
  const { path, value, size, isOpen } = row;
  const name = path.at(-1);
  return (
    <div
      id={id}
      ref={ref}
      data-index={index}
      data-current={isCurrent || undefined}
      data-found={isFound || undefined}
      role="treeitem"
      aria-level={path.length + 1}
      aria-expanded={size === undefined ? undefined : isOpen}
      aria-selected={isCurrent}
      tabIndex={-1}
      className={classes.row}
      style={{ transform: `translateY(${start}px)`, paddingLeft: 8 + indent * path.length }}
    >
      {size !== undefined && size > 0 && <IconChevronRight size={12} className={classes.chevron} aria-hidden />}
      <span className={classes.text}>
        <span className={classes.name}>
          {name === undefined ? (
            'context'
          ) : (
            <Marked text={String(name)} searched={typeof name === 'string' ? searched : ''} />
          )}
        </span>
        {': '}
        {size === undefined ? (
          <Scalar value={value} searched={searched} />
        ) : (
          <span className={classes.size}>{Array.isArray(value) ? `[${size || ''}]` : `{${size || ''}}`}</span>
        )}
      </span>
      <span className={classes.tools} aria-hidden>
        <span data-tool="path" title={`Copy the path (c): ${pythonPath(path)}`}>
          <IconRoute size={13} />
        </span>
        <span data-tool="value" title="Copy the value (v)">
          <IconCopy size={13} />
        </span>
      </span>
    </div>
  );
}

function Scalar({ value, searched }: { value: unknown; searched: string }) {
  const { before, text, after } = useMemo(() => excerptOfScalar(value, searched), [value, searched]);
  return (
    <span data-kind={value === null ? 'null' : typeof value}>
      {before > 0 && <span className={classes.size}>{before.toLocaleString('en')} characters before … </span>}
      <Marked text={text} searched={searched} />
      {after > 0 && <span className={classes.size}> … {after.toLocaleString('en')} more characters</span>}
    </span>
  );
}

function excerptOfScalar(value: unknown, searched: string): Excerpt {
  if (typeof value !== 'string') return { before: 0, text: JSON.stringify(value) ?? 'null', after: 0 };
  const excerpt = excerptOf(value, searched, longestShown);
  return { ...excerpt, text: JSON.stringify(excerpt.text) };
}

/** The text with what was searched for marked, wherever it is. */
function Marked({ text, searched }: { text: string; searched: string }) {
  const at = searched ? text.toLowerCase().indexOf(searched.toLowerCase()) : -1;
  if (at < 0) return <VisibleText text={text} />;
  const end = at + searched.length;
  return (
    <>
      <VisibleText text={text.slice(0, at)} />
      <mark className={classes.mark}>
        <VisibleText text={text.slice(at, end)} />
      </mark>
      <Marked text={text.slice(end)} searched={searched} />
    </>
  );
}
