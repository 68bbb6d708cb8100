-- The head of a log is what lists show and searches match; its body holds contexts and outputs. Both lie in one
-- partition a day (execution_log_20261123), made ahead and dropped whole when the retention is over.
create table execution_log (
  id uuid not null,
  created_at timestamptz(3) not null,
  event text not null,
  target text not null,
  target_record_id integer not null,
  outcome text not null,
  committed boolean not null,
  validation_message text,
  raised_action_id integer,
  raised_action_title text,
  executed_action_ids integer[] not null,
  execution_time_ms double precision not null,
  request_id uuid not null,
  client_request_id text,
  triggered_by_id integer,
  triggered_by_name text,
  triggered_by_email text,
  via_token text,
  python_version text not null,
  constraint execution_log_pkey primary key (created_at, id)
) partition by range (created_at);

create index execution_log_target_record_id_idx on execution_log (target_record_id, created_at, id);
create index execution_log_target_idx on execution_log (target, event, created_at, id);
create index execution_log_outcome_idx on execution_log (outcome, created_at, id);
create index execution_log_request_id_idx on execution_log (request_id);
create index execution_log_raised_action_id_idx on execution_log (raised_action_id, created_at, id) where raised_action_id is not null;
create index execution_log_triggered_by_id_idx on execution_log (triggered_by_id, created_at, id);
create index execution_log_execution_time_ms_idx on execution_log (execution_time_ms, id);
create index execution_log_executed_action_ids_idx on execution_log using gin (executed_action_ids);
create index execution_log_validation_message_idx on execution_log using gin (validation_message gin_trgm_ops);

create table execution_log_body (
  id uuid not null,
  created_at timestamptz(3) not null,
  -- JSON, deflated: see src/execution-logs/body.ts.
  body bytea not null,
  constraint execution_log_body_pkey primary key (created_at, id)
) partition by range (created_at);

alter table execution_log_body alter column body set storage external;

-- What each housekeeping run removed.
create table housekeeping_receipt (
  id bigint generated always as identity primary key,
  started_at timestamptz(3) not null,
  duration_ms integer not null,
  deleted_before timestamptz(3) not null,
  logs_deleted bigint not null,
  partitions_dropped text[] not null,
  bytes_freed bigint not null
);
