// The rows of the static tables, as Kysely sees them: one interface a table, columns as in SQL.
// Record tables are made from the record types and so have no entry here: reach them with sql.table() and sql.ref().

import type { ColumnType, Generated, GeneratedAlways, Kysely } from 'kysely';

export interface SchemaMigrationTable {
  name: string;
  sha256: string;
  applied_at: Generated<Date>;
}

export interface OrganizationTable {
  id: Generated<number>;
  name: Generated<string>;
  rules_enabled: Generated<boolean>;
  rules_error_state: Generated<'ALLOW' | 'BLOCK'>;
  rules_error_state_message: string | null;
  actions_revision: Generated<number>;
  log_retention_days: number | null;
}

interface ActionContent {
  title: string;
  target: string;
  event: 'CREATE' | 'UPDATE' | 'DELETE';
  error_state: 'ALLOW' | 'BLOCK';
  context: string;
  code: string;
  version: number;
}

export interface ActionTable extends ActionContent {
  id: Generated<number>;
  etag: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  created_by_id: number | null;
  updated_by_id: number | null;
  rule_type: Generated<'VALIDATION'>;
  enabled: boolean;
  deleted_at: Date | null;
}

export interface ActionVersionTable extends ActionContent {
  id: Generated<number>;
  action_id: number;
  created_at: Generated<Date>;
  created_by_id: number | null;
}

export interface ExecutionLogTable {
  id: string;
  created_at: Date;
  event: 'CREATE' | 'UPDATE' | 'DELETE';
  target: string;
  target_record_id: number;
  outcome: 'ALLOWED' | 'WARNED' | 'BLOCKED' | 'FAILED';
  committed: boolean;
  validation_message: string | null;
  raised_action_id: number | null;
  raised_action_title: string | null;
  executed_action_ids: number[];
  execution_time_ms: number;
  request_id: string;
  client_request_id: string | null;
  triggered_by_id: number | null;
  triggered_by_name: string | null;
  triggered_by_email: string | null;
  via_token: string | null;
  python_version: string;
}

export interface ExecutionLogBodyTable {
  id: string;
  created_at: Date;
  body: Buffer;
}

/** What was counted of a day beforehand; see execution-logs/action-days.ts. */
export interface LogDayTable {
  day: string;
  counted_until: Date;
  logs: number;
}

export interface HousekeepingReceiptTable {
  id: GeneratedAlways<number>;
  started_at: Date;
  duration_ms: number;
  deleted_before: Date;
  logs_deleted: number;
  bodies_deleted: number;
  partitions_dropped: string[];
  bytes_freed: number;
  actions_purged: number;
  failures: Generated<string[]>;
}

export interface LogViewTable {
  id: Generated<number>;
  name: string;
  owner_id: number;
  shared: boolean;
  query: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface PreferenceTable {
  person_id: number;
  key: string;
  value: ColumnType<unknown, string, string>;
  updated_at: Generated<Date>;
}

export interface Tables {
  action: ActionTable;
  action_version: ActionVersionTable;
  execution_log: ExecutionLogTable;
  execution_log_body: ExecutionLogBodyTable;
  housekeeping_receipt: HousekeepingReceiptTable;
  log_day: LogDayTable;
  log_view: LogViewTable;
  organization: OrganizationTable;
  preference: PreferenceTable;
  schema_migration: SchemaMigrationTable;
}

/** A database or a transaction: whatever can run queries. */
export type Queryable = Kysely<Tables>;
