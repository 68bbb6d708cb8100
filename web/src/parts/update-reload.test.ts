import { expect, test } from 'vitest';
import { takeReload, takeUpdateNews } from './update-reload.ts';

function createStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

test('a page is loaded anew once, also when that brought the same version', () => {
  const page = { storage: createStorage(), version: '/assets/index-a.js' };
  expect(takeReload(page)).toBe(true);
  expect(takeUpdateNews(page)).toBe(false);
  expect(takeReload(page)).toBe(false);
});

test('a new version says so once, and may be loaded anew for the next', () => {
  const storage = createStorage();
  takeReload({ storage, version: '/assets/index-a.js' });
  const page = { storage, version: '/assets/index-b.js' };
  expect(takeUpdateNews(page)).toBe(true);
  expect(takeUpdateNews(page)).toBe(false);
  expect(takeReload(page)).toBe(true);
});

test('a page that came without a reload has no news', () => {
  expect(takeUpdateNews({ storage: createStorage(), version: '/assets/index-a.js' })).toBe(false);
});
