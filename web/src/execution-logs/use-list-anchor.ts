// Where the list starts, how far it is scrolled, which of its logs keys speak of, and which are picked.
//
// While one scrolls, the address follows (`after`), so that a reload starts there; the loaded list stays as it is. Only
// when the address changes from elsewhere (Back, a link) is the list read anew, from the address's place. Where one was is
// kept for each entry of the browser's history, so that Back shows exactly what one left.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogListState } from './log-list-state.ts';
import { nothingPicked, type Picks } from './log-picks.ts';

/** What is kept of a list besides where it starts. */
export interface LeftAt {
  scrollTop: number;
  /** The log that keys speak of. */
  currentId: string | undefined;
  picks: Picks;
}

export interface ListPlace extends LeftAt {
  /** The cursor before the first log that was loaded at first; undefined for the beginning of the list. */
  anchor: string | undefined;
  /** Whether somebody came back to it. */
  isReturn: boolean;
}

export interface ListAnchor {
  place: ListPlace;
  /** Says that the address is about to follow to this cursor, which is no reason to read anew. */
  expect: (after: string | undefined) => void;
  /** Keeps what changed. */
  keep: (change: Partial<LeftAt>) => void;
  /** Starts again at the beginning, whatever the address says. */
  restart: () => void;
}

const left = new Map<string, LeftAt & { anchor: string | undefined }>();
const mostKept = 50;
const atTheTop: LeftAt = { scrollTop: 0, currentId: undefined, picks: nothingPicked };

export function useListAnchor({ after, quick }: LogListState, selectionKey: string): ListAnchor {
  const [held, setHeld] = useState(() => ({ selectionKey, place: placeOf(after) }));
  const expected = useRef(new Set<string | undefined>());
  const seen = useRef(after);
  const now = useRef<LeftAt>(held.place);
  const entry = useRef(historyKey());

  let { place } = held;
  if (held.selectionKey !== selectionKey) {
    place = placeOf(after);
    setHeld({ selectionKey, place });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address says names the entry
  useEffect(() => {
    entry.current = historyKey();
    remember(entry.current, place.anchor, now.current);
  }, [after, quick, selectionKey, place]);
  useEffect(() => {
    if (seen.current === after) return;
    seen.current = after;
    if (!expected.current.delete(after)) setHeld({ selectionKey, place: placeOf(after) });
  }, [after, selectionKey]);
  const keep = useCallback(
    (change: Partial<LeftAt>) => {
      now.current = { ...now.current, ...change };
      remember(entry.current, place.anchor, now.current);
    },
    [place],
  );

  return {
    place,
    expect: (cursor) => {
      if (cursor !== seen.current) expected.current.add(cursor);
    },
    keep,
    restart: () => setHeld({ selectionKey, place: { ...atTheTop, anchor: undefined, isReturn: false } }),
  };
}

function placeOf(after: string | undefined): ListPlace {
  const known = left.get(historyKey());
  return known ? { ...known, isReturn: true } : { ...atTheTop, anchor: after, isReturn: false };
}

function remember(entry: string, anchor: string | undefined, { scrollTop, currentId, picks }: LeftAt): void {
  left.delete(entry);
  left.set(entry, { anchor, scrollTop, currentId, picks });
  const [oldest] = left.keys();
  if (left.size > mostKept && oldest !== undefined) left.delete(oldest);
}

/** Names the entry of the browser's history that one is at. */
function historyKey(): string {
  const state = window.history.state as { __TSR_key?: string } | null;
  return state?.__TSR_key ?? '';
}
