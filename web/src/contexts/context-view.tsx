import { ActionIcon, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconDownload, IconSearch } from '@tabler/icons-react';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { copyText } from '../components/copy-to-clipboard.ts';
import { saveFile } from '../execution-logs/downloads.ts';
import { formatBytes } from '../execution-logs/format-bytes.ts';
import { ContextTree } from './context-tree.tsx';
import classes from './context-view.module.css';
import { findInJson, type OpenBranches, revealPath } from './json-rows.ts';
import { RawText } from './raw-text.tsx';

interface ContextViewProps {
  context: unknown;
  /** The title of the action that is given it; names the parts for screen readers. */
  title: string;
  /** What the downloaded file is called. */
  fileName: string;
  /** Shown when it is known. */
  bytes?: number;
  /** Why it could not be read, when it could not. */
  problem?: string | null;
}

const mostFound = 1_000;

/**
 * The context an action was given, or would be: as a tree to search, or raw; to copy and to download whole. It is drawn again
 * only for another context, which can have megabytes.
 */
export const ContextView = memo(function ContextView({ context, title, fileName, bytes, problem }: ContextViewProps) {
  const [view, setView] = useState<'tree' | 'raw'>('tree');
  const [branches, setBranches] = useState<OpenBranches>({ said: new Map() });
  const [typed, setTyped] = useState('');
  const searched = useDeferredValue(typed.trim());
  const found = useMemo(() => findInJson(context, searched, mostFound), [context, searched]);
  const [at, setAt] = useState(-1);
  const text = () => JSON.stringify(context, null, 2) ?? 'null';

  const search = (words: string) => {
    setTyped(words);
    setAt(-1);
  };
  const isSearching = searched !== typed.trim();
  const step = (by: 1 | -1) => {
    // Enter can come before the answer is drawn.
    const paths = isSearching ? findInJson(context, typed.trim(), mostFound) : found;
    if (paths.length === 0) return;
    const next = at < 0 ? (by === 1 ? 0 : paths.length - 1) : (at + by + paths.length) % paths.length;
    setBranches(revealPath(branches, paths[next]!));
    setAt(next);
  };
  const label = `Context of ${title}`;
  return (
    <>
      <div className={classes.head}>
        <h3 className={classes.label}>
          Context {bytes !== undefined && <span className={classes.size}>{formatBytes(bytes)}</span>}
        </h3>
        <SegmentedControl
          size="xs"
          value={view}
          onChange={(value) => setView(value === 'raw' ? 'raw' : 'tree')}
          data={[
            { value: 'tree', label: 'Tree' },
            { value: 'raw', label: 'Raw' },
          ]}
          aria-label={`View of the context of ${title}`}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Copy context of ${title} as JSON`}
          onClick={() => void copyText(text(), 'Context copied')}
        >
          <IconCopy size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Download context of ${title}`}
          onClick={() => saveFile(new Blob([text()], { type: 'application/json' }), fileName)}
        >
          <IconDownload size={14} />
        </ActionIcon>
      </div>
      {problem && <p className={classes.error}>The context could not be read, so the code did not run: {problem}</p>}
      {view === 'tree' && (
        <div className={classes.search}>
          <TextInput
            type="search"
            placeholder="Search in the context"
            aria-label={`Search in the context of ${title}`}
            leftSection={<IconSearch size={13} aria-hidden />}
            value={typed}
            flex={1}
            onChange={(event) => search(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
              if (event.key === 'Escape') search('');
            }}
          />
          {searched && (
            <>
              <span className={classes.count} role="status">
                {countFound(at, found.length)}
              </span>
              <ActionIcon variant="subtle" color="gray" aria-label="Previous match" onClick={() => step(-1)}>
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label="Next match" onClick={() => step(1)}>
                <IconArrowDown size={14} />
              </ActionIcon>
            </>
          )}
        </div>
      )}
      <div className={classes.frame}>
        {view === 'tree' ? (
          <ContextTree
            value={context}
            label={label}
            branches={branches}
            onBranches={setBranches}
            found={isSearching ? undefined : found[at]}
            searched={searched}
          />
        ) : (
          <RawContext context={context} label={label} />
        )}
      </div>
    </>
  );
});

function RawContext({ context, label }: { context: unknown; label: string }) {
  const text = useMemo(() => JSON.stringify(context, null, 2) ?? 'null', [context]);
  return <RawText text={text} label={label} />;
}

function countFound(at: number, count: number): string {
  if (count === 0) return 'Not found';
  const all = `${count.toLocaleString('en')}${count >= mostFound ? '+' : ''}`;
  return at < 0 ? `${all} found` : `${at + 1} of ${all}`;
}
