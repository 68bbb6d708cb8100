-- What a housekeeping run could not do, as sentences; empty when all was done.
alter table housekeeping_receipt add column failures text[] not null default '{}';
