-- Who guesses passwords, links or tokens is slowed down, by all nodes together. Lost in a crash, which is no harm; and no WAL.
create unlogged table failed_attempt (
  -- A hash: what somebody typed is not kept.
  key text primary key,
  failures int not null,
  -- Counting begins anew then.
  ends_at timestamptz not null
);

create index failed_attempt_ends_at_idx on failed_attempt (ends_at);
