-- What is asked for most of a log, each together with the level of its execution time: `target PART|31`, `person 7|31`. Days that are
-- over are indexed by these keys; see src/execution-logs/closed-days.ts. In PL/pgSQL, as a function in SQL takes three to ten times as long here.
create function execution_log_level_keys(
  target text, event text, outcome text, action_ids integer[], person_id integer, level integer
) returns text[]
  language plpgsql immutable parallel safe
as $$
begin
  return string_to_array(
    concat_ws('|' || level || ',',
      'target ' || target, 'event ' || event, 'outcome ' || outcome, 'person ' || person_id,
      'action ' || array_to_string(action_ids, '|' || level || ',action ')) || '|' || level,
    ',');
end
$$;

-- Of the indexes that this one replaces: each key was a list of all levels, and each list was read to its end.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
    where schemaname = current_schema() and indexname ~ '^execution_log_\d{8}_levels_idx$'
  loop
    execute format('drop index %I', old);
  end loop;
end
$$;
