-- Tables of the record types, as written by `npm run migrations`.

alter table supplier add column tax_number text;
