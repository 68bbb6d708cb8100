import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestRecords, type TestRecords } from './test-records.ts';

let t: TestRecords;
let partId: number;
const refused = async (typeName: string, values: Record<string, unknown>, message: string | RegExp) => {
  const failure = await t.create(typeName, values).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((failure as Error).message).toMatch(message);
};

beforeAll(async () => {
  t = await createTestRecords();
  partId = (await t.create('Part', { partNumber: 'TAKEN', revision: 'A' })).id;
});
afterAll(() => t.close());

describe('input that can not be stored is refused, naming the field, the value and what is possible', () => {
  it('a serial with quantity 2', async () => {
    await refused(
      'PartInventory',
      { partId, serialNumber: 'SN-1', quantity: 2 },
      'Part Inventory: quantity 2 is not possible with serial number "SN-1": a serial has quantity 0 or 1. Set the quantity',
    );
    const single = await t.create('PartInventory', { partId, serialNumber: 'SN-1' });
    await expect(t.update('PartInventory', single, { quantity: 0.5 })).rejects.toThrow('quantity 0.5 is not possible');
  });

  it('a part number and revision that are taken', async () => {
    await refused(
      'Part',
      { partNumber: 'TAKEN', revision: 'A' },
      'Part: partNumber "TAKEN" with revision "A" is taken by another record: choose another partNumber or revision',
    );
    await t.create('Part', { partNumber: 'BARE' });
    await refused('Part', { partNumber: 'BARE' }, 'partNumber "BARE" with revision null is taken');
  });

  it('a relation to nothing', async () => {
    await refused('PartInventory', { partId: 999_999 }, 'partId 999999: no Part has this id');
    await refused('PartInventory', { partId: 2 ** 40 }, 'no Part has this id');
    await refused('PartInventory', { partId: 'abc' }, 'partId "abc" is not a whole number');
    await refused('Part', { partNumber: 'x', partSubtypeIds: [123_456] }, 'partSubtypeIds 123456: no Part Subtype');
  });

  it('a missing or emptied required field', async () => {
    await refused('Part', {}, "Part: partNumber is required and can't be empty");
    await refused('Part', { partNumber: '' }, 'partNumber is required');
    const part = await t.create('Part', { partNumber: 'EMPTIED' });
    await expect(t.update('Part', part, { partNumber: null })).rejects.toThrow('partNumber is required');
  });

  it('text with characters that PostgreSQL can not hold', async () => {
    await refused('Part', { partNumber: 'a\0b' }, 'partNumber has a NUL character at position 2');
    await refused('Part', { partNumber: 'a\uD800' }, 'half of a Unicode character at position 2');
    await refused('Issue', { title: 'x', disposition: 'a\0' }, 'disposition has a NUL');
    await refused(
      'Part',
      { partNumber: 'x', attributes: [{ key: 'k', value: { deep: ['\0'] } }] },
      'attributes "k" has a NUL',
    );
    await refused('Part', { partNumber: 'x', attributes: [{ key: 'k', value: { '\0': 1 } }] }, 'NUL');
  });

  it('values that are too long or too large', async () => {
    await refused(
      'Part',
      { partNumber: 'x'.repeat(501) },
      'partNumber is 501 characters long, and at most 500 are possible',
    );
    await refused('Part', { partNumber: 'x', description: 'x'.repeat(1_000_001) }, 'at most 1,000,000');
    await refused('Part', { partNumber: 'x', leadTime: 2 ** 31 }, 'leadTime 2147483648 is beyond ±2,147,483,647');
    await refused('Part', { partNumber: 'x', cost: Number.POSITIVE_INFINITY }, 'cost null is not a number');
    await refused(
      'RunStepField',
      { name: 'x', value: 'y'.repeat(2_000_000) },
      'value is 2,000,002 characters long as JSON',
    );
    const endless = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    await refused('RunStepField', { name: 'x', value: endless }, 'value is nested more than 64 deep');
    await t.create('Part', { partNumber: '😀'.repeat(250), description: 'x'.repeat(1_000_000) });
  });

  it('values of the wrong kind', async () => {
    await refused('Part', { partNumber: 5 }, 'partNumber 5 is not a text');
    await refused('Part', { partNumber: 'x', leadTime: 1.5 }, 'leadTime 1.5 is not a whole number');
    await refused('Part', { partNumber: 'x', cost: -1 }, 'cost -1 is below the minimum of 0');
    await refused('Part', { partNumber: 'x', status: 'LOST' }, 'status "LOST" is not one of RELEASED, ARCHIVED');
    await refused('Part', { partNumber: 'x', colour: 'red' }, 'Part has no field colour that can be set');
    await refused(
      'PurchaseOrderLine',
      { needDate: '2026-02-30' },
      'needDate "2026-02-30" is not a day like 2026-11-23',
    );
    await refused('AbomInstallation', { installedAt: 'noon' }, 'installedAt "noon" is not a time like');
    await refused('Issue', { title: 'x', disposition: [1] }, 'disposition [1] is neither a text nor a list');
    await refused('User', { name: 'x', email: 'nobody' }, 'email "nobody" is not an email address');
    await refused('Part', { partNumber: 'x', attributes: [{ key: 'a' }, { key: 'a' }] }, 'attributes has "a" twice');
  });

  it('a change of what is set only once', async () => {
    const inventory = await t.create('PartInventory', { partId, howCreated: 'direct_split' });
    expect(inventory.howCreated).toBe('DIRECT_SPLIT');
    await expect(t.update('PartInventory', inventory, { howCreated: 'MANUAL' })).rejects.toThrow(
      'howCreated is set when a record is created',
    );
  });
});
