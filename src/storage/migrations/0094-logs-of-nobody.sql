-- Logs of nobody are few or none, and the index of what is asked for by equality can't tell what is null.
create index execution_log_nobody_execution_time_ms_idx on execution_log (execution_time_ms) where triggered_by_id is null;
