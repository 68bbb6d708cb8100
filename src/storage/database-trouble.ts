import { isConnectionLost } from './connection-lost.ts';
import { isDamaged } from './damage.ts';

/** PostgreSQL's `disk_full`. It has undone the statement, and goes on when there is room. */
const DISK_FULL = '53100';

export function isDiskFull(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === DISK_FULL;
}

/** What a person is told when the database itself is in trouble; undefined when it is not. */
export function explainDatabaseTrouble(error: unknown): string | undefined {
  if (isDiskFull(error))
    return 'The database has no room left on its disk. Whoever runs this server has to make room; all goes on by itself then.';
  if (isDamaged(error))
    return "The database is damaged: a part of it can't be read. Whoever runs this server finds in its log which, and has to stop it and restore a backup (interlock restore FILE).";
  return isConnectionLost(error) ? 'The database cannot be reached at the moment. Try again shortly.' : undefined;
}
