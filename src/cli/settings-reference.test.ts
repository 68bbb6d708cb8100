import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsReference } from './settings-reference.ts';

test('docs/settings.md says what config.ts declares; "npm run settings" writes it anew', () => {
  const file = new URL('../../docs/settings.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(settingsReference());
});
