export interface FieldChange {
  /** As the record type declares it: `mustCloseByRunStepId`. */
  field: string;
  old: unknown;
  new: unknown;
}

/**
 * What an action's context says that changed, field by field. Tables and fields of several words are in it in two
 * spellings, of which one is told. Undefined when the context has no changes, as when the reader may not see it.
 */
export function readLoggedChanges(context: unknown): FieldChange[] | undefined {
  if (!isObject(context) || !isObject(context.changes)) return undefined;
  return inOneSpelling(context.changes).flatMap(([, fields]) =>
    inOneSpelling(fields).map(([field, change]) => {
      const { old = null, new: now = null } = isObject(change) ? change : {};
      return { field, old, new: now };
    }),
  );
}

/** `part_inventories` is left out where there is `partInventories`. */
function inOneSpelling(value: unknown): [string, unknown][] {
  if (!isObject(value)) return [];
  const toCamel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return Object.entries(value).filter(([name]) => toCamel(name) === name || !(toCamel(name) in value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
