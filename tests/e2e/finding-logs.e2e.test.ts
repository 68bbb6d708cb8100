// People looking for execution logs: by words, filters, views, moments, and what their contexts have.

import { join } from 'node:path';
import pg from 'pg';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { joinAs } from './join.ts';
import { atLogsDesk, hasFocus } from './logs-desk.ts';

const desk = atLogsDesk(120);

test('the search says how it understood each word', async () => {
  const { page, openLogs } = desk;
  await openLogs();
  await page.keyboard.press('/');
  await page.keyboard.type('update part inventory 3 scrap');
  const understood = page.getByRole('list', { name: 'The search is understood as' });
  await expect
    .poll(() => understood.getByRole('listitem').allTextContents())
    .toEqual(['event UPDATE', 'target Part Inventory', 'record or action 3', 'message with "scrap"']);
  await page.waitForURL(/search=/);
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Allowed' }).count()).toBe(0);
});

test('any beginning of a request id finds its logs', async () => {
  const { page, rows, openLogs, graphql } = desk;
  const { data } = await graphql<{ executionLogs: { nodes: { id: string; requestId: string }[] } }>(
    '{ executionLogs(first: 1) { nodes { id requestId } } }',
  );
  const [{ id, requestId } = { id: '', requestId: '' }] = data.executionLogs.nodes;
  await openLogs(`?search=${requestId.slice(0, 30)}`);
  await page.getByText(/^request [0-9a-f]+…$/).waitFor();
  await expect
    .poll(() => rows().evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.rowId)))
    .toContain(id);
});

test('filters are chips, kept by the address, by Back and by a reload', async () => {
  const { page, rows, openLogs, address } = desk;
  await openLogs();
  await desk.button('Filters').click();
  await page.getByRole('combobox', { name: 'Raised action' }).fill('Scrapping');
  await page.getByRole('option', { name: 'Scrapping needs a reason' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Message has' }).fill('scrap reason');
  await page.getByRole('textbox', { name: 'Took at least' }).fill('0.01');
  await page.waitForURL(/minMs=/);
  await page.keyboard.press('Escape');
  await desk.button('Created').click();
  await desk.button('Last hour').click();
  await page.waitForURL(/since=1h/);
  for (const chip of ['Raised', 'Message has', 'At least', 'Created']) {
    await page.getByRole('button', { name: chip }).first().waitFor();
  }
  await page.reload();
  await rows().first().waitFor();
  expect([address('message'), address('minMs'), address('since')]).toEqual(['scrap reason', '0.01', '1h']);
  await page.getByRole('button', { name: /^Message has.*Remove/ }).click();
  await page.waitForURL((url) => !url.searchParams.has('message'));
  await page.goBack();
  await page.getByRole('button', { name: /^Message has.*Remove/ }).waitFor();
});

test('Filters opens the same each time: it has the focus, and no list lies over it', async () => {
  const { page, openLogs } = desk;
  await openLogs();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  for (let time = 1; time <= 3; time++) {
    await desk.button('Filters').press('Enter');
    await filters.getByRole('combobox', { name: 'Event', exact: true }).waitFor();
    await expect.poll(() => hasFocus(filters.locator('[data-autofocus]'))).toBe(true);
    expect(await page.locator('[aria-expanded="true"][role="combobox"]').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await hasFocus(filters.getByRole('combobox', { name: 'Event', exact: true }))).toBe(true);
    await page.keyboard.press('Escape');
    if (await filters.isVisible()) await page.keyboard.press('Escape');
    await filters.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(desk.button('Filters'))).toBe(true);
  }
});

test('taking off a filter by keyboard leads to the next one, then to the search', async () => {
  const { page, openLogs } = desk;
  await openLogs('?outcome=BLOCKED&event=UPDATE&search=scrap');
  const chip = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}.*Remove`) });
  const search = page.getByRole('searchbox');
  await chip('Outcome').press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('outcome'));
  await expect.poll(() => hasFocus(chip('Event'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('event'));
  await expect.poll(() => hasFocus(search)).toBe(true);
  await desk.button('Clear').press('Enter');
  await page.waitForURL((url) => !url.searchParams.has('search'));
  await expect.poll(() => hasFocus(search)).toBe(true);
});

test('a list is narrowed by event, target, action and person, each to several', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs();
  const filters = () => page.getByRole('button', { name: /^Filters/ });
  await filters().click();
  const choose = async (label: string, option: string) => {
    const field = page.getByRole('combobox', { name: label, exact: true });
    await field.fill(option);
    await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  await choose('Event', 'Update');
  await page.waitForURL(/event=UPDATE/);
  await choose('Target', 'Part Inventory');
  await choose('Action that ran', '3 · Scrapping needs a reason');
  await choose('Triggered by', 'Ada Lovelace');
  await page.waitForURL((url) => ['event', 'target', 'action', 'by'].every((name) => url.searchParams.has(name)));
  await page.keyboard.press('Escape');
  for (const chip of ['Event', 'Target', 'Action', 'By']) {
    await page.getByRole('button', { name: new RegExp(`^${chip}.*Remove`) }).waitFor();
  }
  await rows().first().waitFor();
  await expect
    .poll(async () => new Set((await rows().allTextContents()).map((text) => /Update(Part Inventory)/.exec(text)?.[1])))
    .toEqual(new Set(['Part Inventory']));

  // What no log has leaves none, and the page says so; a second value of the same filter brings them back.
  await page.getByRole('button', { name: /^Event.*Remove/ }).click();
  await filters().click();
  await choose('Event', 'Delete');
  await page.keyboard.press('Escape');
  await page.getByText('No log matches').waitFor();
  await filters().click();
  await choose('Event', 'Update');
  await page.keyboard.press('Escape');
  await rows().first().waitFor();
  expect(new URL(page.url()).searchParams.getAll('event').sort()).toEqual(['DELETE', 'UPDATE']);
});

test('a list is narrowed to what came between two moments', async () => {
  const { page, openLogs, address } = desk;
  await openLogs();
  await desk.button('Created').click();
  await page.getByRole('button', { name: 'From', exact: true }).click();
  await page.getByRole('button', { name: '1', exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  await openLogs('?since=2020-01-01T00:00:00.000Z&until=2099-01-01T00:00:00.000Z');
  await page
    .getByRole('button', { name: /^Created:.*2020.* to .*2099/ })
    .first()
    .waitFor();
  await page.goto('/execution-logs?until=2020-01-01T00:00:00.000Z');
  await page.getByText('No log matches').waitFor();
  expect(address('until')).toBe('2020-01-01T00:00:00.000Z');
});

test('a list is narrowed to logs whose contexts have a value', async () => {
  const { page, rows, openLogs, address, graphql } = desk;
  await openLogs();
  await desk.button('Filters').click();
  const field = page.getByRole('textbox', { name: 'Context has' });
  await field.fill('partInventory.id');
  await field.press('Enter');
  await page.getByText('Write a path and its value').waitFor();
  await field.fill('partInventory.id = 23');
  await page.waitForURL(/context=/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Context has.*partInventory.id = 23.*Remove/ }).waitFor();
  const { data } = await graphql<{ executionLogs: { pageInfo: { totalCount: number } } }>(
    '{ executionLogs(first: 1, filters: {targetRecordId: {eq: 23}}) { pageInfo { totalCount } } }',
  );
  await page.getByText(`${data.executionLogs.pageInfo.totalCount} logs found`).waitFor();
  expect(new Set(await rows().getByRole('link', { name: '23', exact: true }).allTextContents())).toEqual(
    new Set(['23']),
  );
  expect(await desk.button('Live').isDisabled()).toBe(true);
  await page.reload();
  await page.getByText('logs found').waitFor();
  expect(address('context')).toBe('partInventory.id = 23');
});

test('a view keeps search and filters under a name, for oneself or for everybody', async () => {
  const { page, openLogs } = desk;
  await openLogs('?outcome=BLOCKED&sort=slowest');
  await desk.button('Views').click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByLabel('Name').fill('Slowest blocks');
  await page.getByRole('switch', { name: 'Everybody may use it' }).check();
  await desk.button('Save').click();
  await desk.button('Slowest blocks').waitFor();
  await desk.button('Clear').click();
  await desk.button('Views').click();
  await page.getByRole('menuitem', { name: 'Slowest blocks' }).first().click();
  await page.waitForURL(/outcome=BLOCKED/);
  await desk.button('Slowest blocks').click();
  await page.getByRole('menuitem', { name: 'Delete the view Slowest blocks' }).click();
  await page.getByText('No views yet').waitFor();
  await page.keyboard.press('Escape');
});

test('a shared view is there for a colleague, who can use it and not delete it', async () => {
  const { browser, page, server, openLogs } = desk;
  await openLogs('?outcome=BLOCKED');
  for (const [name, shared] of [
    ['Blocks of all', true],
    ['My own blocks', false],
  ] as const) {
    await desk.button('Views').click();
    await page.getByRole('menuitem', { name: 'Save this view' }).click();
    await page.getByLabel('Name').fill(name);
    if (shared) await page.getByRole('switch', { name: 'Everybody may use it' }).check();
    await desk.button('Save').click();
    await desk.button(name).waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await openLogs('?outcome=BLOCKED&sort=slowest');
  }
  const theirs = await joinAs({ browser, admin: page, url: server.url }, 'Quality');
  await theirs.goto('/execution-logs');
  await theirs.getByRole('button', { name: 'Views', exact: true }).click();
  const view = theirs.getByRole('menuitem', { name: 'Blocks of all' });
  await view.first().waitFor();
  expect(await theirs.getByRole('menuitem', { name: 'My own blocks' }).count()).toBe(0);
  expect(await theirs.getByRole('menuitem', { name: /^Delete the view/ }).count()).toBe(0);
  await view.first().click();
  await theirs.waitForURL(/outcome=BLOCKED/);
  await theirs.locator('[data-row-id]').first().waitFor();
  await theirs.context().close();
});

test('a search of very many contexts says how far it came, and goes on when asked to', async () => {
  const { page, server } = desk;
  await copyOldestLog(join(server.dataDir, 'postgres'), 10_500);
  await page.goto('/execution-logs?context=partInventory.serialNumber+%3D+nowhere');
  await page.getByText('None found so far').waitFor();
  await searchToTheEnd(page.getByText('No log matches'));
});

test('the browser never had anything to complain about', () => {
  expect(desk.complaints).toEqual([]);
});

/** Each click goes as far as the server comes in its time; none while it searches, when what is under the pointer may change. */
async function searchToTheEnd(end: Locator): Promise<void> {
  const searchOn = desk.page.getByRole('button', { name: 'Search on', disabled: false });
  for (;;) {
    await searchOn.or(end).waitFor();
    if (await end.isVisible()) return;
    await searchOn.click();
    await searchOn.waitFor({ state: 'hidden' });
  }
}

/** All at the same moment as the log itself. */
async function copyOldestLog(host: string, count: number): Promise<void> {
  const database = new pg.Client({ host, user: 'interlock', database: 'interlock' });
  await database.connect();
  try {
    await database.query(
      `with copies as materialized (
         select log, (substr((log).id::text, 1, 14) || '7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
         from (select log from execution_log log order by created_at, id limit 1) oldest, generate_series(1, $1::int) n),
       bodies as (
         insert into execution_log_body (id, created_at, body)
         select copies.id, created_at, body from copies join execution_log_body on execution_log_body.id = (log).id)
       insert into execution_log select (jsonb_populate_record(log, jsonb_build_object('id', id))).* from copies`,
      [count],
    );
  } finally {
    await database.end();
  }
}
