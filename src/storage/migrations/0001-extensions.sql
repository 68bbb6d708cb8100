-- Search by part of a text, and several columns in one GIN index.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
