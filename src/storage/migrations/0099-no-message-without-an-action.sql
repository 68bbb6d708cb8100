-- A message is raised by an action, and an action that raises has one: its title, if nothing else. So lists of logs without a message
-- may ask for those without such an action, which an index of days that are over tells; see src/execution-logs/closed-days.ts. Not
-- looked through for what is there already: it was written by the same rule.
alter table execution_log add constraint execution_log_message_of_an_action_check
  check ((validation_message is null) = (raised_action_id is null)) not valid;
