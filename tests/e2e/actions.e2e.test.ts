// An engineer at work on the actions of the sample factory: finding, switching, writing, trying, bringing back.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { type InterlockServer, startInterlock } from '../setup/interlock-server.ts';
import { findAccessibilityViolations } from './accessibility.ts';
import { loadSampleFactory } from './first-admin.ts';

let server: InterlockServer;
let browser: Browser;
let page: Page;
let files: string;
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser, files] = await Promise.all([
    startInterlock(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'interlock-files-')),
  ]);
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
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
  await rm(files, { recursive: true, force: true });
});

test('the list says how each action did this week, and its blocks lead to their logs', async () => {
  await page.goto('/actions');
  const row = page.getByRole('row').filter({ hasText: 'Scrapping needs a reason' });
  await row.getByText('just now').waitFor();
  expect(await row.getByRole('cell').nth(7).innerText()).toMatch(/^\d+$/);
  await row.getByRole('link', { name: '1', exact: true }).click();
  await page.waitForURL(/tab=executions&outcome=BLOCKED/);
  await page.getByRole('table').getByText('Blocked').first().waitFor();
});

test('several actions are switched off and on again at once', async () => {
  await page.goto('/actions?target=PARTINVENTORY');
  await page.getByRole('checkbox', { name: 'Select all actions shown' }).check();
  const bar = page.getByLabel('Selected actions');
  await bar.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('3 actions disabled').waitFor();
  await page.goto('/actions?state=disabled');
  await page.getByText('3 actions', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Select all actions shown' }).check();
  await bar.getByRole('button', { name: 'Enable' }).click();
  await page.getByText('No action matches').waitFor();
});

test('each of several imported files gets a verdict of its own', async () => {
  const rule = { title: 'Kits need a run', target: 'PARTKIT', eventType: 'UPDATE', code: 'pass' };
  const sources = {
    'good.json': JSON.stringify({ create_rule: rule }),
    'broken.json': '{"create_rule": {',
    'mistaken.json': JSON.stringify({ ...rule, title: 'Mistaken', code: 'x = (1,' }),
  };
  const paths = Object.keys(sources).map((name) => join(files, name));
  await Promise.all(Object.values(sources).map((source, index) => writeFile(paths[index]!, source)));
  await page.goto('/actions');
  await page.getByRole('button', { name: 'Import' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'From files' }).click(),
  ]);
  await chooser.setFiles(paths);
  const results = page.getByRole('list', { name: 'What became of it' }).getByRole('listitem');
  await results.nth(2).waitFor();
  const texts = await results.allInnerTexts();
  expect(texts[0]).toMatch(/good\.json\s+Imported as Kits need a run/);
  expect(texts[1]).toMatch(/broken\.json\s+Not imported[\s\S]*Line 1, column/);
  expect(texts[2]).toMatch(/mistaken\.json\s+Not imported: Mistaken[\s\S]*Line 1, column 5/);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Kits need a run' }).waitFor();
});

test('no page of the actions has an accessibility violation', async () => {
  expect(await findAccessibilityViolations(page, ['/actions'])).toEqual([]);
});

test('the browser never had anything to complain about', () => {
  expect(complaints).toEqual([]);
});
