-- Logs out of the ordinary are few, and most questions are about them: what was blocked, what a message says. One index has all that they
-- are asked for by, together: the letters and pairs of letters of the message (a word of two, in Chinese or Japanese, is no trigram), and
-- each value as a key of its own, as `target PART`. So what many of them meet and few together is intersected inside one index, which
-- skips what others lack; two indexes and a bitmap of each took three to ten times as long. See src/execution-logs/extraordinary.ts.
create function execution_log_extraordinary_keys(
  message text, target text, record_id integer, event text, outcome text, committed boolean, raised_action_id integer,
  person_id integer, action_ids integer[]
) returns text[]
  language plpgsql immutable parallel safe
as $$
declare
  letters text[] := string_to_array(lower(coalesce(message, '')), null);
  keys text[] := letters;
  previous text;
  letter text;
begin
  foreach letter in array letters loop
    if previous is not null then
      keys := keys || (previous || letter);
    end if;
    previous := letter;
  end loop;
  return keys || string_to_array(
    concat_ws(',',
      'target ' || target, 'record ' || record_id, 'event ' || event, 'outcome ' || outcome, 'committed ' || committed, 'raised ' || raised_action_id,
      'person ' || coalesce(person_id::text, 'nobody'), 'action ' || array_to_string(action_ids, ',action ')),
    ',');
end
$$;
create index execution_log_extraordinary_keys_idx on execution_log using gin (
  execution_log_extraordinary_keys(
    validation_message, target, target_record_id, event, outcome, committed, raised_action_id, triggered_by_id,
    executed_action_ids)
) with (gin_pending_list_limit = 256)
  where coalesce(outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null or not committed
    or triggered_by_id is null, false);
drop index execution_log_validation_message_idx;
drop index execution_log_message_grams_idx;

-- The covering indexes of days that are over tell which actions ran, too: housekeeping makes others, by other names, as a node of the version
-- before may still make these.
do $$
declare
  old text;
begin
  for old in select indexname from pg_indexes
    where schemaname = current_schema() and indexname ~ '^execution_log_\d{8}_(covering|messages|long_messages|outcomes)_idx$'
  loop
    execute format('drop index %I', old);
  end loop;
end
$$;
