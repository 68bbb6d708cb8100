-- The pairs of letters of a message, each together with the level of the log's execution time: `se|31`. Days that are over have an index
-- of these; see src/execution-logs/closed-days.ts. A part of the message has a part of its keys, so it finds the message.
create function execution_log_message_keys(message text, level integer) returns text[]
  language plpgsql immutable strict parallel safe
as $$
declare
  lowered text := lower(message);
  keys text[] := '{}';
begin
  for n in 1 .. length(lowered) - 1 loop
    keys[n] := substr(lowered, n, 2) || '|' || level;
  end loop;
  return keys;
end
$$;
