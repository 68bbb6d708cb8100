// A JSON value as the rows of a tree: only what is open makes rows, so that megabytes cost what is looked at.

export type JsonPath = readonly (string | number)[];

export interface JsonRow {
  path: JsonPath;
  value: unknown;
  /** How many it holds; undefined for a value that holds nothing. */
  size: number | undefined;
  isOpen: boolean;
}

/** Which branches are open: those near the root while they are short, unless it was said otherwise. */
export interface OpenBranches {
  readonly said: ReadonlyMap<string, boolean>;
}

const openDepth = 4;
const openSize = 50;

/** Names a path, for maps and sets. */
export function pathKey(path: JsonPath): string {
  return JSON.stringify(path);
}

/** Opens or closes a branch. */
export function toggleBranch(branches: OpenBranches, path: JsonPath, open: boolean): OpenBranches {
  return { said: new Map(branches.said).set(pathKey(path), open) };
}

/** Opens all that a path goes through, so that it can be seen. */
export function revealPath(branches: OpenBranches, path: JsonPath): OpenBranches {
  const said = new Map(branches.said);
  for (let length = 0; length < path.length; length++) said.set(pathKey(path.slice(0, length)), true);
  return { said };
}

/** The rows of what is open, from the root on. */
export function jsonRows(root: unknown, branches: OpenBranches): JsonRow[] {
  const rows: JsonRow[] = [];
  const add = (path: JsonPath, value: unknown) => {
    const children = childrenOf(value);
    const open = children !== undefined && isOpen(branches, path, children.length);
    rows.push({ path, value, size: children?.length, isOpen: open });
    if (open) for (const [key, child] of children) add([...path, key], child);
  };
  add([], root);
  return rows;
}

/** Where a text is in a name or a value, in any case, in the order of the rows; no more than `limit`. */
export function findInJson(root: unknown, text: string, limit: number): JsonPath[] {
  const wanted = text.toLowerCase();
  const found: JsonPath[] = [];
  const look = (path: JsonPath, value: unknown) => {
    if (found.length >= limit) return;
    const name = path.at(-1);
    const children = childrenOf(value);
    const isNamed = typeof name === 'string' && name.toLowerCase().includes(wanted);
    if (isNamed || (!children && String(value).toLowerCase().includes(wanted))) found.push(path);
    for (const [key, child] of children ?? []) look([...path, key], child);
  };
  if (wanted) look([], root);
  return found;
}

/** The path as the action's code says it: `context['part']['attributes'][0]`. */
export function pythonPath(path: JsonPath): string {
  return `context${path.map((key) => `[${typeof key === 'number' ? key : pythonString(key)}]`).join('')}`;
}

function pythonString(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}

function isOpen({ said }: OpenBranches, path: JsonPath, size: number): boolean {
  return said.get(pathKey(path)) ?? (path.length < openDepth && size <= openSize);
}

function childrenOf(value: unknown): [string | number, unknown][] | undefined {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}
