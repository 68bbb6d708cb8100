// The rows of the static tables, as Kysely sees them: one interface a table, columns as in SQL.
// Record tables are made from the record types and so have no entry here: reach them with sql.table() and sql.ref().

import type { Generated, Kysely } from 'kysely';

export interface SchemaMigrationTable {
  name: string;
  sha256: string;
  applied_at: Generated<Date>;
}

export interface Tables {
  schema_migration: SchemaMigrationTable;
}

/** A database or a transaction: whatever can run queries. */
export type Queryable = Kysely<Tables>;
