-- What an API token is limited to; null for all that its owner may do.
alter table api_token add column scope jsonb;

-- Links that an administrator makes for a person to choose a password: an invitation, or after a forgotten one.
-- A person has one at most, and it works once.
create table sign_in_link (
  person_id integer not null,
  token_hash bytea not null,
  created_by_id integer,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  constraint sign_in_link_pkey primary key (person_id),
  constraint sign_in_link_token_hash_key unique (token_hash),
  constraint sign_in_link_person_id_fkey foreign key (person_id) references app_user (id) on delete cascade,
  constraint sign_in_link_created_by_id_fkey foreign key (created_by_id) references app_user (id) on delete set null
);

-- Who is deactivated is signed out everywhere, and a link made for them is void.
create function sign_in_ends_with_activity() returns trigger language plpgsql as $$
begin
  delete from login_session using login where login.id = login_session.login_id and login.person_id = new.id;
  delete from sign_in_link where person_id = new.id;
  return null;
end $$;

create trigger sign_in_ends_with_activity after update of is_active on app_user
  for each row when (old.is_active and not new.is_active) execute function sign_in_ends_with_activity();

-- Who did what to actions, people and settings. Names are kept as they were: it refers to nothing that can be deleted.
create table audit_event (
  id bigint generated always as identity,
  at timestamptz(3) not null default clock_timestamp(),
  kind text not null,
  person_id integer,
  person_name text,
  person_email text,
  via_token text,
  request_id uuid,
  subject_type text,
  subject_id text,
  subject_title text,
  details jsonb not null default '{}',
  constraint audit_event_pkey primary key (id)
);

create index audit_event_at_idx on audit_event (at);
create index audit_event_person_id_idx on audit_event (person_id, id);
create index audit_event_kind_idx on audit_event (kind, id);

create function audit_event_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is never changed: % was refused', tg_op;
end $$;

create trigger audit_event_stays before update or delete or truncate on audit_event
  for each statement execute function audit_event_stays();
