// The URL holds the state of a page in plain, readable search parameters: ?outcome=BLOCKED&outcome=FAILED&search=34.
// A repeated name is a list. Nothing is JSON, and every value is a string until a page's own parser types it.

export type RawSearch = Record<string, string | string[] | undefined>;

export function parseSearch(search: string): RawSearch {
  const result: RawSearch = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const seen = result[name];
    if (seen === undefined) result[name] = value;
    else result[name] = [...(Array.isArray(seen) ? seen : [seen]), value];
  }
  return result;
}

/** Leaves out undefined, empty strings, empty lists and false. Starts with `?` unless nothing is left. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '' && item !== false) params.append(name, String(item));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The parameter as one string, the first when it is repeated, undefined when it is absent. */
export function readText(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === null || first === '' ? undefined : String(first);
}

export function readList(search: Record<string, unknown>, name: string): string[] {
  const value = search[name];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String).filter((item) => item !== '');
}

/** The parameter when it is one of `allowed`. */
export function readChoice<Choice extends string>(
  search: Record<string, unknown>,
  name: string,
  allowed: readonly Choice[],
): Choice | undefined {
  const value = readText(search, name);
  return allowed.find((choice) => choice === value);
}
