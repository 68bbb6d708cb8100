-- The pairs of letters of a message, each together with the level of the log's execution time: `se|31`. Days that are over have an index
-- of these; see src/execution-logs/closed-days.ts. A part of the message has a part of its keys, so it finds the message. Not strict: what
-- asks for keys would else be known to ask for messages, and PostgreSQL, where they are few, take another index of these, and make
-- the keys of every one of them for each level.
create function execution_log_message_keys(message text, level integer) returns text[]
  language plpgsql immutable parallel safe
as $$
declare
  behind text := '|' || level;
  previous text;
  letter text;
  keys text[] := '{}';
  n integer := 0;
begin
  foreach letter in array string_to_array(lower(coalesce(message, '')), null) loop
    if previous is not null then
      n := n + 1;
      keys[n] := previous || letter || behind;
    end if;
    previous := letter;
  end loop;
  return keys;
end
$$;
