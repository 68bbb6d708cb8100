-- The head of a log is what lists show and searches match; its body holds contexts and outputs. Both lie in one
-- partition a day (execution_log_20261123), made ahead and dropped whole when the retention is over.
create table execution_log (
  id uuid not null,
  created_at timestamptz(3) not null,
  execution_time_ms double precision not null,
  request_id uuid not null,
  target_record_id integer not null,
  raised_action_id integer,
  triggered_by_id integer,
  committed boolean not null,
  event text not null,
  target text not null,
  outcome text not null,
  validation_message text,
  raised_action_title text,
  executed_action_ids integer[] not null,
  client_request_id text,
  triggered_by_name text,
  triggered_by_email text,
  via_token text,
  python_version text not null,
  constraint execution_log_pkey primary key (created_at, id)
) partition by range (created_at);

-- Whatever is asked for by equality, alone or together: one index, so that a log costs one insert here rather than eight, and
-- any combination is intersected inside it. What it finds is sorted afterwards; see src/execution-logs/find-page.ts.
create index execution_log_facets_idx on execution_log
  using gin (target, event, outcome, committed, target_record_id, executed_action_ids, raised_action_id, triggered_by_id)
  with (fastupdate = on, gin_pending_list_limit = 256);
create index execution_log_request_id_idx on execution_log (request_id);
create index execution_log_execution_time_ms_idx on execution_log (execution_time_ms);
-- Any part of a message, in any case.
create index execution_log_validation_message_idx on execution_log
  using gin (validation_message gin_trgm_ops) where validation_message is not null;

create table execution_log_body (
  id uuid not null,
  created_at timestamptz(3) not null,
  -- See src/execution-logs/body.ts; it is compressed already.
  body bytea not null
) partition by range (created_at);

alter table execution_log_body alter column body set storage external;
-- The head's key guards against a second one; by the id alone, a body is found in fewer bytes.
create index execution_log_body_id_idx on execution_log_body (id);

-- What each housekeeping run removed.
create table housekeeping_receipt (
  id bigint generated always as identity primary key,
  started_at timestamptz(3) not null,
  duration_ms integer not null,
  deleted_before timestamptz(3) not null,
  logs_deleted bigint not null,
  bodies_deleted bigint not null,
  partitions_dropped text[] not null,
  bytes_freed bigint not null,
  actions_purged integer not null
);
