// People at one execution log: why it was blocked, what it was given, what else belongs to it; on a phone, and to a screen reader.
// What is said when there is nothing to show: missing-logs.e2e.test.ts.

import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeViolations, findAccessibilityViolations } from './accessibility.ts';
import { atLogsDesk } from './logs-desk.ts';

const blockedMessage = 'Add the attribute "Scrap reason" before scrapping';
const longMessage = 'The supplier is not approved. '.repeat(300).trim();

const desk = atLogsDesk(60);

beforeAll(async () => {
  await makeRule('Lists what is wrong', 'SUPPLIER', {
    code: [
      "name = context['supplier']['name']",
      "print('checking', name)",
      'if name == "Long":',
      `    raise ValidationError(${JSON.stringify(longMessage)})`,
      'if name == "Warned":',
      '    raise ValidationWarning("Prüfen: 東京の部品 🏭")',
    ].join('\n'),
  });
  await makeRule('Fails, and lets it through', 'SUPPLIER', {
    errorState: 'ALLOW',
    code: 'print("line\\n" * 3000)\nratio = 1 / 0',
  });
  await makeRule('Never ends', 'TEAM', { code: 'while True:\n    pass' });
  await makeRule('Hoards', 'LOCATION', { code: 'hoard = []\nwhile True:\n    hoard.append("x" * 1_000_000)' });
}, 60_000);

async function makeRule(title: string, target: string, rule: object): Promise<void> {
  const field = target.toLowerCase();
  const input = { title, target, eventType: 'CREATE', context: `{ ${field}(id: $id) { id name } }`, ...rule };
  const { errors } = await desk.graphql(
    'mutation Rule($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }',
    { input: { errorState: 'BLOCK', ...input } },
  );
  expect(errors).toBeUndefined();
}

/** @returns the id of the log that it made */
async function create(type: 'Supplier' | 'Team' | 'Location', name: string): Promise<string> {
  await desk.graphql(
    `mutation Create($name: String!) { create${type}(input: { name: $name }) { ${type.toLowerCase()} { id } } }`,
    { name },
  );
  return (await desk.readLogIds(1))[0]!;
}

async function openLog(id: string): Promise<void> {
  await desk.page.goto(`/execution-logs/${id}`);
  await desk.verdict().waitFor();
}

const action = (title: string) => desk.page.getByRole('region', { name: title });

test('a log says what changed, and leads to the logs of the record before and after', async () => {
  const { page, rows, verdict, openLogs } = desk;
  await desk.changeInventories(30);
  await openLogs('?outcome=BLOCKED&message=Scrap+reason');
  await rows().nth(8).getByRole('link').first().click();
  await verdict().getByText(blockedMessage).waitFor();
  const changed = page.getByRole('region', { name: 'What changed' });
  await changed.getByRole('row', { name: /Status .* scrapped/ }).waitFor();
  await page.getByText(/expires in \d+ days/).waitFor();
  const own = page.url();
  await page.getByRole('link', { name: /Next log of this record/ }).click();
  await page.waitForURL((url) => url.href !== own);
  await page.getByRole('link', { name: /Previous log of this record/ }).click();
  await page.waitForURL(own);
});

test('the tab is named for its log, and a link gives the focus to the page it leads to', async () => {
  const { page } = desk;
  const main = page.getByRole('main');
  const hasFocus = (element: Locator) => element.evaluate((it) => it === document.activeElement);
  await expect.poll(() => page.title()).toMatch(/^Blocked: Update of Part Inventory \d+ · Interlock$/);
  const own = page.url();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Actions' }).press('Enter');
  await page.getByRole('heading', { name: 'Actions', level: 1 }).waitFor();
  await expect.poll(() => hasFocus(main)).toBe(true);
  await page.keyboard.press('Tab');
  expect(await hasFocus(page.getByRole('link', { name: 'View Execution Logs' }))).toBe(true);
  await page.goBack();
  await page.waitForURL(own);
  await desk.verdict().waitFor();
  expect(await hasFocus(main)).toBe(false);
});

test('the verdict leads to the line that raised, which is marked', async () => {
  const { page, verdict } = desk;
  await verdict().getByRole('button', { name: 'line 7' }).click();
  const code = page.getByRole('region', { name: 'Code of Scrapping needs a reason' });
  await expect.poll(() => code.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await code.locator('[data-marked]').textContent()).toMatch(/^\d+.*raise ValidationError/);
});

test('a context is searched, its paths are copied as the code says them, and it is seen raw and downloaded', async () => {
  const { page, readClipboard } = desk;
  const search = page.getByRole('searchbox', { name: /^Search in the context/ }).first();
  await search.fill('trackingtype');
  await search.press('Enter');
  await page.getByText('1 of 1', { exact: true }).waitFor();
  await page.getByRole('tree').first().focus();
  await page.keyboard.press('c');
  await page.getByText('Path copied').waitFor();
  expect(await readClipboard()).toBe("context['partInventory']['part']['trackingType']");
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Download context of/ })
      .first()
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^context_1_.*\.json$/);
  await page.getByText('Raw', { exact: true }).first().click();
  await page
    .getByRole('region', { name: /^Context of/ })
    .first()
    .getByText('"trackingType"')
    .waitFor();
});

test('How to run it tells the command, d downloads the file, c copies the link', async () => {
  const { page, readClipboard } = desk;
  await page.getByRole('button', { name: 'How to run it' }).click();
  await page
    .getByRole('dialog', { name: 'How to run it' })
    .getByText(/python3 /)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
  expect(download.suggestedFilename()).toMatch(/^UPDATE_PARTINVENTORY_\d+_.*\.py$/);
  await page.keyboard.press('c');
  await page.getByText('Link copied').waitFor();
  expect(await readClipboard()).toBe(page.url());
});

test('each action of a chain has its code, output, result and time; warnings stand by the verdict', async () => {
  const { page, verdict } = desk;
  await openLog(await create('Supplier', 'Warned'));
  await verdict().getByText('Failed').waitFor();
  await verdict().getByText('ZeroDivisionError: division by zero').waitFor();
  await verdict().getByRole('listitem').getByText('Prüfen: 東京の部品 🏭').waitFor();
  const first = action('14 · Lists what is wrong');
  await first.getByText('Warned', { exact: true }).waitFor();
  await first.getByText(/^[\d.]+ m?s$/).waitFor();
  await first
    .getByRole('region', { name: /^Output of/ })
    .getByText('checking Warned')
    .waitFor();
  await first.getByRole('tree').waitFor();
  const second = action('15 · Fails, and lets it through');
  await second.getByText('Failed', { exact: true }).waitFor();
  // Three thousand lines, of which only those in sight are drawn.
  const output = second.getByRole('region', { name: /^Output of/ });
  await output.getByText('line').first().waitFor();
  expect(await output.getByText('line').count()).toBeLessThan(200);
  await page.getByRole('region', { name: 'Related logs' }).waitFor();
});

test('a long message shows its beginning, and all of it when asked', async () => {
  const { verdict } = desk;
  await openLog(await create('Supplier', 'Long'));
  await verdict().getByText('Blocked').waitFor();
  expect((await verdict().textContent())!.length).toBeLessThan(1_000);
  await verdict().getByRole('button', { name: 'Show all 8,999 characters' }).click();
  expect(await verdict().textContent()).toContain(longMessage);
  await verdict().getByRole('button', { name: 'Show less' }).click();
  expect((await verdict().textContent())!.length).toBeLessThan(1_000);
});

test('running out of time or memory is told in its own words', async () => {
  const { verdict } = desk;
  await openLog(await create('Team', 'Endless'));
  await verdict()
    .getByText(/^Timed out: /)
    .waitFor();
  await action('16 · Never ends').getByText('Timed out', { exact: true }).waitFor();
  await openLog(await create('Location', 'Hoard'));
  await verdict()
    .getByText(/^Out of memory: /)
    .waitFor();
  await action('17 · Hoards').getByText('Out of memory', { exact: true }).waitFor();
});

test('the other logs of the same request are listed', async () => {
  const { page, graphql } = desk;
  const query = `mutation {
    a: createSupplier(input: { name: "One" }) { supplier { id } }
    b: createSupplier(input: { name: "Two" }) { supplier { id } }
  }`;
  await graphql(query);
  const [own] = await desk.readLogIds(1);
  await openLog(own!);
  const related = page.getByRole('region', { name: 'Related logs' });
  await related.getByRole('heading', { name: 'In the same request' }).waitFor();
  await related.getByRole('link', { name: /Create of Supplier/ }).click();
  await page.waitForURL((url) => !url.href.includes(own!));
});

test('a context of megabytes opens as a tree, and is searched', async () => {
  const { page, rows, openLogs } = desk;
  const id = await logWithLargeContext();
  await openLogs();
  const started = Date.now();
  await rows().first().getByRole('link').first().click();
  await page.waitForURL(`**/${id}`);
  await page.getByRole('treeitem').first().waitFor();
  // Far from what `npm run bench:web` measures: this machine may be busy.
  expect(Date.now() - started).toBeLessThan(15_000);
  await page
    .getByText(/\d(\.\d+)? MB/)
    .first()
    .waitFor();
  await page.getByRole('searchbox', { name: /^Search in the context/ }).fill('key 599');
  await page.keyboard.press('Enter');
  await page.getByRole('tree').getByText('"key 599"').waitFor();
});

test('on a phone a log is two lines, and Quick View fills the screen', async () => {
  const { page, rows, quickView, openLogs, verdict } = desk;
  await page.setViewportSize({ width: 390, height: 844 });
  await openLogs();
  await page.getByRole('columnheader', { name: 'Log', exact: true }).waitFor();
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(await fits()).toBe(true);
  await rows()
    .nth(1)
    .click({ position: { x: 120, y: 40 } });
  await verdict().waitFor();
  expect((await quickView().boundingBox())!.height).toBeGreaterThan(800);
  await quickView().getByRole('button', { name: 'Next log', exact: true }).click();
  await quickView().getByRole('button', { name: 'Close Quick View' }).click();
  await openLog((await desk.readLogIds(1))[0]!);
  expect(await fits()).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('nothing of it has an accessibility violation', { timeout: 400_000 }, async () => {
  const { page, rows, quickView, verdict, openLogs } = desk;
  const failed = await create('Supplier', 'Warned');
  expect(await findAccessibilityViolations(page, [`/execution-logs/${failed}`])).toEqual([]);
  await page.getByRole('button', { name: 'How to run it' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await axeViolations(page, 'how to run it')).toEqual([]);

  await openLogs('?outcome=BLOCKED&minMs=0.01');
  for (const key of ['j', 'x', 'j']) await page.keyboard.press(key);
  await page.getByRole('region', { name: 'Selected logs' }).waitFor();
  expect(await axeViolations(page, 'selection')).toEqual([]);
  const opened: [button: string, content: Locator][] = [
    ['Filters', page.getByRole('combobox', { name: 'Raised action' })],
    ['Columns', page.getByRole('dialog', { name: 'Columns' })],
    ['Views', page.getByRole('menuitem', { name: 'Save this view' })],
    ['Created', page.getByText('From', { exact: true })],
  ];
  for (const [name, content] of opened) {
    await page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await content.waitFor();
    expect(await axeViolations(page, name, '[data-portal]')).toEqual([]);
    await page.keyboard.press('Escape');
    await content.waitFor({ state: 'hidden' });
  }
  await rows()
    .first()
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Quick View' }).waitFor();
  expect(await axeViolations(page, 'row menu', '[data-portal]')).toEqual([]);
  await page.getByRole('menuitem', { name: 'Quick View' }).click();
  await verdict().waitFor();
  expect(await axeViolations(page, 'Quick View')).toEqual([]);
  await page.keyboard.press('Escape');
  await quickView().waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  expect(await axeViolations(page, 'keyboard')).toEqual([]);
  await page.keyboard.press('Escape');
});

test('the browser never had anything to complain about', () => {
  expect(desk.complaints).toEqual([]);
});

/** Makes a log whose context is some megabytes. @returns its id */
async function logWithLargeContext(): Promise<string> {
  await makeRule('Reads many attributes', 'ROLE', {
    context: '{ partInventories(first: 4) { edges { node { attributes { key value } } } } }',
    code: 'pass',
  });
  const { data } = await desk.graphql<{ partInventories: { nodes: { id: number; _etag: string }[] } }>(
    '{ partInventories(first: 4) { nodes { id _etag } } }',
  );
  const attributes = Array.from({ length: 600 }, (_, n) => ({ key: `key ${n}`, value: 'x'.repeat(1_500) }));
  for (const { id, _etag: etag } of data.partInventories.nodes) {
    const { errors } = await desk.graphql(
      'mutation Grow($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { id } } }',
      { input: { id, etag, attributes } },
    );
    expect(errors).toBeUndefined();
  }
  const { errors } = await desk.graphql('mutation { createRole(input: { name: "Large" }) { role { id } } }');
  expect(errors).toBeUndefined();
  return (await desk.readLogIds(1))[0]!;
}
