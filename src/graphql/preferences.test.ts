import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../test-app.ts';

let app: TestApp;
let viewer: { authorization: string };
let admin: { authorization: string };

beforeAll(async () => {
  app = await createTestApp();
  viewer = await app.join('Viewer');
  admin = await app.join('admin');
});
afterAll(() => app.close());

const save = (key: string, value: unknown, who = viewer) =>
  app.query('mutation ($input: SavePreferenceInput!) { savePreference(input: $input) { preferences } }', who, {
    input: { key, value },
  });
const preferencesOf = async (who: typeof admin) => (await app.query('{ me { preferences } }', who)).data.me.preferences;

test('what is kept for a person is theirs alone, replaced by the next, and forgotten by null', async () => {
  await save('logColumns', { order: ['message'] });
  expect(await preferencesOf(viewer)).toEqual({ logColumns: { order: ['message'] } });
  expect(await preferencesOf(admin)).toEqual({});
  const { data } = await save('logColumns', ['another']);
  expect(data.savePreference.preferences).toEqual({ logColumns: ['another'] });
  await save('logColumns', null);
  expect(await preferencesOf(viewer)).toEqual({});
});

test.each([
  ['Log Columns', 1, 'The key "Log Columns" can\'t be used: a key is a small letter and up to 59 letters and digits'],
  ['logColumns', 'x'.repeat(8_000), 'The value has 8002 characters of JSON; the limit is 8000'],
])('the key %j with too much or wrong is refused and changes nothing', async (key, value, message) => {
  const before = await preferencesOf(viewer);
  expect((await save(key, value)).errors[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
  expect(await preferencesOf(viewer)).toEqual(before);
});

test('there are a hundred keys at most', async () => {
  for (let n = 0; n < 100; n++) await save(`key${n}`, n);
  expect((await save('oneMore', 1)).errors[0].message).toBe(
    'There are 100 preferences; the limit is 100: save null for one first',
  );
  expect((await save('key7', 'changed')).errors).toBeUndefined();
});
