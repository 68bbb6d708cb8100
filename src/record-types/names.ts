/** `mustCloseByRunStepId` → `must_close_by_run_step_id`; also turns `PartInventory` into `part_inventory`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `PartInventory` → `partInventory`. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `partInventory` → `PartInventory`. */
export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** English plural of the names used here: `inventory` → `inventories`, `process` → `processes`, `part` → `parts`. */
export function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}

/** `partSubtypes` → `partSubtype`: the singular that the ids of a list relation are named for. */
export function singularOf(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.replace(/s$/, '');
}

/** `PartInventory` → `Part Inventory`. */
export function titleLabel(name: string): string {
  return upperFirst(name).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

/** `leadTime` → `Lead time`. */
export function sentenceLabel(name: string): string {
  return upperFirst(snakeCase(name).replaceAll('_', ' '));
}

/** Words of enum values that are read letter by letter. */
const initials = /\b(wip|po|capa|ncr)\b/g;

/** `IN_REVIEW` → `In review`, `WIP` → `WIP`. */
export function valueLabel(value: string): string {
  const words = value.toLowerCase().replaceAll('_', ' ');
  return upperFirst(words.replace(initials, (word) => word.toUpperCase()));
}
