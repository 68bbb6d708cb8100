-- The retention that logs were last kept by: a start with a shorter one deletes logs for good, and has to be confirmed.
alter table organization add column log_retention_days integer;
