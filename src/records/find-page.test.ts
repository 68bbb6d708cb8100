import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { findPage, type PageRequest } from './find-page.ts';
import { createTestRecords, type TestRecords } from './test-records.ts';

let t: TestRecords;
const limits = { defaultSize: 100, maxSize: 1000 };
const page = (name: string, request: PageRequest) =>
  findPage(t.db.kysely, factoryPack, factoryPack.named(name), request, limits);
const numbers = async (filters: Record<string, unknown>) =>
  (await page('Part', { filters, sort: [{ field: 'partNumber', direction: 'ASC' }] })).rows.map(
    (row) => row.partNumber,
  );

beforeAll(async () => {
  t = await createTestRecords();
  const flight = await t.create('PartSubtype', { name: 'Flight' });
  for (let n = 1; n <= 7; n++) {
    const part = await t.create('Part', {
      partNumber: `P${n}`,
      leadTime: n % 3 === 0 ? null : n % 2,
      partSubtypeIds: n > 5 ? [flight.id] : [],
      attributes: n === 4 ? [{ key: 'Mass', value: 12 }] : [],
    });
    if (n < 3)
      await t.create('PartInventory', { partId: part.id, serialNumber: `S${n}`, status: n === 1 ? 'WIP' : 'SCRAPPED' });
  }
});
afterAll(() => t.close());

describe('filters', () => {
  it('compare, and all of them must match', async () => {
    expect(await numbers({ partNumber: { eq: 'P2' } })).toEqual(['P2']);
    expect(await numbers({ partNumber: { neq: 'P2', lt: 'P4' } })).toEqual(['P1', 'P3']);
    expect(await numbers({ partNumber: { in: ['P1', 'P9'] } })).toEqual(['P1']);
    expect(await numbers({ partNumber: { in: [] } })).toEqual([]);
    expect(await numbers({ partNumber: { ilike: 'p_' }, leadTime: { gte: 1 } })).toEqual(['P1', 'P5', 'P7']);
    expect(await numbers({ leadTime: { eq: null } })).toEqual(['P3', 'P6']);
    expect(await numbers({ leadTime: { neq: 1 } })).toEqual(['P2', 'P3', 'P4', 'P6']);
    expect(await numbers({ createdById: { eq: t.person.id }, partNumber: { gt: 'P6' } })).toEqual(['P7']);
  });

  it('combine with and, or and not', async () => {
    expect(await numbers({ or: [{ partNumber: { eq: 'P1' } }, { partNumber: { eq: 'P3' } }] })).toEqual(['P1', 'P3']);
    expect(await numbers({ and: [{ leadTime: { eq: 1 } }, { not: { partNumber: { eq: 'P1' } } }] })).toEqual([
      'P5',
      'P7',
    ]);
    expect(await numbers({ not: { leadTime: { eq: 1 } } })).toEqual(['P2', 'P3', 'P4', 'P6']);
    expect(await numbers({ or: [] })).toEqual([]);
  });

  it('reach through relations in either direction', async () => {
    expect(await numbers({ partSubtypes: { name: { eq: 'Flight' } } })).toEqual(['P6', 'P7']);
    expect(await numbers({ inventories: { status: { eq: 'WIP' }, part: { partNumber: { eq: 'P1' } } } })).toEqual([
      'P1',
    ]);
    expect(await numbers({ inventories: null, partSubtypes: null })).toEqual(['P3', 'P4', 'P5']);
    expect(await numbers({ createdBy: { email: { eq: 'ada@example.com' } }, partNumber: { eq: 'P1' } })).toEqual([
      'P1',
    ]);
    const inventories = await page('PartInventory', {
      filters: { part: { partNumber: { eq: 'P2' } }, location: null },
    });
    expect(inventories.rows.map((row) => row.serialNumber)).toEqual(['S2']);
  });

  it('look into attributes', async () => {
    expect(await numbers({ attributes: { key: { eq: 'Mass' }, value: { eq: '12' } } })).toEqual(['P4']);
  });

  it('with ids that are no numbers or text that can not be are refused', async () => {
    await expect(numbers({ id: { eq: 'abc' } })).rejects.toThrow('id "abc" is not a whole number');
    await expect(numbers({ partNumber: { eq: 'a\0' } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(numbers({ partNumber: { ilike: 'a\\' } })).rejects.toThrow('ends with a lone backslash');
    expect(await numbers({ partNumber: { ilike: 'a\\\\' } })).toEqual([]);
    await expect(numbers({ partNumber: { gt: null } })).rejects.toThrow('use eq or neq');
    await expect(numbers({ or: Array(1001).fill({ id: { eq: 1 } }) })).rejects.toThrow('more than 1000 conditions');
  });

  it('with ids that no record can have match nothing', async () => {
    expect(await numbers({ id: { eq: 99_999_999_999 } })).toEqual([]);
    expect(await numbers({ id: { in: ['99999999999'] }, leadTime: { gte: 3_000_000_000 } })).toEqual([]);
    expect(await numbers({ createdById: { neq: 99_999_999_999 }, partNumber: { eq: 'P1' } })).toEqual(['P1']);
  });
});

describe('pages', () => {
  const sort = [{ field: 'leadTime', direction: 'DESC' }] as const;
  const expected = ['P1', 'P5', 'P7', 'P2', 'P4', 'P3', 'P6'];

  it('follow one another forwards, empty values last', async () => {
    const seen: unknown[] = [];
    let after: string | undefined;
    for (;;) {
      const { rows, hasNextPage, cursorOf } = await page('Part', { sort, first: 2, after });
      seen.push(...rows.map((row) => row.partNumber));
      if (!hasNextPage) break;
      after = cursorOf(rows.at(-1)!);
    }
    expect(seen).toEqual(expected);
  });

  it('follow one another backwards', async () => {
    const seen: unknown[] = [];
    let before: string | undefined;
    for (;;) {
      const { rows, hasPreviousPage, cursorOf } = await page('Part', { sort, last: 2, before });
      seen.unshift(...rows.map((row) => row.partNumber));
      if (!hasPreviousPage) break;
      before = cursorOf(rows[0]!);
    }
    expect(seen).toEqual(expected);
  });

  it('sort times exactly', async () => {
    const first = await page('Part', { sort: [{ field: '_created', direction: 'ASC' }], first: 3 });
    const rest = await page('Part', {
      sort: [{ field: '_created', direction: 'ASC' }],
      after: first.cursorOf(first.rows.at(-1)!),
    });
    expect(rest.rows).toHaveLength(4);
  });

  it('count everything that matches only when asked', async () => {
    const found = await page('Part', { filters: { leadTime: { eq: 1 } }, first: 1 });
    expect(found.rows).toHaveLength(1);
    expect(await found.countAll()).toBe(3);
  });

  it('refuse sizes and cursors that can not be', async () => {
    await expect(page('Part', { first: -1 })).rejects.toThrow('first is -1: ask for 0 to 1000 records');
    await expect(page('Part', { last: 1001 })).rejects.toThrow('last is 1001');
    await expect(page('Part', { first: 1, last: 1 })).rejects.toThrow('not both');
    await expect(page('Part', { after: 'xyz' })).rejects.toThrow('after "xyz" is not a cursor');
    const { cursorOf, rows } = await page('Part', { first: 1 });
    await expect(page('Part', { sort, after: cursorOf(rows[0]!) })).rejects.toThrow('a list in another order');
    const forged = Buffer.from(JSON.stringify(['id', "1' or true"])).toString('base64url');
    await expect(page('Part', { after: forged })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
