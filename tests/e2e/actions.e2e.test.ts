// An engineer at work on the actions of the sample factory: finding, switching, writing, trying, bringing back.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { axeViolations, findAccessibilityViolations } from './accessibility.ts';
import { type Desk, openDesk } from './desk.ts';
import { ask, joinAs } from './join.ts';
import { photographFailures } from './photograph-failures.ts';

let desk: Desk;
let server: InterlockServer;
let browser: Browser;
let page: Page;
let files: string;
let complaints: string[];

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'interlock-files-'));
  // Chromium itself styles a line of an editor that it joins to another; the policy refuses that, the editor redraws it.
  desk = await openDesk({ but: /^Applying inline style/ });
  ({ browser, server, page, complaints } = desk);
});

photographFailures(() => page);

afterAll(async () => {
  await desk?.close();
  await rm(files, { recursive: true, force: true });
});

test('the list says how each action did this week, and its blocks lead to their logs', async () => {
  await page.goto('/actions');
  const row = page.getByRole('row').filter({ hasText: 'Scrapping needs a reason' });
  await row.getByText(/just now|ago/).waitFor();
  expect(await row.getByRole('cell').nth(7).textContent()).toMatch(/\d+$/);
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

test('switched by keyboard, an action keeps the focus, and a second press meanwhile does nothing', async () => {
  await page.goto('/actions?target=PARTINVENTORY');
  const row = page.getByRole('row').filter({ hasText: 'Scrapping needs a reason' });
  const state = row.getByRole('switch');
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let changes = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation')) return route.continue();
    changes += 1;
    await asked;
    await route.continue();
  });
  await state.focus();
  await page.keyboard.press('Space');
  await row.getByText('Off', { exact: true }).waitFor();
  await page.keyboard.press('Space');
  expect(await state.getAttribute('aria-busy')).toBe('true');
  answer();
  await expect.poll(() => state.getAttribute('aria-busy')).toBe('false');
  expect([changes, await state.isChecked()]).toEqual([1, false]);
  expect(await state.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Space');
  await row.getByText('On', { exact: true }).waitFor();
  await expect.poll(() => state.getAttribute('aria-busy')).toBe('false');
  await page.unroute('**/graphql');
});

/** Lets go of a file over an element, as the mouse would. */
async function dropFile(on: Locator, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ({ name, text }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    { name, text },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await on.dispatchEvent(type, { dataTransfer });
}

async function newestLogOf(actionId: string): Promise<string> {
  const { executionLogs } = await ask<{ executionLogs: { nodes: { id: string }[] } }>(
    page,
    'query ($id: ID!) { executionLogs(first: 1, filters: { actionId: { eq: $id } }) { nodes { id } } }',
    { id: actionId },
  );
  return `/execution-logs/${executionLogs.nodes[0]!.id}`;
}

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

test('files are dropped on the import, too', async () => {
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import actions' });
  const rule = { title: 'Dropped on the import', target: 'PARTKIT', eventType: 'DELETE', code: 'pass' };
  await dropFile(dialog.getByRole('textbox'), 'dropped.json', JSON.stringify({ create_rule: rule }));
  await dialog.getByText('Imported as Dropped on the import').waitFor();
  await page.keyboard.press('Escape');
});

test('a search that finds nothing is cleared with one click', async () => {
  await page.goto('/actions?target=PARTINVENTORY&search=nothing+like+it');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await page.getByRole('link', { name: 'Scrapping needs a reason' }).waitFor();
  await page.getByRole('searchbox').fill('scrapping');
  await page.getByText('1 action', { exact: true }).waitFor();
});

test('numbers that could not be read are an error, not an idle factory', async () => {
  await page.route('**/graphql', (route) => {
    const isRefused = route.request().postData()?.includes('ruleStatistics');
    const errors = [{ message: 'The database is busy', extensions: { code: 'LIMIT_EXCEEDED' } }];
    return isRefused ? route.fulfill({ json: { errors } }) : route.continue();
  });
  await page.goto('/actions');
  await page.getByText('How the actions did this week could not be read').waitFor({ timeout: 30_000 });
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('How the actions did this week could not be read').waitFor({ state: 'detached' });
  await page
    .getByRole('row')
    .filter({ hasText: 'Scrapping' })
    .getByText(/now|ago/)
    .waitFor();
});

test('a new action begins with a query for its target, and is tried before it is made', async () => {
  await page.goto('/actions/new?tab=context');
  await describeAction('Kitted inventory stays', 'Part Inventory', 'Delete');
  await page.getByRole('button', { name: 'Begin with a query for the part inventory' }).click();
  await page.getByRole('textbox', { name: 'Context: GraphQL query' }).getByText('serialNumber').waitFor();
  await page.getByRole('tab', { name: 'Code' }).click();
  await page
    .getByRole('textbox', { name: 'Code: Python' })
    .fill("raise ValidationError(context['partInventory']['status'])");
  await page.keyboard.press('Control+Enter');
  await page.getByRole('combobox', { name: 'Part Inventory to run it on' }).fill('TC-0101');
  await page.getByRole('option', { name: /TC-0101/ }).click();
  await page.keyboard.press('Control+Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await result.getByText('INSTALLED', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page
    .getByRole('textbox', { name: 'Code: Python' })
    .fill("raise ValidationWarning('Was it ' + context['partInventory']['status'])");
  await page.keyboard.press('Control+Enter');
  await result.getByText('Was it INSTALLED', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await page.getByText(/Action \d+ · version 1/).waitFor();
});

test('mistakes are marked by the real interpreter and the schema as one types', async () => {
  await openScrapping('code');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('def broken:\n');
  await page.getByRole('tab', { name: /Code.*1 problem/ }).waitFor();
  await page.keyboard.press('Control+Shift+M');
  await page
    .getByRole('listbox', { name: 'Diagnostics' })
    .getByText(/expected|invalid syntax/)
    .waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Delete');
  await page.getByRole('tab', { name: 'Code', exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Context' }).click();
  await page.getByRole('textbox', { name: 'Context: GraphQL query' }).fill('{ partInventory(id: $id) { nonsense } }');
  await page.getByRole('tab', { name: /Context.*1 problem/ }).waitFor();
});

test('the editor says how Tab leaves it, and that does', async () => {
  await openScrapping('code');
  const editor = page.getByRole('textbox', { name: 'Code: Python' });
  const hint = page.getByText(/^Tab indents/).filter({ visible: true });
  expect(await editor.getAttribute('aria-description')).toBe('Tab indents. Press Escape, then Tab, to leave.');
  await editor.focus();
  await hint.waitFor();
  const hasFocus = () => editor.evaluate((element) => element === document.activeElement);
  await page.keyboard.press('Tab');
  expect(await hasFocus()).toBe(true);
  // What was indented stays: the next to open the page is asked about it.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await hasFocus()).toBe(false);
  await hint.waitFor({ state: 'hidden' });
});

test('completion knows what the query put into the context', async () => {
  await openScrapping('code');
  await page.keyboard.press('Control+End');
  await page.keyboard.type("mine = context['partInventory']\nmine['");
  const options = page.getByRole('listbox').getByRole('option');
  await options.filter({ hasText: 'attributes' }).waitFor();
  expect(await options.locator('.cm-completionLabel').allTextContents()).toEqual(['attributes', 'id', 'status']);
  await options.filter({ hasText: 'status' }).click();
  await page.getByText("mine['status']").waitFor();
});

test('the query is completed from the schema', async () => {
  await openScrapping('context');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{ partInventory(id: $id) { serialN', { delay: 20 });
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /serialNumber/ })
    .waitFor();
});

test('the query is run on a record picked by search, and its data shown', async () => {
  await openScrapping('context');
  await page.getByRole('combobox', { name: 'Part Inventory to run the query on' }).fill('TC-0101');
  await page.getByRole('option', { name: /TC-0101/ }).click();
  await page.getByRole('button', { name: 'Run query' }).click();
  const data = page.getByRole('tree', { name: /^Context of/ });
  await data.getByText('partInventory').waitFor();
  await data.getByText('currentUser').waitFor();
  await page.getByRole('searchbox', { name: /Search in the context/ }).fill('ada@');
  await page.getByText('1 found').waitFor();
});

test('an unsaved edit is tried on exactly what the action was given in a log', async () => {
  await openScrapping('code');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type("print('tried', context['partInventory']['id'])\n");
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('On the context of a log').click();
  await page.getByRole('combobox', { name: 'Log to take the context of' }).click();
  await page.getByRole('option').filter({ hasText: 'Blocked' }).first().click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await result.getByText('Blocked').waitFor();
  await result.getByText(/tried/).waitFor();
  await result.getByText('Line 8:').waitFor();
  await page.keyboard.press('Escape');
});

test('the log that was chosen stays chosen while one goes back to edit', async () => {
  await page.getByRole('textbox', { name: 'Code: Python' }).getByText('tried').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Result' }).getByText(/tried/).waitFor();
  expect(await page.getByRole('combobox', { name: 'Log to take the context of' }).inputValue()).toMatch(/Blocked/);
  await page.keyboard.press('Escape');
});

test('leaving unsaved work asks, and saving makes a version', async () => {
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  await page.keyboard.press('Control+s');
  await page.getByText('Action 3 · version 2').waitFor();
});

test('the history says what each version changed, and brings one back', async () => {
  await page.getByRole('tab', { name: 'History' }).click();
  const detail = page.getByRole('region', { name: 'Version 2' });
  await detail.locator('.cm-changedLine').getByText('tried').waitFor();
  await page.getByRole('button', { name: /^Version 1/ }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 3').waitFor();
  await page.getByRole('tab', { name: 'Code' }).click();
  expect(await page.getByRole('textbox', { name: 'Code: Python' }).textContent()).not.toContain('tried');
});

test('a log file edited at a desk brings its change back', async () => {
  await page.getByRole('tab', { name: 'Executions' }).click();
  const logPath = await page
    .getByRole('table')
    .getByRole('link', { name: /^\w{3} \d\d/ })
    .first()
    .getAttribute('href');
  const source = await (await page.request.get(`${logPath}/download`)).text();
  const edited = source.replace('before scrapping', 'before it is scrapped');
  expect(edited).not.toBe(source);
  await page.getByRole('tab', { name: 'Code' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose log file' }).click(),
  ]);
  await chooser.setFiles({ name: 'edited.py', mimeType: 'text/x-python', buffer: Buffer.from(edited) });
  const dialog = page.getByRole('dialog', { name: /in the log file/ });
  await dialog.locator('.cm-changedLine').getByText('before it is scrapped').waitFor();
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('textbox', { name: 'Code: Python' }).getByText('before it is scrapped').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 4').waitFor();
});

test('a log file that is dropped on the code does the same', async () => {
  const code = page.getByRole('textbox', { name: 'Code: Python' });
  const logPath = await newestLogOf('3');
  const source = await (await page.request.get(`${logPath}/download`)).text();
  await dropFile(code, 'edited.py', source.replace('before scrapping', 'before anybody scraps it'));
  const dialog = page.getByRole('dialog', { name: /in the log file/ });
  await dialog.locator('.cm-changedLine').getByText('before anybody scraps it').waitFor();
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await code.getByText('before anybody scraps it').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 5').waitFor();
  await dropFile(code, 'notes.py', 'print("no log")');
  await page
    .getByText(/log file/i)
    .last()
    .waitFor();
});

test('Share copies the mutation that makes the action elsewhere', async () => {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Copied the createRule mutation').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^mutation[\s\S]*createRule[\s\S]*before anybody scraps it/);
});

test('a script of a thousand lines and a flood of output are drawn only where one looks', async () => {
  const code = Array.from({ length: 1_000 }, (_, line) => `x_${line} = context['partInventory']['id']`).join('\n');
  const { createRule } = await ask<{ createRule: { rule: { id: number } } }>(
    page,
    'mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }',
    {
      input: {
        title: 'Long',
        target: 'PARTINVENTORY',
        eventType: 'UPDATE',
        enabled: false,
        context: '{ partInventory(id: $id) { id } }',
        code: `${code}\nprint('x\\n' * 100_000)\n`,
      },
    },
  );
  await page.goto(`/actions/${createRule.rule.id}?tab=code`);
  const editor = page.getByRole('textbox', { name: 'Code: Python' });
  await editor.getByText('x_0 =').waitFor();
  expect(await page.locator('.cm-line').count()).toBeLessThan(200);
  expect((await page.locator('.cm-editor').boundingBox())?.height).toBeLessThan(700);
  await editor.press('Control+End');
  await editor.getByText('100_000').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('combobox', { name: 'Part Inventory to run it on' }).fill('TC-0101');
  await page.getByRole('option', { name: /TC-0101/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const output = page.getByRole('region', { name: 'Output' });
  await output.getByText('x', { exact: true }).first().waitFor();
  expect(await output.locator('code').count()).toBeLessThan(200);
  await output.press('End');
  await output.getByText('100000', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
});

test('a query that reads megabytes shows them, and the code is tried on all of them', async () => {
  const copies = Array.from({ length: 7 }, (_, n) => `copy${n}: part(id: $id) { description }`);
  const { createRule } = await ask<{ createRule: { rule: { id: number } } }>(
    page,
    `mutation ($part: CreatePartInput!, $rule: CreateRuleInput!) {
      createPart(input: $part) { part { id } } createRule(input: $rule) { rule { id } } }`,
    {
      part: { partNumber: 'LONG-1', description: `${'long words '.repeat(90_000)}to the very end` },
      rule: {
        title: 'Reads megabytes',
        target: 'PART',
        eventType: 'UPDATE',
        context: `{ ${copies.join(' ')} }`,
        code: "print(sum(len(copy['description']) for copy in context.values() if 'description' in copy))",
      },
    },
  );
  await page.goto(`/actions/${createRule.rule.id}?tab=context`);
  await page.getByRole('combobox', { name: 'Part to run the query on' }).fill('LONG-1');
  await page.getByRole('option', { name: /LONG-1/ }).click();
  await page.getByRole('button', { name: 'Run query' }).click();
  const data = page.getByRole('tree', { name: /^Context of/ });
  await data.getByText('copy6').waitFor();
  expect((await data.textContent())?.length).toBeLessThan(100_000);
  await page.getByRole('searchbox', { name: /Search in the context/ }).fill('the very end');
  await page.getByText('7 found').waitFor();
  expect(await data.getByText('characters before … ').count()).toBe(7);
  await page.getByText('Raw', { exact: true }).click();
  await page
    .getByRole('region', { name: /^Context of/ })
    .getByText('more characters')
    .first()
    .waitFor();
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByRole('combobox', { name: 'Part to run it on' }).fill('LONG-1');
  await page.getByRole('option', { name: /LONG-1/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('region', { name: 'Result' }).getByText('6930105').waitFor();
  await page.keyboard.press('Escape');
});

test('what is typed while a new action is on its way stays, as an unsaved change', async () => {
  await page.goto('/actions/new');
  await describeAction('On its way', 'Team', 'Create');
  let isHeld = false;
  await page.route('**/graphql', async (route) => {
    if (!isHeld && route.request().postData()?.includes('createRule')) {
      isHeld = true;
      await page.getByLabel('Title').fill('On its way, and typed on');
    }
    await route.continue();
  });
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'On its way', exact: true }).waitFor();
  await page.unroute('**/graphql');
  expect(await page.getByLabel('Title').inputValue()).toBe('On its way, and typed on');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'On its way, and typed on' }).waitFor();
});

test('each role is offered just what it may do', async () => {
  const team = { browser, admin: page, url: server.url };
  const author = await joinAs(team, 'Action author');
  await author.goto('/actions');
  await author.getByRole('checkbox', { name: 'Select all actions shown' }).waitFor();
  await author.getByRole('link', { name: 'View Execution Logs' }).waitFor();
  expect(await author.getByRole('button', { name: 'More' }).count()).toBe(0);
  await author.getByRole('link', { name: 'New Action' }).click();
  await author.getByRole('button', { name: 'Create' }).waitFor();
  const quality = await joinAs(team, 'Quality');
  await quality.goto('/actions/3?tab=executions');
  await quality.getByRole('table').getByText('Blocked').first().waitFor();
  await quality.getByText('You may read this action').waitFor();
  expect(await quality.getByRole('button', { name: /Save|Test|More/ }).count()).toBe(0);
  const viewer = await joinAs(team, 'Viewer');
  await viewer.goto('/actions');
  await viewer.getByRole('link', { name: 'Scrapping needs a reason' }).waitFor();
  expect(
    await viewer
      .getByRole('main')
      .getByRole('link', { name: /New Action|View Execution Logs/ })
      .count(),
  ).toBe(0);
  expect(await viewer.getByRole('main').getByRole('checkbox').count()).toBe(0);
  await viewer.goto('/actions/new');
  await viewer.getByText('EDIT_ACTIONS', { exact: true }).waitFor();
  await viewer.goto('/actions/3?tab=executions');
  await viewer.getByText('SEE_LOGS', { exact: true }).waitFor();
  for (const one of [author, quality, viewer]) await one.context().close();
});

test('no dialog of the actions has an accessibility violation', { timeout: 180_000 }, async () => {
  const found: string[] = [];
  await page.goto('/actions');
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByLabel('What to import').fill('{"title": "No code"}\n');
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(/Not imported/).waitFor();
  found.push(...(await axeViolations(page, 'Import')));
  await openScrapping('code');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('combobox', { name: 'Part Inventory to run it on' }).fill('TC-0101');
  await page.getByRole('option', { name: /TC-0101/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('region', { name: 'Result' }).waitFor();
  found.push(...(await axeViolations(page, 'Test')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('dialog', { name: /^Delete/ }).waitFor();
  found.push(...(await axeViolations(page, 'Delete')));
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(found).toEqual([]);
});

test('no page of the actions has an accessibility violation', { timeout: 180_000 }, async () => {
  const paths = [
    '/actions',
    '/actions/new',
    ...['context', 'code', 'history', 'executions'].map((tab) => `/actions/3?tab=${tab}`),
  ];
  expect(await findAccessibilityViolations(page, paths)).toEqual([]);
});

test('the browser never had anything to complain about', () => {
  expect(complaints).toEqual([]);
});

async function describeAction(title: string, target: string, event: string): Promise<void> {
  await page.getByLabel('Title').fill(title);
  for (const [name, choice] of Object.entries({ Target: target, Event: event })) {
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
  }
}

/** The editor of the action about scrapping, with the cursor in it. */
async function openScrapping(tab: 'code' | 'context'): Promise<void> {
  await page.goto('/records/part');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.goto(`/actions/3?tab=${tab}`);
  await page.locator('.cm-content').click();
}
