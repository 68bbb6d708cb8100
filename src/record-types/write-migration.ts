/**
 * `npm run migrations -- NAME`: writes the next migration from the difference between the declared record types and the
 * committed snapshot of their tables, and renews the snapshot. Writes nothing when they agree.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factoryPack } from './factory-pack.ts';
import { migrationSql } from './migration.ts';
import { type TableSpec, tablesOf } from './tables.ts';

/** Path below `src/` of the tables as of the newest migration. */
export const snapshotPath = 'record-types/record-tables.json';

/** @returns the path of the new migration, or undefined when there is nothing to write. */
export function writeMigration(sourceDir: string, name: string): string | undefined {
  const snapshotFile = join(sourceDir, snapshotPath);
  const before = JSON.parse(readFileSync(snapshotFile, 'utf8')) as TableSpec[];
  const after = tablesOf(factoryPack);
  const sql = migrationSql(before, after);
  if (sql === '') return undefined;

  const directory = join(sourceDir, 'storage/migrations');
  const file = join(directory, `${nextNumber(readdirSync(directory))}-${name}.sql`);
  writeFileSync(file, `-- Tables of the record types, as written by \`npm run migrations\`.\n\n${sql}\n`);
  writeFileSync(snapshotFile, `${JSON.stringify(after, null, 1)}\n`);
  return file;
}

function nextNumber(files: readonly string[]): string {
  const numbers = files.map((file) => Number.parseInt(file, 10)).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0');
}
