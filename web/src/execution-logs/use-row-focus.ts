import { useNavigate } from '@tanstack/react-router';
import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Scroller } from './log-rows.tsx';
import type { ListPlace } from './use-list-anchor.ts';
import type { LogList } from './use-log-list.ts';

interface RowFocusOptions {
  list: LogList;
  /** Where the list was when it was opened: on a return, the row that keys spoke of gets the focus again. */
  place: ListPlace;
  scroll: RefObject<HTMLElement | null>;
  scroller: RefObject<Scroller | null>;
  /** A dialog over the list has the focus: a row gets it when the dialog is gone. */
  isCovered: boolean;
}

/** Which row keys speak of, and how they move from row to row. */
export function useRowFocus({ list, place, scroll, scroller, isCovered }: RowFocusOptions) {
  const navigate = useNavigate();
  const [currentId, setCurrentId] = useState(place.currentId);
  const wanted = useRef(place.currentId);
  const frame = useRef(0);
  const logs = list.logs ?? [];

  useEffect(() => {
    const id = wanted.current;
    if (id === undefined || isCovered || !list.logs) return;
    wanted.current = undefined;
    // After the frame in which a dialog that had the focus goes. Of several keys in a frame the last one counts: a row
    // passed on the way that got the focus later would be the one that the next key speaks of.
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    });
  });
  /** Gives the focus to a log's row, wherever in the list it is. */
  const to = (id: string) => {
    const index = logs.findIndex((log) => log.id === id);
    if (index < 0) return;
    scroller.current?.toIndex(index);
    wanted.current = id;
    setCurrentId(id);
  };
  const toIndex = (index: number) => {
    const log = logs[Math.max(0, Math.min(logs.length - 1, index))];
    if (log) to(String(log.id));
  };
  return {
    currentId,
    to,
    first: () => toIndex(0),
    step: (by: 1 | -1) => {
      const index = logs.findIndex((log) => log.id === currentId);
      toIndex(index < 0 ? (scroller.current?.firstInSight() ?? 0) : index + by);
    },
    /** Keys speak of this log from now on; the focus stays where it is. */
    set: setCurrentId,
    forget: () => setCurrentId(undefined),
    openPage: (id: string) => void navigate({ to: '/execution-logs/$id', params: { id } }),
    order: () => logs.map((log) => String(log.id)),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const id = event.target.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
      if (id !== undefined) setCurrentId(id);
    },
  };
}
