-- The covering indexes of logs with a message, on days that are over, have those that were not committed, too: housekeeping makes others, by other
-- names, as a node of the version before may still make these. See src/execution-logs/closed-days.ts.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
    where schemaname = current_schema()
      and indexname ~ '^execution_log_\d{8}_(covering_messages|covering_outcomes|uncovered_messages)_idx$'
  loop
    execute format('drop index %I', old);
  end loop;
end
$$;
