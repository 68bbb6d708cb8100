-- What PostgreSQL makes ready for each log it writes, used or not: a fifth of that was for indexes that take no part of most logs, and
-- another for a check.

-- Logs out of the ordinary are few, and a day that is not over is one of thirty: there, one index by execution time serves for whichever
-- of these conditions. Days that are over get one for each; see src/execution-logs/closed-days.ts.
drop index execution_log_telling_execution_time_ms_idx;
drop index execution_log_outcome_execution_time_ms_idx;
drop index execution_log_uncommitted_execution_time_ms_idx;
drop index execution_log_nobody_execution_time_ms_idx;
drop index execution_log_message_beginning_idx;
create index execution_log_extraordinary_execution_time_ms_idx on execution_log (execution_time_ms)
  where outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null or not committed
    or triggered_by_id is null;

-- That a message is never without the action that raised it is looked at by what writes logs (write-log.ts).
alter table execution_log drop constraint execution_log_message_of_an_action_check;

-- The covering indexes of days that are over tell whether a change was committed, too: housekeeping makes them anew.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
    where schemaname = current_schema() and indexname ~ '^execution_log_\d{8}_(covering|messages|long_messages)_idx$'
  loop
    execute format('drop index %I', old);
  end loop;
end
$$;
