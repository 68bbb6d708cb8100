import { expect, it } from 'vitest';
import { explainDamage, findDamage } from './damage.ts';

it('a folder with a name that a shell would read otherwise is named so that it can be pasted', () => {
  expect(explainDamage("/srv/Ada's data/postgres", 'gone')).toContain(
    `\n  mv '/srv/Ada'\\''s data/postgres' '/srv/Ada'\\''s data/postgres.damaged'\n  DATA_DIR='/srv/Ada'\\''s data' interlock restore FILE\n`,
  );
});

it('a full disk is no damage', () => {
  const said = 'FATAL:  could not write lock file "postmaster.pid": No space left on device';
  expect(explainDamage('/data/postgres', said)).toBe(
    `The database in /data/postgres cannot be opened: ${said}\nIts disk is full. Make room there and start Interlock again: the database is as it was.`,
  );
});

it('a damaged database of DATABASE_URL is left to the tools of its server, or restored into a new one', () => {
  const error = Object.assign(new Error('invalid page in block 0 of relation "base/5/1"'), { code: 'XX001' });
  expect(findDamage(error, { databaseUrl: 'postgres://somewhere', dataDir: '/data' })?.message).toBe(
    `The database of DATABASE_URL is damaged: invalid page in block 0 of relation "base/5/1"
Restore it with the tools of its server, or the file of a backup into a new, empty database:
  DATABASE_URL=… interlock restore FILE`,
  );
});

it('what is wrong otherwise is not taken for damage', () => {
  const settings = { dataDir: '/data' };
  expect(findDamage(new Error('connect ENOENT'), settings)).toBeUndefined();
  const inUse = Object.assign(new Error('sorry, too many clients already'), { code: '53300', severity: 'FATAL' });
  expect(findDamage(inUse, settings)).toBeUndefined();
  const named = Object.assign(new Error('database "base/1" does not exist'), { code: '3D000', severity: 'FATAL' });
  expect(findDamage(named, { databaseUrl: 'postgres://somewhere/base', ...settings })).toBeUndefined();
});
