// Where the list starts, and how far it is scrolled.
//
// While one scrolls, the address follows (`after`), so that a reload starts there; the loaded list stays as it is. Only
// when the address changes from elsewhere (Back, a link) is the list read anew, from the address's place. Where one was is
// kept for each entry of the browser's history, so that Back shows exactly what one left.
import { useEffect, useRef, useState } from 'react';
import type { LogListState } from './log-list-state.ts';

export interface ListPlace {
  /** The cursor before the first log that was loaded at first; undefined for the beginning of the list. */
  anchor: string | undefined;
  scrollTop: number;
  /** Whether somebody came back to it. */
  isReturn: boolean;
}

export interface ListAnchor {
  place: ListPlace;
  /** Says that the address is about to follow to this cursor, which is no reason to read anew. */
  expect: (after: string | undefined) => void;
  keepScroll: (scrollTop: number) => void;
  /** Starts again at the beginning, whatever the address says. */
  restart: () => void;
}

const left = new Map<string, { anchor: string | undefined; scrollTop: number }>();
const mostKept = 50;

export function useListAnchor({ after, quick }: LogListState, selectionKey: string): ListAnchor {
  const [held, setHeld] = useState(() => ({ selectionKey, place: placeOf(after) }));
  const expected = useRef(new Set<string | undefined>());
  const seen = useRef(after);
  const scrollTop = useRef(held.place.scrollTop);
  const entry = useRef(historyKey());

  let { place } = held;
  if (held.selectionKey !== selectionKey) {
    place = placeOf(after);
    setHeld({ selectionKey, place });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address says names the entry
  useEffect(() => {
    entry.current = historyKey();
    remember(entry.current, { anchor: place.anchor, scrollTop: scrollTop.current });
  }, [after, quick, selectionKey, place]);
  useEffect(() => {
    if (seen.current === after) return;
    seen.current = after;
    if (!expected.current.delete(after)) setHeld({ selectionKey, place: placeOf(after) });
  }, [after, selectionKey]);

  return {
    place,
    expect: (cursor) => {
      if (cursor !== seen.current) expected.current.add(cursor);
    },
    keepScroll: (top) => {
      scrollTop.current = top;
      remember(entry.current, { anchor: place.anchor, scrollTop: top });
    },
    restart: () => setHeld({ selectionKey, place: { anchor: undefined, scrollTop: 0, isReturn: false } }),
  };
}

function placeOf(after: string | undefined): ListPlace {
  const known = left.get(historyKey());
  return known ? { ...known, isReturn: true } : { anchor: after, scrollTop: 0, isReturn: false };
}

function remember(entry: string, place: { anchor: string | undefined; scrollTop: number }): void {
  left.delete(entry);
  left.set(entry, place);
  const [oldest] = left.keys();
  if (left.size > mostKept && oldest !== undefined) left.delete(oldest);
}

/** Names the entry of the browser's history that one is at. */
function historyKey(): string {
  const state = window.history.state as { __TSR_key?: string } | null;
  return state?.__TSR_key ?? '';
}
