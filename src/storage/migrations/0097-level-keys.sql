-- What is asked for most of a log, each together with the level of its execution time: one key for "of this target, and of level
-- 31", another for "by this person, and of level 31". Days that are over are indexed by these keys; see
-- src/execution-logs/closed-days.ts. Keys are hashes, so what is found by them is to be compared as well.
create function execution_log_level_key(value text, level integer) returns integer
  language sql immutable strict parallel safe
  return hashtext(value || ' ' || level);

create function execution_log_level_keys(
  target text, event text, outcome text, action_ids integer[], person_id integer, level integer
) returns integer[]
  language sql immutable parallel safe
  return array(
    select execution_log_level_key(value, level)
    from unnest(array['target ' || target, 'event ' || event, 'outcome ' || outcome, 'person ' || person_id]
      || array(select 'action ' || id from unnest(action_ids) id)) value
    where value is not null
  );

-- Of the index that these replace: each key was a list of all levels, and each list was read to its end.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
    where schemaname = current_schema() and indexname ~ '^execution_log_\d{8}_levels_idx$'
  loop
    execute format('drop index %I', old);
  end loop;
end $$;
