-- Logs are found by the id that the caller gave its request, or any beginning of it. Most callers give none.
create index execution_log_client_request_id_idx on execution_log (client_request_id text_pattern_ops)
  where client_request_id is not null;

-- Messages from one on. An index takes no whole message, which can be long; its beginning is in the same order. In words that only
-- such a search has: for others it would be a list of all messages, which the planner takes for a better one than it is.
create index execution_log_message_beginning_idx on execution_log ((left(validation_message, 100) collate "C"))
  where left(validation_message, 100) is not null;
