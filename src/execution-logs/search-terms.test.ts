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

test('what is said twice is asked once', () => {
  expect(kinds('34 serial #34 serial')).toMatchObject([{ number: 34 }, { text: 'serial' }]);
});

test('the beginning of a request id is one, with or without hyphens', () => {
  expect(kinds('019aaf12')).toEqual([{ kind: 'requestId', prefix: '019aaf12', text: '019aaf12' }]);
  expect(kinds('019AAF12-3b')).toEqual([{ kind: 'requestId', prefix: '019aaf123b', text: '019AAF12-3b' }]);
});

test('other words are text, which also finds record types by a part of their name', () => {
  expect(kinds('inventory')).toMatchObject([{ kind: 'text', text: 'inventory', targets: ['PARTINVENTORY'] }]);
  expect(kinds('decade')).toMatchObject([{ kind: 'text' }]);
  expect(kinds('99999999999')).toMatchObject([{ kind: 'requestId' }]);
});

test('a long word with a digit may be an id that the caller gave its request', () => {
  const may = (word: string) => kinds(word).map((term) => 'mayBeRequestId' in term && term.mayBeRequestId);
  expect(['gw-4711-ab', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '1-5759e988-bd86'].flatMap(may)).toEqual([true, true, false]);
  expect(['inventory', 'gw-4711', '部品部品部品部品1'].flatMap(may)).toEqual([false, false, false]);
});

test('an empty search has no terms', () => {
  expect(kinds('   ')).toEqual([]);
});
