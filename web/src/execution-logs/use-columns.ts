import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import { useCurrentPerson } from '../api/current-person.ts';
import { type ColumnPreferences, parseColumnPreferences, visibleColumns } from './column-preferences.ts';
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
  const person = useCurrentPerson();
  const [preferences, setPreferences] = useLocalStorage<ColumnPreferences>({
    key: `interlock-log-columns-${person?.id ?? 'nobody'}`,
    defaultValue: {},
    getInitialValueInEffect: false,
    deserialize: parseColumnPreferences,
  });
  const visible = useMemo(() => {
    const ids = visibleColumns(preferences, (id) => logColumn(id, preferences).width, room);
    return ids.map((id) => logColumn(id, preferences));
  }, [preferences, room]);
  return {
    preferences,
    visible,
    change: (some) => setPreferences((all) => ({ ...all, ...some })),
    reset: () => setPreferences({}),
  };
}
