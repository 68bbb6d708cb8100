import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factoryPack } from './factory-pack.ts';
import { migrationSql } from './migration.ts';
import { type TableSpec, tablesOf } from './tables.ts';

const declared = tablesOf(factoryPack);

describe('the declared tables', () => {
  it('are those of the newest migration; otherwise run npm run migrations -- NAME', () => {
    const snapshot = JSON.parse(readFileSync('src/record-types/record-tables.json', 'utf8')) as TableSpec[];
    expect(migrationSql(snapshot, declared)).toBe('');
  });

  it('have an index on every foreign key of a record', async () => {
    for (const table of declared) {
      for (const { sql: text } of table.constraints) {
        const column = /^foreign key \((\w+)\)/.exec(text)?.[1];
        if (!column || column.endsWith('_by_id')) continue;
        const indexed = table.indexes.some(({ columns }) => columns[0] === column);
        const leads = table.constraints.some(({ sql: key }) => key.startsWith(`primary key (${column}`));
        expect(indexed || leads, `${table.name}.${column}`).toBe(true);
      }
    }
  });
});

describe('a migration', () => {
  const table: TableSpec = {
    name: 'thing',
    columns: [{ name: 'id', type: 'integer', notNull: true, default: 'identity' }],
    constraints: [{ name: 'thing_pkey', sql: 'primary key (id)' }],
    indexes: [],
  };

  it('adds what is new and replaces constraints that changed', () => {
    const status = { name: 'status', type: 'text', notNull: true, default: "'A'" };
    const check = (values: string) => ({ name: 'thing_status_check', sql: `check (status in (${values}))` });
    const before = { ...table, columns: [...table.columns, status], constraints: [...table.constraints, check("'A'")] };
    const after = {
      ...before,
      columns: [...before.columns, { name: 'size', type: 'integer', notNull: false }],
      constraints: [...table.constraints, check("'A', 'B'")],
      indexes: [{ name: 'thing_size_idx', columns: ['size'] }],
    };
    expect(migrationSql([before], [after]).split('\n\n')).toEqual([
      'alter table thing add column size integer;',
      'alter table thing drop constraint thing_status_check;',
      "alter table thing add constraint thing_status_check check (status in ('A', 'B'));",
      'create index thing_size_idx on thing (size);',
    ]);
  });

  it('never drops data', () => {
    const before = { ...table, columns: [...table.columns, { name: 'old', type: 'text', notNull: false }] };
    expect(migrationSql([before], [table])).toBe('-- Column thing.old is no longer declared.');
    expect(migrationSql([table], [])).toBe('-- Table thing is no longer declared.');
  });
});
