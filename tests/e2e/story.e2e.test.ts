// The whole story of the product, in a browser and at a desk: an installation is set up, an action guards a record, a change
// is blocked, and the log of it is followed, downloaded, run and compared. Each test goes on where the one before it stopped.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { firstAdmin } from '../setup/first-admin.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { findAccessibilityViolations } from './accessibility.ts';
import { collectComplaints } from './complaints.ts';
import { createFirstAdmin, startEmpty } from './factory.ts';
import { photographFailures } from './photograph-failures.ts';

const scrapAction = {
  create_rule: {
    title: 'Scrapping needs a reason',
    target: 'PARTINVENTORY',
    eventType: 'UPDATE',
    errorState: 'BLOCK',
    context: '{ partInventory(id: $id) { id status attributes { key value } } }',
    code: [
      "part = context['partInventory']",
      "print('checking', part['id'], sorted({'b', 'a'}), hash('interlock'))",
      "if context['changes']['partInventories'].get('status', {}).get('new') == 'scrapped':",
      "    if not any(a['key'] == 'Scrap reason' for a in part['attributes']):",
      '        raise ValidationError(\'Add the attribute "Scrap reason" before scrapping\')',
      '',
    ].join('\n'),
  },
};
const blockedMessage = 'Add the attribute "Scrap reason" before scrapping';

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let downloads: string;
let complaints: string[];

beforeAll(async () => {
  [server, browser, downloads] = await Promise.all([
    startEmpty({ NODES: '2' }),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'interlock-downloads-')),
  ]);
  context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  complaints = collectComplaints(page);
});

photographFailures(() => page);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(downloads, { recursive: true, force: true });
});

test('a visitor of a new installation is told to use the one-time link', async () => {
  await page.goto('/');
  await page.getByText('no administrator yet').waitFor();
});

test('the one-time link makes the first administrator and signs her in', async () => {
  await createFirstAdmin(page, server.setupUrl);
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('heading', { name: 'Execution Logs' }).waitFor();
  await page.getByText('No executions yet').waitFor();
});

test('a published rule is imported as it is', async () => {
  await page.getByRole('link', { name: 'Actions', exact: true }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What to import').fill('{"create_rule": {');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText(/Line 1, column \d+/).waitFor();
  await dialog.getByLabel('What to import').fill(JSON.stringify(scrapAction));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('Imported as').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Scrapping needs a reason' }).waitFor();
});

test('a part and its inventory are made with the forms of their declarations', async () => {
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  await page.getByRole('link', { name: 'New Part' }).first().click();
  await page.getByLabel('Part number').fill('PN-1002');
  await page.getByLabel('Description').fill('Fuel valve');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'PN-1002' }).waitFor();

  await page.getByRole('link', { name: 'Part Inventories' }).click();
  await page.getByRole('link', { name: 'New Part Inventory' }).first().click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Part is required').waitFor();
  await page.getByRole('combobox', { name: 'Part', exact: true }).fill('valve');
  await page.getByRole('option', { name: 'PN-1002 · Fuel valve' }).click();
  await page.getByLabel('Serial number').fill('SN-0001');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'SN-0001' }).waitFor();
});

test('a blocked change says who blocked it and why, and keeps what was typed', async () => {
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Scrapped' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const toast = page.getByRole('alert').filter({ hasText: 'Blocked by Scrapping needs a reason' });
  await toast.getByText(blockedMessage).waitFor();
  await toast.getByRole('button', { name: 'Copy request id' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f-]{36}$/);
  expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('Scrapped');
  await page.getByText('1 unsaved change').waitFor();
});

test('leaving unsaved work asks, and the toast leads to the log, which says why first', async () => {
  await page.getByRole('link', { name: 'View execution log' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Update of Part Inventory 1' }).waitFor();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await verdict.getByText('Blocked').waitFor();
  await verdict.getByText(blockedMessage).waitFor();
  await page.getByText('Rolled back').waitFor();
  await page.getByRole('region', { name: 'Code of Scrapping needs a reason' }).getByText('raise').waitFor();
});

test('the downloaded file prints what the log recorded and says that they are identical', async () => {
  const recorded = await readRecordedOutput(page.url().split('/').at(-1)!);
  expect(recorded).toMatch(/^checking 1 \['a', 'b'\] -?\d+\n$/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^UPDATE_PARTINVENTORY_1_\d{8}T\d{6}Z_[0-9a-f]{8}\.py$/);
  const file = join(downloads, download.suggestedFilename());
  await download.saveAs(file);
  const run = await runPython(file);
  expect(run.stdout).toBe(recorded);
  expect(run.stderr).toContain(blockedMessage);
  expect(run.stderr.trimEnd().split('\n').at(-1)).toBe('Identical to the log.');
  expect(run.status).toBe(1);
});

test('with the reason added the same change goes through', async () => {
  await page.getByRole('link', { name: 'Part Inventory 1' }).click();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByLabel('Key of attribute 1').fill('Scrap reason');
  await page.getByLabel('Value of attribute 1').fill('Dented');
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Scrapped' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Executions' }).click();
  await page.getByRole('table').getByText('Allowed').waitFor();
  await page.getByRole('table').getByText('Blocked').waitFor();
});

test('somebody else’s change is brought into the form, and what was typed stays', async () => {
  await page.getByRole('tab', { name: 'Details' }).click();
  await page.getByLabel('Lot number').fill('LOT-9');
  await changeElsewhere({ status: 'AVAILABLE' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody changed this record while you were editing it').waitFor();
  expect(await page.getByLabel('Lot number').inputValue()).toBe('LOT-9');
  await expect.poll(() => page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('Available');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
});

test('search, Quick View and its arrow keys walk the logs, and the address holds it all', async () => {
  await page.getByRole('link', { name: 'Execution Logs' }).click();
  await page.getByRole('searchbox').fill('update part inventory 1');
  await page.waitForURL(/search=update/);
  await page.getByRole('button', { name: 'Outcome' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Allowed' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Blocked' }).click();
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Actions for the log/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Quick View' }).click();
  const dialog = page.getByRole('dialog', { name: 'Quick View' });
  await dialog.getByText(blockedMessage).first().waitFor();
  await page.keyboard.press('ArrowLeft');
  await dialog.getByRole('region', { name: 'Verdict' }).getByText('Allowed').waitFor();
  await page.reload();
  await dialog.getByRole('region', { name: 'Verdict' }).getByText('Allowed').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.getAll('outcome')).toEqual(['ALLOWED', 'BLOCKED']);
});

test('selected logs are downloaded as one Zip', async () => {
  await page.getByRole('checkbox', { name: 'Select all logs on this page' }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download Zip' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await page.getByRole('button', { name: 'Clear selection' }).click();
});

test('an action with a mistake is refused with its line and column, and can be tested without saving', async () => {
  await page.goto('/actions/1?tab=code');
  await page.getByRole('textbox', { name: 'Code: Python' }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('x = (1,\n');
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('alert')
    .getByText(/Line 1, column 5/)
    .waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByRole('combobox', { name: 'Part Inventory to run it on' }).click();
  await page.getByRole('option', { name: 'SN-0001' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('region', { name: 'Result' }).waitFor();
  await page.keyboard.press('Escape');
});

test('no other page has an accessibility violation', { timeout: 300_000 }, async () => {
  // The stories of each kind of page look at the rest.
  const paths = ['/nowhere', '/execution-logs/0193ffff-0000-7000-8000-000000000000', '/records/location'];
  expect(await findAccessibilityViolations(page, paths)).toEqual([]);
});

test('signing out ends the session, and signing in leads back', async () => {
  await page.goto('/records/part-inventory/1');
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await findAccessibilityViolations(page, ['/sign-in'])).toEqual([]);
  await page.goto('/records/part-inventory/1');
  await page.getByLabel('Email').fill(firstAdmin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'SN-0001' }).waitFor();
});

test('the browser never had anything to complain about', () => {
  expect(complaints).toEqual([]);
});

async function graphql<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

async function readRecordedOutput(id: string): Promise<string> {
  const { executionLog } = await graphql<{ executionLog: { actions: { output: string }[] } }>(
    'query Output($id: ID!) { executionLog(id: $id) { actions { output } } }',
    { id },
  );
  return executionLog.actions.map(({ output }) => output).join('');
}

/** Changes part inventory 1 over the API, as another person would meanwhile. */
async function changeElsewhere(change: object): Promise<void> {
  const { partInventory } = await graphql<{ partInventory: { _etag: string } }>('{ partInventory(id: 1) { _etag } }');
  await graphql(
    'mutation Change($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { id } } }',
    {
      input: { id: 1, etag: partInventory._etag, ...change },
    },
  );
}

function runPython(file: string): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile('python3', [file], (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
