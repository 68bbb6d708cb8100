import { expect, test } from 'vitest';
import { parseSearch } from './search-terms.ts';

const targets = [
  { target: 'PART', label: 'Part' },
  { target: 'PARTINVENTORY', label: 'Part Inventory' },
  { target: 'RUNSTEP', label: 'Run Step' },
];
const kinds = (text: string) => parseSearch(text, targets);

test('several words are understood one by one, the longest record type first', () => {
  expect(kinds('update part inventory 34')).toEqual([
    { kind: 'event', event: 'UPDATE' },
    { kind: 'target', target: 'PARTINVENTORY', label: 'Part Inventory' },
    { kind: 'number', number: 34, text: '34' },
  ]);
  expect(kinds('PARTINVENTORY part')).toMatchObject([{ target: 'PARTINVENTORY' }, { target: 'PART' }]);
  expect(kinds('run_step')).toMatchObject([{ target: 'RUNSTEP' }]);
});

test('the beginning of a request id is one, with or without hyphens', () => {
  expect(kinds('019aaf12')).toEqual([{ kind: 'requestId', prefix: '019aaf12' }]);
  expect(kinds('019aaf12-3b')).toEqual([{ kind: 'requestId', prefix: '019aaf123b' }]);
});

test('other words are text, which also finds record types by a part of their name', () => {
  expect(kinds('inventory')).toEqual([{ kind: 'text', text: 'inventory', targets: ['PARTINVENTORY'] }]);
  expect(kinds('decade')).toMatchObject([{ kind: 'text' }]);
  expect(kinds('99999999999')).toMatchObject([{ kind: 'requestId' }]);
});

test('an empty search has no terms', () => {
  expect(kinds('   ')).toEqual([]);
});
