// A technician and a quality lead at work on the records of the sample factory.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { type InterlockServer, startInterlock } from '../setup/interlock-server.ts';
import { findAccessibilityViolations } from './accessibility.ts';
import { loadSampleFactory } from './first-admin.ts';

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startInterlock(), launchBrowser()]);
  context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await loadSampleFactory(page, server.setupUrl);
});

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    await page.screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a list is narrowed by search and filters, which the address holds, and widened again with one click', async () => {
  await page.goto('/records/part-inventory');
  await page.getByRole('searchbox').fill('TC-01');
  await page.waitForURL(/search=TC-01/);
  await page.getByText('3 Part Inventories').waitFor();
  await page.reload();
  await page.getByText('3 Part Inventories').waitFor();
  await page.getByRole('searchbox').fill('no such serial');
  await page.getByRole('heading', { name: 'No part inventory matches' }).waitFor();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await page.getByText(/\d\d Part Inventories/).waitFor();
});

test('a column heading sorts, and a relation leads to the related record', async () => {
  await page.getByRole('button', { name: 'Quantity' }).click();
  await page.waitForURL(/sort=/);
  await page.goto('/records/part-inventory?search=TC-0101');
  await page.getByRole('link', { name: 'ENG-2100' }).click();
  await page.getByRole('heading', { name: 'ENG-2100' }).waitFor();
  await page.getByRole('complementary', { name: 'About this record' }).getByRole('link', { name: 'TC-0102' }).waitFor();
});

test('a form offers relations by search, enums by name, and says what is missing', async () => {
  await page.goto('/records/part-inventory/new');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Part is required').waitFor();
  await page.getByRole('combobox', { name: 'Part', exact: true }).fill('ENG-22');
  await page.getByRole('option', { name: /ENG-2200/ }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'WIP', exact: true }).click();
  await page.getByLabel('Serial number').fill('INJ-0999');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'INJ-0999' }).waitFor();
  await page.getByText('Warning: Inventory made by hand should have a location').waitFor();
});

test('rich text and attributes are kept as they were written', async () => {
  await page.goto('/records/issue/1');
  await page.getByRole('textbox', { name: 'Disposition' }).fill('Grind out.\n\nWeld again.');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  const keys = page.getByLabel(/^Key of attribute/);
  await keys.last().fill('Cost');
  await page
    .getByLabel(/^Value of attribute/)
    .last()
    .fill('120');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
  await page.reload();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Disposition' }).inputValue())
    .toBe('Grind out.\n\nWeld again.');
  expect(await keys.last().inputValue()).toBe('Cost');
});

test('the toast of a blocked change stays, and what was typed with it', async () => {
  await page.goto('/records/part-inventory?search=TC-0102');
  await page.getByRole('link', { name: 'TC-0102' }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Scrapped' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const toast = page.getByRole('alert').filter({ hasText: 'Blocked by Scrapping needs a reason' });
  await toast.getByText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/).waitFor();
  await page.waitForTimeout(13_000);
  expect(await toast.isVisible()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('Scrapped');
  await toast
    .getByRole('button', { name: 'Close' })
    .or(toast.locator('.mantine-Notification-closeButton'))
    .first()
    .click();
  await toast.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('tab', { name: 'Executions' }).click();
  await page.getByRole('table').getByText('Blocked').first().waitFor();
});

test('while the server is away the page says so and keeps what was typed, and it recovers by itself', async () => {
  await page.getByRole('tab', { name: 'Details' }).click();
  await page.getByLabel('Lot number').fill('L-OFFLINE');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Interlock can’t be reached').waitFor();
  await context.setOffline(false);
  await page.getByText('Interlock can’t be reached').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Lot number').inputValue()).toBe('L-OFFLINE');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
});

test('nothing is cut off or pushed aside on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/records/part-inventory', '/records/issue/1', '/records/part/new', '/actions', '/actions/3']) {
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    const excess = await page.evaluate(() => document.body.scrollWidth - document.documentElement.clientWidth);
    expect([path, Math.max(excess, 0)]).toEqual([path, 0]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('who may only read is offered nothing that would be refused', async () => {
  const reader = await openAs('READ *', 'SEE_ACTIONS');
  await reader.goto('/records/part-inventory/1');
  await reader.getByText('You may read this part inventory, not change it').waitFor();
  expect(await reader.getByRole('button', { name: 'Save' }).count()).toBe(0);
  expect(await reader.getByLabel('Serial number').isDisabled()).toBe(true);
  expect(await reader.getByRole('tab', { name: 'Executions' }).count()).toBe(0);
  await reader.goto('/records/part-inventory');
  await reader.getByRole('row').nth(1).waitFor();
  expect(await reader.getByRole('link', { name: 'New Part Inventory' }).count()).toBe(0);
  await reader.goto('/actions/3?tab=code');
  await reader.getByText('You may read this action').waitFor();
  expect(await reader.getByRole('button', { name: /Save|Test/ }).count()).toBe(0);
  await reader.goto('/execution-logs');
  await reader.getByText("You don't have permission to see this").waitFor();
  expect(await reader.getByRole('link', { name: 'Execution Logs' }).count()).toBe(0);
  await reader.context().close();
});

test('no page of the records has an accessibility violation', { timeout: 180_000 }, async () => {
  const paths = [
    '/records/part-inventory',
    '/records/part-inventory?search=nothing',
    '/records/part-inventory/1',
    '/records/part-inventory/1?tab=executions',
    '/records/issue/1',
    '/records/purchase-order-line/new',
  ];
  expect(await findAccessibilityViolations(page, paths)).toEqual([]);
});

/** A page of somebody new, who may do just this. */
async function openAs(...permissions: string[]): Promise<Page> {
  const { createPermissionGroup: made } = await graphql<{ createPermissionGroup: { permissionGroup: { id: number } } }>(
    'mutation ($input: CreatePermissionGroupInput!) { createPermissionGroup(input: $input) { permissionGroup { id } } }',
    { name: 'Readers', permissions },
  );
  const { createRole } = await graphql<{ createRole: { role: { id: number } } }>(
    'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }',
    { name: 'reader', permissionGroupIds: [made.permissionGroup.id] },
  );
  const { createUser } = await graphql<{ createUser: { user: { id: number } } }>(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { name: 'Rita Reader', email: 'rita@example.com', roleIds: [createRole.role.id] },
  );
  const link = await page.request.post('/graphql', {
    data: { query: `mutation { createSignInLink(personId: ${createUser.user.id}) { url } }` },
  });
  const { url } = (await link.json()).data.createSignInLink as { url: string };
  const own = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } });
  const token = new URL(url).searchParams.get('token') ?? url.split('#token=')[1];
  const signedIn = await own.request.post('/auth/sign-in-link', { data: { token, password: 'analytical engine' } });
  expect(signedIn.ok()).toBe(true);
  const opened = await own.newPage();
  opened.setDefaultTimeout(15_000);
  return opened;
}

async function graphql<Data>(query: string, input: object): Promise<Data> {
  const response = await page.request.post('/graphql', { data: { query, variables: { input } } });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}
