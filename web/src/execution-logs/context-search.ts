/** A value to be found in what the actions of a log saw. */
export interface ContextSearch {
  /** Names with dots between them, as `issue.status`. */
  path: string;
  value: string;
}

/** Reads `issue.status = PENDING`; undefined when it is not of that form. */
export function parseContextSearch(text: string | undefined): ContextSearch | undefined {
  const [, path, value] = /^\s*([^=]*[^=\s])\s*=\s*(.*\S)\s*$/.exec(text ?? '') ?? [];
  return path === undefined || value === undefined ? undefined : { path, value };
}

/** The one way it is written in an address. */
export function formatContextSearch({ path, value }: ContextSearch): string {
  return `${path} = ${value}`;
}
