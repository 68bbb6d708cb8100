// People at the list of execution logs: flipping through hundreds with one hand.

import { expect, test } from 'vitest';
import { atLogsDesk, hasFocus } from './logs-desk.ts';

const desk = atLogsDesk(230);

const focusedRow = () =>
  desk.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.rowId ?? undefined);
const isInQuickView = () => desk.quickView().evaluate((dialog) => dialog.contains(document.activeElement));
const scrollTop = () => desk.list().evaluate((element) => element.scrollTop);

/** Resolves once the row at the bottom of the list's frame is drawn. */
const drawnToTheBottom = () =>
  desk.page.waitForFunction(() => {
    const box = document.querySelector('section[aria-label="Execution logs"]')!.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + 200, box.bottom - 40);
    return at?.closest('[data-row-id]') != null;
  });

test('hundreds of logs scroll past without a jump, and only those in sight are drawn', async () => {
  const { page, rows, list, openLogs, readLogIds } = desk;
  await openLogs();
  const all = await readLogIds(500);
  const seen: string[] = [];
  for (let step = 0; seen.length < all.length && step < 40; step++) {
    for (const id of await rows().evaluateAll((drawn) => drawn.map((row) => (row as HTMLElement).dataset.rowId!))) {
      if (!seen.includes(id)) seen.push(id);
    }
    await list().evaluate((element) => element.scrollBy(0, 540));
    await drawnToTheBottom();
  }
  expect(seen).toEqual(all);
  expect(await rows().count()).toBeLessThan(60);
  await page.getByText(`${all.length} logs`).waitFor();
});

test('at 1280 pixels the important columns fit without scrolling sideways', async () => {
  const { page, list, openLogs } = desk;
  await openLogs();
  for (const name of ['Created At', 'Outcome', 'Event', 'Target', 'Record', 'Message', 'Raised Action', 'Time']) {
    await page.getByRole('columnheader', { name }).waitFor();
  }
  expect(await list().evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});

test('the navigation scrolls up and down, and nothing in it is wider than it', async () => {
  const { page } = desk;
  const nav = page.getByRole('navigation', { name: 'Main' });
  await nav.getByRole('button', { name: 'Administration' }).click();
  await nav.getByRole('link', { name: 'Audit Trail' }).hover();
  expect(await nav.locator('[data-orientation="horizontal"]').count()).toBe(0);
  const widths = await nav
    .getByRole('list')
    .evaluateAll((lists) =>
      lists.map((list) => [list.getBoundingClientRect().right, list.closest('nav')!.getBoundingClientRect().right]),
    );
  for (const [list = 0, frame = 0] of widths) expect(list).toBeLessThanOrEqual(frame);
  await nav.getByRole('button', { name: 'Administration' }).click();
});

test('a row leads to its log, its record and its actions', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs('?outcome=BLOCKED');
  const links = await rows()
    .first()
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname.replace(/[0-9a-f-]{36}$/, 'id')));
  expect(links[0]).toBe('/execution-logs/id');
  expect(links[1]).toMatch(/^\/records\/part-inventory\/\d+$/);
  expect(links.slice(2)).toEqual(['/actions/3', '/actions/1', '/actions/3']);
  await rows().first().getByRole('link', { name: 'Scrapping needs a reason' }).click();
  await page.waitForURL('**/actions/3**');
});

test('j and k walk the rows; the row with the focus can be seen', async () => {
  const { page, list, openLogs, readLogIds } = desk;
  await openLogs();
  const ids = await readLogIds(60);
  for (let step = 0; step < 31; step++) await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect.poll(focusedRow).toBe(ids[29]);
  const [row, frame] = await Promise.all([
    page.locator(`[data-row-id="${ids[29]}"]`).boundingBox(),
    list().boundingBox(),
  ]);
  expect(row!.y).toBeGreaterThan(frame!.y);
  expect(row!.y + row!.height).toBeLessThanOrEqual(frame!.y + frame!.height);
});

test('Enter opens the log, and Back shows the list exactly as it was left', async () => {
  const { page, verdict } = desk;
  const id = await focusedRow();
  const before = await scrollTop();
  // The page of a log comes slowly, so that the list has come to rest, and its address wants to follow, on the way there.
  const slowNetwork = await desk.context.newCDPSession(page);
  const conditions = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  await slowNetwork.send('Network.emulateNetworkConditions', { ...conditions, latency: 700 });
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/execution-logs/${id}`);
  await verdict().waitFor();
  await slowNetwork.detach();
  await page.goBack();
  await page.locator(`[data-row-id="${id}"]`).waitFor();
  expect(await scrollTop()).toBe(before);
});

test('Back from a log brings back what was selected, and the row that keys go on from', async () => {
  const { page, verdict, openLogs, readLogIds } = desk;
  await openLogs();
  const ids = await readLogIds(5);
  for (const key of ['j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key);
  await desk.bar().getByText('2 selected').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/execution-logs/${ids[2]}`);
  await verdict().waitFor();
  await page.goBack();
  await desk.bar().getByText('2 selected').waitFor();
  await expect.poll(focusedRow).toBe(ids[2]);
  await page.keyboard.press('j');
  await expect.poll(focusedRow).toBe(ids[3]);
  // A link to the list leads to a list of its own.
  await page.keyboard.press('Enter');
  await verdict().waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Execution Logs' }).click();
  await page.locator('[data-row-id]').first().waitFor();
  expect(await desk.bar().isVisible()).toBe(false);
  expect(await focusedRow()).toBeUndefined();
});

test('Quick View walks across pages with the arrow keys, and the address follows', async () => {
  const { page, quickView, verdict, readLogIds, address } = desk;
  const ids = await readLogIds(150);
  await page.goto(`/execution-logs?quick=${ids[95]}`);
  await verdict().waitFor();
  await quickView()
    .getByText(/^96 of \d+ logs$/)
    .waitFor();
  for (let step = 96; step < 106; step++) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => address('quick')).toBe(ids[step]);
  }
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => address('quick')).toBe(ids[104]);
  await quickView().getByRole('button', { name: 'Next log' }).click();
  await expect.poll(() => address('quick')).toBe(ids[105]);
});

test('the next log was fetched before it is asked for', async () => {
  const { page, quickView, address } = desk;
  await page.waitForLoadState('networkidle');
  const id = address('quick');
  const asked: string[] = [];
  await page.route('**/graphql', async (route) => {
    asked.push(route.request().postData() ?? '');
    // Nothing answers: what is shown now was here before.
    if (!asked.at(-1)!.includes('ExecutionLogCode')) await route.fallback();
  });
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => address('quick')).not.toBe(id);
  const now = address('quick');
  await expect
    .poll(() => quickView().getByRole('link', { name: 'View Execution' }).getAttribute('href'))
    .toContain(now);
  await quickView().locator('[data-stale]').waitFor({ state: 'detached' });
  expect(asked.some((body) => body.includes('query ExecutionLogCode') && body.includes(now!))).toBe(false);
  await page.unroute('**/graphql');
});

test('a reload reopens Quick View on its log, and Escape gives the focus back to its row', async () => {
  const { page, quickView, verdict, address } = desk;
  const id = address('quick')!;
  await expect.poll(() => address('after')).toBeTruthy();
  await page.reload();
  await verdict().waitFor();
  await expect.poll(() => quickView().getByRole('button', { name: 'Next log' }).isEnabled()).toBe(true);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => address('quick')).not.toBe(id);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => address('quick')).toBe(id);
  await page.keyboard.press('Escape');
  await quickView().waitFor({ state: 'detached' });
  await expect.poll(focusedRow).toBe(id);
});

test('in Quick View Space closes, Enter opens the log, and ? tells the keys without closing it', async () => {
  const { page, quickView, openLogs, readLogIds, address } = desk;
  await openLogs();
  const [id] = await readLogIds(1);
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await page.keyboard.press('j');
  await expect.poll(focusedRow).toBe(id);
  await page.keyboard.press('Space');
  await quickView().getByRole('region', { name: 'Verdict' }).waitFor();
  await page.keyboard.press('?');
  await help.waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  expect(address('quick')).toBe(id);
  await expect.poll(isInQuickView).toBe(true);
  await page.keyboard.press('Space');
  await quickView().waitFor({ state: 'detached' });
  await expect.poll(focusedRow).toBe(id);
  await page.keyboard.press('Space');
  await expect.poll(isInQuickView).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/execution-logs/${id}`);
});

test('new logs are announced, and move nothing until they are asked for', async () => {
  const { rows, list, openLogs, readLogIds, changeInventories } = desk;
  await openLogs();
  await list().evaluate((element) => element.scrollTo(0, 300));
  const [before, first] = [await scrollTop(), await rows().first().getAttribute('data-row-id')];
  await changeInventories(3);
  await desk.button('3 new').waitFor();
  expect(await scrollTop()).toBe(before);
  expect(await rows().first().getAttribute('data-row-id')).toBe(first);
  await desk.button('3 new').click();
  await expect.poll(scrollTop).toBe(0);
  await expect.poll(() => rows().first().getAttribute('data-row-id')).toBe((await readLogIds(1))[0]);
});

test('looking for new logs can be paused', async () => {
  const { browser, context, server, changeInventories } = desk;
  // The clock of a page cannot be given back, so this is a page of its own.
  const again = await browser.newContext({ baseURL: server.url, storageState: await context.storageState() });
  const page = await again.newPage();
  page.setDefaultTimeout(30_000);
  await page.clock.install();
  await page.goto('/execution-logs');
  await page.locator('[data-row-id]').first().waitFor();
  await page.getByRole('button', { name: 'Live' }).click();
  await page.getByText('Paused').waitFor();
  await changeInventories(2);
  await page.waitForLoadState('networkidle');
  let asked = 0;
  page.on('request', (request) => {
    if (request.postData()?.includes('query ExecutionLogs(')) asked += 1;
  });
  await page.clock.runFor(20_000);
  expect(asked).toBe(0);
  expect(await page.getByRole('button', { name: /new$/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Live' }).click();
  await page.clock.runFor(4_000);
  await page.getByRole('button', { name: '2 new' }).waitFor();
  expect(asked).toBeGreaterThan(0);
  await again.close();
});

test('columns are hidden, moved and sized, and stay so', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs();
  await desk.button('Columns').click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  const isStillTicked = await columns
    .getByRole('checkbox', { name: 'Event' })
    .evaluate(async (box: HTMLInputElement) => {
      box.click();
      for (let n = 0; n < 20; n++) await undefined; // before anything is drawn
      return box.checked;
    });
  expect(isStillTicked).toBe(false);
  await columns.getByRole('button', { name: 'Move Message left' }).click();
  await columns.getByRole('button', { name: 'Widen Target' }).click();
  await page.keyboard.press('Escape');
  const heads = async () => (await page.getByRole('columnheader').allTextContents()).filter(Boolean);
  const width = async () => Math.round((await page.getByRole('columnheader', { name: 'Target' }).boundingBox())!.width);
  const sized = await width();
  await page.waitForLoadState('networkidle');
  await page.reload();
  await rows().first().waitFor();
  expect(await heads()).not.toContain('Event');
  expect((await heads()).indexOf('Message')).toBeLessThan((await heads()).indexOf('Record'));
  expect(await width()).toBe(sized);

  const target = page.getByRole('columnheader', { name: 'Target' });
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + box.width - 3, box.y + 15);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 27, box.y + 15, { steps: 3 });
  await page.mouse.up();
  await expect.poll(width).toBe(sized + 30);
  await target.dragTo(page.getByRole('columnheader', { name: 'Created At' }));
  await expect.poll(async () => (await heads())[0]).toBe('Target');

  // Wherever one signs in, they are so.
  const { browser, context, server } = desk;
  const elsewhere = await browser.newContext({ baseURL: server.url, storageState: await context.storageState() });
  const there = await elsewhere.newPage();
  await there.goto('/execution-logs');
  await there.locator('[data-row-id]').first().waitFor();
  const headsThere = (await there.getByRole('columnheader').allTextContents()).filter(Boolean);
  expect(headsThere[0]).toBe('Target');
  expect(headsThere).not.toContain('Event');
  await elsewhere.close();

  await desk.button('Columns').click();
  await columns.getByRole('button', { name: 'Reset' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await heads())[0]).toBe('Created At');
});

test('the list is sorted by time taken, and by the oldest', async () => {
  const { page, openLogs } = desk;
  await openLogs();
  await desk.button('Time').click();
  await page.waitForURL(/sort=slowest/);
  await expect
    .poll(() => page.getByRole('columnheader', { name: 'Time' }).getAttribute('aria-sort'))
    .toBe('descending');
  await desk.button('Created At').click();
  await page.waitForURL((url) => !url.searchParams.has('sort'));
  await desk.button('Created At').click();
  await page.waitForURL(/sort=oldest/);
});

test('sorting by keyboard leaves the focus on the heading', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs();
  await desk.button('Time').focus();
  for (const sort of ['slowest', 'fastest', 'slowest']) {
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`sort=${sort}`));
    await rows().first().waitFor();
    expect(await hasFocus(desk.button('Time'))).toBe(true);
  }
});

test('the menu of a row has what can be done with its log, and gives the focus back', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs();
  const opener = rows()
    .first()
    .getByRole('button', { name: /^Actions for/ });
  await opener.click();
  await expect
    .poll(() => page.getByRole('menuitem').allTextContents())
    .toEqual(['View Execution', 'Copy Link', 'Download Code', 'Quick View']);
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('all logs are reached from the Actions page, and those of one action from its Executions tab', async () => {
  const { page, rows } = desk;
  await page.goto('/actions');
  await page.getByRole('link', { name: 'View Execution Logs' }).click();
  await page.waitForURL('**/execution-logs');
  await rows().first().waitFor();
  await page.goto('/actions/3?tab=code');
  await page.getByRole('tab', { name: 'Executions' }).click();
  await rows().first().waitFor();
  const ran = await rows().evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('a')].some((link) => link.pathname === '/actions/3')),
  );
  expect(ran).not.toContain(false);
});

test('the browser never had anything to complain about', () => {
  expect(desk.complaints).toEqual([]);
});
