-- What a person may do follows from roles, teams and permission groups: nine tables to open for each request. Nodes keep it in memory as
-- long as nothing of it was changed, by whichever node: every request reads here which transaction did so last. See
-- src/people/find-person.ts.
create table access_revision (
  only_one boolean primary key default true check (only_one),
  changed_by xid8 not null
);
insert into access_revision (changed_by) values (pg_current_xact_id());

create function access_has_changed() returns trigger language plpgsql as $$
begin
  update access_revision set changed_by = pg_current_xact_id() where changed_by <> pg_current_xact_id();
  return null;
end
$$;

-- At the end of the transaction, so that none holds the row while it goes on, or waits for another's.
do $$
declare
  changed text;
begin
  foreach changed in array array['role', 'team', 'permission_group', 'user_role', 'user_team', 'role_permission_group'] loop
    execute format('create constraint trigger access_has_changed after insert or update or delete on %I
      deferrable initially deferred for each row execute function access_has_changed()', changed);
  end loop;
end
$$;
