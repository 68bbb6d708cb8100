// Which logs are picked, by id. Everything that matches can be picked at once, also what is not loaded.

export interface Picks {
  ids: ReadonlySet<string>;
  /** Everything that matches the search and filters, whatever `ids` says. */
  isEverything: boolean;
  /** Where a range starts. */
  from?: string;
}

export const nothingPicked: Picks = { ids: new Set(), isEverything: false };

/** Picks one more, or one less. */
export function togglePick(picks: Picks, id: string): Picks {
  const ids = new Set(picks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, isEverything: false, from: id };
}

/** Picks all between where the last pick was and this one, both included, besides what is picked. */
export function pickRange(picks: Picks, order: readonly string[], id: string): Picks {
  const to = order.indexOf(id);
  const from = picks.from === undefined ? to : order.indexOf(picks.from);
  if (to < 0 || from < 0) return togglePick(picks, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...picks.ids, ...range]), isEverything: false, from: picks.from ?? id };
}

/** Picks all of these, or none when all were. */
export function togglePickAll(picks: Picks, order: readonly string[]): Picks {
  const all = order.every((id) => picks.ids.has(id));
  return all ? nothingPicked : { ids: new Set([...picks.ids, ...order]), isEverything: false };
}
