// The commands that write the database to a file and fill another one from it. What they tell goes to stderr, as stdout may
// be the backup.

import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ConfigError, readConfig } from '../config.ts';
import { openLocation } from '../open-location.ts';
import { writeBackup } from '../storage/backup.ts';
import { findDamage } from '../storage/damage.ts';
import type { DatabaseLocation } from '../storage/database.ts';
import { restoreBackup } from '../storage/restore.ts';
import { StorageError } from '../storage/storage-error.ts';

export async function backup(file: string, { withoutLogs }: { withoutLogs: boolean }): Promise<void> {
  const options = { withLogs: !withoutLogs };
  await tell(() =>
    useDatabase('refuse', async (location) => {
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
    }),
  );
}

export async function restore(file: string): Promise<void> {
  await tell(async () => {
    const input = await openInput(file);
    return useDatabase('make', async (location) => `Restored ${describe(await restoreBackup(location, input))}`);
  });
}

/** Opened before a database is made, which nobody wants for a file that is not there. */
async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  const input = createReadStream(file);
  await once(input, 'open');
  return input;
}

function describe({ rows, tables }: { rows: number; tables: number }): string {
  return `${rows.toLocaleString('en')} rows of ${tables} tables`;
}

/** Says what the command did, or what keeps it from doing it, and ends. */
async function tell(command: () => Promise<string>): Promise<void> {
  try {
    say(await command());
  } catch (error) {
    if (!(error instanceof StorageError || error instanceof ConfigError || isSystemError(error))) throw error;
    say(error.message);
    process.exitCode = 1;
  }
  // A watchdog or a closed pipe must not keep us.
  process.exit();
}

async function useDatabase(
  whenMissing: 'make' | 'refuse',
  work: (location: DatabaseLocation) => Promise<string>,
): Promise<string> {
  const config = readConfig();
  try {
    const { location, close } = await openLocation(config, { whenMissing, log: { info() {}, warn: say, error: say } });
    return await work(location).finally(close);
  } catch (error) {
    throw findDamage(error, config) ?? error;
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
