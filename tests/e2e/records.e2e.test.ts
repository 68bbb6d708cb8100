// A technician and a quality lead at work on the records of the sample factory.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { findAccessibilityViolations } from './accessibility.ts';
import { type Desk, openDesk } from './desk.ts';
import { ask, joinAs } from './join.ts';
import { photographFailures } from './photograph-failures.ts';
import { quietVisitor } from './quiet-visitor.ts';

let desk: Desk;
let browser: Browser;
let server: InterlockServer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ browser, server, context, page } = desk);
});

photographFailures(() => page);

afterAll(() => desk?.close());

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

test('filters by enum, relation, number and date all hold, and open with what they hold', async () => {
  await page.goto('/records/part-inventory');
  await filterBy('Status');
  await page.getByLabel('Available', { exact: true }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Status is any of Available' }).waitFor();
  await filterBy('Part');
  await page.getByRole('combobox', { name: 'Value of Part' }).fill('VLV-40');
  await page.getByRole('option', { name: /VLV-4000/ }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('2 Part Inventories', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Part is VLV-4000' }).click();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Value of Part' }).inputValue(), { timeout: 15_000 })
    .toMatch(/^VLV-4000/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove the filter on Status' }).click();
  await page.getByRole('button', { name: 'Status is any of Available' }).waitFor({ state: 'detached' });
  await page.goto('/records/purchase-order-line');
  await filterBy('Need date');
  await page.getByRole('textbox', { name: 'Value of Need date' }).fill('2027-03-01');
  await page.keyboard.press('Enter');
  await page.getByText('1 Purchase Order Line', { exact: true }).waitFor();
});

test('a form leads to related records and is saved by keyboard', async () => {
  await page.goto('/records/part-inventory?search=TC-0101');
  await page.getByRole('link', { name: 'TC-0101' }).click();
  await page.getByLabel('Lot number').fill('L-KEYS');
  await page.keyboard.press('Control+s');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Open ENG-2100' }).click();
  await page.getByRole('heading', { name: 'ENG-2100' }).waitFor();
});

test('dates are picked or typed, and discarding takes back what was found fault with', async () => {
  await page.goto('/records/purchase-order-line/1');
  const needDate = page.getByRole('textbox', { name: 'Need date' });
  const before = await needDate.inputValue();
  await needDate.fill('2027-05-31');
  await needDate.press('Tab');
  await page.getByLabel('Quantity').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Quantity is required').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await needDate.inputValue()).toBe(before);
  expect(await page.getByText('is required').count()).toBe(0);
  await needDate.fill('2027-05-31');
  await needDate.press('Tab');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
  await page.reload();
  await expect.poll(() => needDate.inputValue(), { timeout: 15_000 }).toBe('2027-05-31');
});

test('numbers are read as the app writes them, and what may be two numbers is none', async () => {
  await page.goto('/records/purchase-order-line/1');
  const quantity = page.getByLabel('Quantity');
  const before = await quantity.inputValue();
  await quantity.fill('12,5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('“12,5” is not a number, such as 1250, 1,250 or 12.5').waitFor();
  expect(await quantity.inputValue()).toBe('12,5');
  for (const typed of ['2,000', before]) {
    await quantity.fill(typed);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
    await page.reload();
    await expect.poll(() => quantity.inputValue(), { timeout: 15_000 }).toBe(typed.replace(',', ''));
  }
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
  await page.clock.install();
  await page.goto('/records/part-inventory?search=TC-0102');
  await page.getByRole('link', { name: 'TC-0102' }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Scrapped' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const toast = page.getByRole('alert').filter({ hasText: 'Blocked by Scrapping needs a reason' });
  await toast.getByText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/).waitFor();
  await toast.getByRole('button', { name: 'Copy request id' }).waitFor();
  await toast.getByRole('link', { name: 'View execution log' }).waitFor();
  await page.clock.fastForward('10:00');
  expect(await toast.isVisible()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('Scrapped');
  await toast.getByRole('button', { name: 'Close' }).click();
  await toast.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('tab', { name: 'Executions' }).click();
  await page.getByRole('table').getByText('Blocked').first().waitFor();
  await page.clock.resume();
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
  const visitor = quietVisitor(page);
  for (const path of ['/records/part-inventory', '/records/issue/1', '/records/part/new', '/actions', '/actions/3']) {
    await visitor.follow(path);
    const excess = await page.evaluate(() => document.body.scrollWidth - document.documentElement.clientWidth);
    expect([path, Math.max(excess, 0)]).toEqual([path, 0]);
  }
  visitor.close();
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('who may only read is offered nothing that would be refused', async () => {
  const reader = await openAs('READ *', 'SEE_ACTIONS');
  await reader.goto('/records/part-inventory/1');
  await reader.getByText('You may read this part inventory, not change it').waitFor();
  await reader.getByText('UPDATE PartInventory').waitFor();
  expect(await reader.getByRole('button', { name: /attribute/ }).count()).toBe(0);
  expect(await reader.getByRole('button', { name: 'Save' }).count()).toBe(0);
  expect(await reader.getByLabel('Serial number').isDisabled()).toBe(true);
  expect(await reader.getByRole('tab', { name: 'Executions' }).count()).toBe(0);
  await reader.goto('/records/part-inventory');
  await reader.getByRole('row').nth(1).waitFor();
  expect(await reader.getByRole('link', { name: 'New Part Inventory' }).count()).toBe(0);
  await reader.goto('/records/part-inventory/new');
  await reader.getByRole('heading', { name: 'You may not create part inventories' }).waitFor();
  await reader.getByText('CREATE PartInventory').waitFor();
  await reader.goto('/records/user/new');
  await reader.getByText('ADMINISTER', { exact: true }).waitFor();
  await reader.goto('/records/part-inventory/1?tab=executions');
  await reader.getByText('SEE_LOGS', { exact: true }).waitFor();
  await reader.goto('/actions/3?tab=code');
  await reader.getByText('You may read this action').waitFor();
  expect(await reader.getByRole('button', { name: /Save|Test/ }).count()).toBe(0);
  await reader.goto('/execution-logs');
  await reader.getByText("You don't have permission to see this").waitFor();
  expect(await reader.getByRole('link', { name: 'Execution Logs' }).count()).toBe(0);
  await reader.context().close();
});

test('an operator changes records and is not offered their logs', async () => {
  const operator = await joinAs({ browser, admin: page, url: server.url }, 'Operator');
  await operator.goto('/');
  await operator.getByRole('heading', { name: 'Part Inventories' }).waitFor();
  await operator.getByRole('link', { name: 'TC-0103' }).click();
  await operator.getByLabel('Lot number').fill('L-OPERATOR');
  await operator.getByRole('button', { name: 'Save' }).click();
  await operator.getByText('Saved', { exact: true }).waitFor();
  expect(await operator.getByRole('tab', { name: 'Executions' }).count()).toBe(0);
  await operator.goto('/records/nothing-of-the-kind');
  await operator.getByRole('heading', { name: /you may not see them/ }).waitFor();
  await operator.context().close();
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
  const { createPermissionGroup: made } = await ask<{ createPermissionGroup: { permissionGroup: { id: number } } }>(
    page,
    'mutation ($input: CreatePermissionGroupInput!) { createPermissionGroup(input: $input) { permissionGroup { id } } }',
    { input: { name: 'Readers', permissions } },
  );
  await ask(page, 'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }', {
    input: { name: 'reader', permissionGroupIds: [made.permissionGroup.id] },
  });
  return joinAs({ browser, admin: page, url: server.url }, 'reader');
}

/** Picks a field to filter the list by. */
async function filterBy(field: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: field, exact: true }).click();
}
