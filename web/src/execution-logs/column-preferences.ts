// Which columns a person sees, in which order and how wide; kept on the server. Only what differs from the defaults is kept,
// so that a default that changes, or a new column, reaches everybody.

export const columnIds = [
  'createdAt',
  'outcome',
  'event',
  'target',
  'targetRecordId',
  'message',
  'raisedAction',
  'executedActionIds',
  'executionTimeMs',
  'triggeredBy',
  'requestId',
] as const;

export type ColumnId = (typeof columnIds)[number];

export interface ColumnPreferences {
  order?: ColumnId[];
  /** Pixels. */
  widths?: Partial<Record<ColumnId, number>>;
  /** Chosen to be shown or hidden; one that is not named is shown while there is room for it. */
  shown?: Partial<Record<ColumnId, boolean>>;
}

/** What leaves first when there is no room, unless it was chosen. */
const leavesFirst: readonly ColumnId[] = ['requestId', 'triggeredBy', 'raisedAction', 'executedActionIds', 'event'];

export const narrowest = 48;
export const widest = 900;

/** Reads what was kept, leaving out what is not (any more) a column or a width. */
export function readColumnPreferences(value: unknown): ColumnPreferences {
  if (typeof value !== 'object' || value === null) return {};
  const { order, widths, shown } = value as Record<string, unknown>;
  return {
    ...(Array.isArray(order) && { order: order.filter(isColumnId) }),
    widths: pick(
      widths,
      (width): width is number => typeof width === 'number' && width >= narrowest && width <= widest,
    ),
    shown: pick(shown, (is): is is boolean => typeof is === 'boolean'),
  };
}

/** Every column in the person's order; one that the order does not name stands where it does by default. */
export function orderColumns({ order = [] }: ColumnPreferences): ColumnId[] {
  const known = [...new Set(order)];
  for (const [at, id] of columnIds.entries()) {
    if (known.includes(id)) continue;
    const before = columnIds.slice(0, at).findLast((other) => known.includes(other));
    known.splice(before === undefined ? 0 : known.indexOf(before) + 1, 0, id);
  }
  return known;
}

/** The columns to draw: those chosen, and of the others those there is room for. */
export function visibleColumns(
  preferences: ColumnPreferences,
  widthOf: (id: ColumnId) => number,
  room: number,
): ColumnId[] {
  const { shown = {} } = preferences;
  const visible = new Set(orderColumns(preferences).filter((id) => shown[id] !== false));
  const total = () => [...visible].reduce((sum, id) => sum + widthOf(id), 0);
  for (const id of leavesFirst) {
    if (total() <= room) break;
    if (shown[id] === undefined) visible.delete(id);
  }
  return [...visible];
}

/** The order with a column put before another, or last. */
export function moveColumn(preferences: ColumnPreferences, id: ColumnId, before: ColumnId | undefined): ColumnId[] {
  if (id === before) return orderColumns(preferences);
  const others = orderColumns(preferences).filter((other) => other !== id);
  others.splice(before === undefined ? others.length : others.indexOf(before), 0, id);
  return others;
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

function pick<Value>(
  value: unknown,
  isRight: (item: unknown) => item is Value,
): Partial<Record<ColumnId, Value>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(([id, item]) => isColumnId(id) && isRight(item));
  return entries.length ? (Object.fromEntries(entries) as Partial<Record<ColumnId, Value>>) : undefined;
}

function isColumnId(id: unknown): id is ColumnId {
  return columnIds.includes(id as ColumnId);
}
