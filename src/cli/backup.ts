// The commands that write the database to a file and fill another one from it. What they tell goes to stderr, as stdout may
// be the backup.

import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { ConfigError, readConfig } from '../config.ts';
import { openLocation } from '../open-location.ts';
import { writeBackup } from '../storage/backup.ts';
import type { DatabaseLocation } from '../storage/database.ts';
import { restoreBackup } from '../storage/restore.ts';
import { StorageError } from '../storage/storage-error.ts';

export async function backup(file: string, { withoutLogs }: { withoutLogs: boolean }): Promise<void> {
  await onDatabase(async (location) => {
    const options = { withLogs: !withoutLogs };
    if (file === '-') return `Wrote ${describe(await writeBackup(location, process.stdout, options))}`;
    // A file of this name is always whole.
    const unfinished = `${file}.unfinished`;
    try {
      const summary = await writeBackup(location, createWriteStream(unfinished, { mode: 0o600 }), options);
      renameSync(unfinished, file);
      return `Wrote ${describe(summary)} to ${file}`;
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
}

export async function restore(file: string): Promise<void> {
  await onDatabase(async (location) => {
    const summary = await restoreBackup(location, file === '-' ? process.stdin : createReadStream(file));
    return `Restored ${describe(summary)}`;
  });
}

function describe({ rows, tables }: { rows: number; tables: number }): string {
  return `${rows.toLocaleString('en')} rows of ${tables} tables`;
}

async function onDatabase(work: (location: DatabaseLocation) => Promise<string>): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  try {
    const { location, close } = await openLocation(readConfig(), { info() {}, warn: say, error: say });
    say(await work(location).finally(close));
  } catch (error) {
    if (!(error instanceof StorageError || error instanceof ConfigError || isSystemError(error))) throw error;
    say(error.message);
    process.exitCode = 1;
  }
  // A watchdog or a closed pipe must not keep us.
  process.exit();
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
