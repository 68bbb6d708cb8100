import type { RecordRow } from '../record-types/record-type.ts';
import { LimitExceededError } from '../records/errors.ts';

export interface RowBudgetLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
}

/** Bounds what one query may read, so that one over everything fails early instead of filling memory. */
export interface RowBudget {
  /** @param what names the list or field in the error. @throws LimitExceededError */
  spend(rows: readonly RecordRow[], what: string): void;
  /** Counts bytes of something else; whoever reads such asks `requireBytes` before. */
  countBytes(bytes: number): void;
  /** @param what names what is read next in the error. @throws LimitExceededError once more than may be was read */
  requireBytes(what: string): void;
  /** How many more rows a query needs to ask for at most: one more than may be read. */
  remaining(): number;
}

/** @param what reads, as the error calls it: `query`, `context`. */
export function createRowBudget(reader: string, { maxRows, maxBytes }: RowBudgetLimits): RowBudget {
  let rowCount = 0;
  let bytes = 0;
  const countBytes = (more: number) => {
    bytes += more;
  };
  const requireBytes = (what: string) => {
    if (bytes <= maxBytes) return;
    const limit = Math.round(maxBytes / 1024 / 1024);
    throw new LimitExceededError(`The ${reader} reads more than ${limit} MB of ${what}: filter, or ask for fewer.`);
  };
  return {
    spend(rows, what) {
      rowCount += rows.length;
      if (rowCount > maxRows) {
        throw new LimitExceededError(
          `The ${reader} reads more than ${maxRows} records (at ${what}): filter or ask for fewer with first.`,
        );
      }
      countBytes(rows.reduce((sum, row) => sum + approximateBytes(row), 0));
      requireBytes(`records (at ${what})`);
    },
    countBytes,
    requireBytes,
    remaining: () => Math.max(0, maxRows - rowCount) + 1,
  };
}

function approximateBytes(row: RecordRow): number {
  let bytes = 0;
  for (const value of Object.values(row)) {
    if (typeof value === 'string') bytes += value.length;
    else if (typeof value === 'object' && value !== null && !(value instanceof Date))
      bytes += JSON.stringify(value).length;
    else bytes += 8;
  }
  return bytes;
}
