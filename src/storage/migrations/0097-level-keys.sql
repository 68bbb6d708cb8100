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

-- The least execution time of a level; null of the lowest, and beyond the highest. The bounds are those of migration 0092, which
-- does not change any more; find-logs.test.ts compares them.
create function execution_time_from(level integer) returns double precision
  language sql immutable strict parallel safe
  return ('{
    0.1, 0.12, 0.15, 0.18, 0.22, 0.27, 0.33, 0.39, 0.47, 0.56, 0.68, 0.82,
    1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2,
    10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82,
    100, 120, 150, 180, 220, 270, 330, 390, 470, 560, 680, 820,
    1000, 1200, 1500, 1800, 2200, 2700, 3300, 3900, 4700, 5600, 6800, 8200,
    10000, 12000, 15000, 18000, 22000, 27000, 33000, 39000, 47000, 56000, 68000, 82000,
    100000}'::double precision[])[level];

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
