type Preferences = Readonly<Record<string, unknown>>;

/**
 * What was changed here and may be missing in an answer of the server: that may have been asked for before, or may overtake the
 * change. Moments are counted, not measured.
 */
export function createPreferenceChanges() {
  const changes = new Map<string, { personId: string | number; key: string; value: unknown; savedAt?: number }>();
  let now = 0;
  return {
    /** Before the server is asked. */
    begin: () => now,
    note(personId: string | number, key: string, value: unknown): void {
      changes.set(`${personId} ${key}`, { personId, key, value });
    },
    /** The server has this value now, which is not the last when it was changed meanwhile. */
    noteSaved(personId: string | number, key: string, value: unknown): void {
      const change = changes.get(`${personId} ${key}`);
      now += 1;
      if (change && change.value === value) change.savedAt = now;
    },
    /** @param begun what `begin` gave before the server was asked */
    over(personId: string | number, answered: unknown, begun: number): Preferences {
      const missing = [...changes.values()].filter(
        (change) => change.personId === personId && (change.savedAt === undefined || change.savedAt > begun),
      );
      return { ...(answered as Preferences), ...Object.fromEntries(missing.map(({ key, value }) => [key, value])) };
    },
  };
}

export const preferenceChanges = createPreferenceChanges();
