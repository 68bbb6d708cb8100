// A first visit with the sample factory: there is something to look at, and the first try is blocked.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { type InterlockServer, startInterlock } from '../setup/interlock-server.ts';
import { createFirstAdmin } from './factory.ts';

let server: InterlockServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startInterlock({ NODES: '2' });
  page = await browser.newPage({ baseURL: server.url, viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('the sample factory fills a new installation', async () => {
  await createFirstAdmin(page, server.setupUrl);
  await page.getByRole('button', { name: 'Load the sample factory' }).click();
  await page.getByRole('heading', { name: 'Part Inventories' }).waitFor();
  await page.getByText(/\d+ Part Inventories/).waitFor();
  expect(await page.getByRole('row').count()).toBeGreaterThan(10);
});

test('on a phone, too, a sample action blocks a change and leads to its log', async () => {
  await page.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('link', { name: 'Part Inventories' }).click();
  await page.getByRole('searchbox').fill('TC-0102');
  await page.getByRole('link', { name: 'TC-0102' }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Scrapped' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const toast = page.getByRole('alert').filter({ hasText: 'Blocked by Scrapping needs a reason' });
  await toast.getByRole('link', { name: 'View execution log' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('region', { name: 'Verdict' }).getByText('Blocked').waitFor();
});
