import { expect, test } from 'vitest';
import { safeReturn } from './safe-return.ts';

test('a path of this app is returned to, with its search', () => {
  expect(safeReturn('/execution-logs?outcome=BLOCKED')).toBe('/execution-logs?outcome=BLOCKED');
});

test.each([undefined, '', 'actions', 'https://example.com', '//example.com', '/\\example.com'])(
  'anything else leads to the start: %s',
  (returnTo) => expect(safeReturn(returnTo)).toBe('/'),
);
