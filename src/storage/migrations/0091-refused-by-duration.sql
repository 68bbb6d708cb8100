-- The longest of the logs that are not ALLOWED: among all logs they are too few to be met in order, and together too many to be
-- sorted. Few as they are, their index costs a hundredth of the others; see walkByDuration in src/execution-logs/find-page.ts.
create index execution_log_refused_execution_time_ms_idx on execution_log (execution_time_ms) where outcome <> 'ALLOWED';
