-- What the web app remembers for a person: which columns of a list, for example. The app alone knows what a value means.
create table preference (
  person_id integer not null references app_user (id) on delete cascade,
  key text not null,
  value jsonb not null,
  updated_at timestamptz(3) not null default now(),
  primary key (person_id, key)
);
