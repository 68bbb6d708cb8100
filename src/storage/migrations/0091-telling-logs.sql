-- Few logs say something: they warn, block or fail. Indexes of these alone cost the others nothing; how they are used is told in
-- src/execution-logs/find-page.ts and log-conditions.ts.

-- By execution time: among all logs they are too few to be met in order, and together too many to be sorted.
create index execution_log_telling_execution_time_ms_idx on execution_log (execution_time_ms)
  where outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null;
create index execution_log_outcome_execution_time_ms_idx on execution_log (outcome, execution_time_ms)
  where outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null;
create index execution_log_uncommitted_execution_time_ms_idx on execution_log (execution_time_ms) where not committed;

-- What has less than three letters in a row is no trigram: a word of two in Chinese or Japanese, for example.
create function message_grams(message text) returns text[]
  language sql immutable strict parallel safe
  return (
    select array_agg(distinct gram)
    from (
      select letter, letter || lead(letter) over (order by n) as pair
      from unnest(string_to_array(lower(message), null)) with ordinality as letters (letter, n)
    ) letters, unnest(array[letter, pair]) as gram
    where gram is not null
  );
create index execution_log_message_grams_idx on execution_log using gin (message_grams(validation_message))
  where validation_message is not null;
