-- The revision of access also tells of who is no longer who they were: of people who were changed, tokens that were revoked and
-- sessions that ended before their time. A node that found somebody a moment ago needs to read nothing else to trust that; what ends at
-- its time, the node knows when. See src/people/find-person.ts.
create constraint trigger access_has_changed after delete or update of name, email, is_active on app_user
  deferrable initially deferred for each row execute function access_has_changed();

create constraint trigger access_has_changed
  after delete or update of name, person_id, token_hash, expires_at, scope on api_token
  deferrable initially deferred for each row execute function access_has_changed();

create constraint trigger access_has_changed after update of person_id on login
  deferrable initially deferred for each row execute function access_has_changed();

create constraint trigger access_has_changed after delete on login_session
  deferrable initially deferred for each row execute function access_has_changed();

create constraint trigger access_has_changed_by_update after update on login_session
  deferrable initially deferred for each row
  when (new.token <> old.token or new.login_id <> old.login_id or new.expires_at < old.expires_at)
  execute function access_has_changed();
