import { useMemo } from 'react';
import { usePreference } from '../api/use-preference.ts';
import { showFailureOf } from '../components/toasts.tsx';
import { type ColumnPreferences, readColumnPreferences, visibleColumns } from './column-preferences.ts';
import { type LogColumn, logColumn } from './log-columns.tsx';

export interface Columns {
  preferences: ColumnPreferences;
  /** Those that are drawn. */
  visible: LogColumn[];
  change: (some: ColumnPreferences) => void;
  reset: () => void;
}

/** The signed-in person's columns, as many of them as there is room for, in pixels. */
export function useColumns(room: number): Columns {
  const [kept, keep] = usePreference('logColumns', sayNotKept);
  const preferences = useMemo(() => readColumnPreferences(kept), [kept]);
  const visible = useMemo(() => {
    const ids = visibleColumns(preferences, (id) => logColumn(id, preferences).width, room);
    return ids.map((id) => logColumn(id, preferences));
  }, [preferences, room]);
  return {
    preferences,
    visible,
    change: (some) => keep({ ...preferences, ...some }),
    reset: () => keep(null),
  };
}

function sayNotKept(error: unknown): void {
  showFailureOf('The columns could not be kept', error);
}
