// The retention in force, for who shows and changes it while Interlock runs. It is kept in the database, where every query
// that reads or deletes logs looks (retention.ts): a change holds on every node with the next query.

import { sql } from 'kysely';
import { auditFor } from '../people/author.ts';
import { BadInputError } from '../records/errors.ts';
import type { RequestScope } from '../records/guard.ts';
import type { Queryable } from '../storage/tables.ts';
import { inTransaction } from '../storage/transaction.ts';
import { changeRetention, countLoss } from './change-retention.ts';
import { keptFor } from './retention.ts';

export interface Retention {
  /** Whether RETENTION_DAYS is set in the environment, so that it can't be changed here. */
  readonly isFixed: boolean;
  /** As the database knew it at most a second ago. */
  days(): Promise<number>;
  /** Logs created at this moment or before can't be read any more; by the database's clock. */
  expiredBefore(): Promise<Date>;
  /** How many logs a retention of so many days would delete at once. @throws BadInputError */
  countLoss(days: number): Promise<number>;
  /**
   * Keeps logs so long from now on; what is older is gone with the next query, and its rows with the housekeeping that
   * follows. @throws BadInputError when logs would go and `confirmedDays` does not repeat `days`
   */
  change(input: { days: number; confirmedDays?: number | null }, request: RequestScope): Promise<void>;
}

export interface RetentionOptions {
  db: Queryable;
  isFixed: boolean;
  /** In force until something was noted. */
  defaultDays: number;
  onShortened: () => void;
}

const maxAgeMs = 1_000;
const longestDays = 3650;

export function createRetention({ db, isFixed, defaultDays, onShortened }: RetentionOptions): Retention {
  let known: { at: number; days: Promise<number> } | undefined;
  const read = async (queryable: Queryable) => (await findRetentionDays(queryable)) ?? defaultDays;

  return {
    isFixed,
    days() {
      if (!known || performance.now() - known.at > maxAgeMs) known = { at: performance.now(), days: read(db) };
      known.days.catch(() => {
        known = undefined;
      });
      return known.days;
    },
    async expiredBefore() {
      const { rows } = await sql<{ moment: Date }>`select now() - ${keptFor(defaultDays)} as moment`.execute(db);
      return rows[0]!.moment;
    },
    async countLoss(days) {
      requireDays(days);
      return countLoss(db, days, await read(db));
    },
    async change({ days, confirmedDays }, request) {
      requireDays(days);
      if (isFixed)
        throw new BadInputError('The retention is set by RETENTION_DAYS in the environment: change it there.');
      const before = await inTransaction(db, async (tx) => {
        const old = await read(tx);
        if (old === days) return old;
        const loss = confirmedDays === days ? 0 : await countLoss(tx, days, old);
        if (loss > 0) {
          throw new BadInputError(
            `With ${days} days instead of ${old}, ${loss.toLocaleString('en')} execution log${loss === 1 ? '' : 's'} would be deleted for good: confirm it with confirmedDays: ${days}.`,
          );
        }
        await changeRetention(tx, { retentionDays: days, confirmedDays: days });
        await auditFor(tx, request, {
          kind: 'SETTING_CHANGED',
          subject: { type: 'Setting', id: 'RETENTION_DAYS', title: 'RETENTION_DAYS' },
          details: { changes: { value: { old: String(old), new: String(days) } } },
        });
        return old;
      });
      known = undefined;
      if (days < before) onShortened();
    },
  };
}

/** Undefined until a start has noted it. */
export async function findRetentionDays(db: Queryable): Promise<number | undefined> {
  const row = await db.selectFrom('organization').select('log_retention_days').executeTakeFirst();
  return row?.log_retention_days ?? undefined;
}

function requireDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > longestDays)
    throw new BadInputError(`days is ${days}; it must be a whole number from 1 to ${longestDays}.`);
}
