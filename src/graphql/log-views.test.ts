import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../test-app.ts';

let app: TestApp;
let quality: { authorization: string };
let admin: { authorization: string };

beforeAll(async () => {
  app = await createTestApp();
  quality = await app.join('Quality');
  admin = await app.join('admin');
});
afterAll(() => app.close());

const save = (name: string, shared: boolean, who: typeof admin) =>
  app.query('mutation ($input: SaveLogViewInput!) { saveLogView(input: $input) { logView { id name shared } } }', who, {
    input: { name, shared, query: '?outcome=BLOCKED' },
  });
const namesOf = async (who: typeof admin) =>
  (await app.query('{ logViews { name isOwn query } }', who)).data.logViews.map(({ name }: { name: string }) => name);

test('a private view is its owner’s, a shared one everybody’s', async () => {
  await save('mine', false, quality);
  await save('ours', true, quality);
  expect(await namesOf(quality)).toEqual(['mine', 'ours']);
  expect(await namesOf(admin)).toEqual(['ours']);
});

test('saving under a name one has replaces that view', async () => {
  await save('again', false, admin);
  await save('again', true, admin);
  expect((await namesOf(admin)).filter((name: string) => name === 'again')).toHaveLength(1);
  expect(await namesOf(quality)).toContain('again');
});

test('a view is deleted by its owner only', async () => {
  const { data } = await save('theirs', true, quality);
  const { id } = data.saveLogView.logView;
  const remove = (who: typeof admin) =>
    app.query('mutation ($id: ID!) { deleteLogView(id: $id) { logView { id } } }', who, { id });
  expect((await remove(admin)).errors[0].extensions.code).toBe('NOT_FOUND');
  expect((await remove(quality)).data.deleteLogView.logView.id).toBe(id);
});

test('a view without a name is refused', async () => {
  expect((await save('  ', false, admin)).errors[0]).toMatchObject({
    message: 'Give the view a name',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('the search box says how it understands each word', async () => {
  const { data } = await app.query(
    '{ executionLogSearchTerms(search: "update part inventory 34 serial gw-4711-ab") { kind meaning } }',
    admin,
  );
  expect(data.executionLogSearchTerms.map(({ meaning }: { meaning: string }) => meaning)).toEqual([
    'event UPDATE',
    'target Part Inventory',
    'record or action 34',
    'message with "serial"',
    'message or request with "gw-4711-ab"',
  ]);
});
