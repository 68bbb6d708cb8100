-- How the actions did on each day, counted once, an hour after it happened, so that the list of actions need not read all logs of a
-- week; see src/execution-logs/action-days.ts.
create table log_day (
  day date primary key,
  -- What was logged later is not counted yet.
  counted_until timestamptz(3) not null,
  logs bigint not null
);
create table action_day (
  day date not null references log_day (day) on delete cascade,
  action_id integer not null,
  runs bigint not null,
  blocks bigint not null,
  failures bigint not null,
  last_run_at timestamptz(3) not null,
  -- How many of the runs were in chains of which level of execution time: two lists side by side, the level rising.
  levels integer[] not null,
  runs_of_level bigint[] not null,
  primary key (day, action_id)
);
