// People who take logs away: they select some, copy links, and download one or many.

import { expect, test } from 'vitest';
import { atLogsDesk } from './logs-desk.ts';

const desk = atLogsDesk(120);

test('a range of logs is selected with Shift, and their links are copied', async () => {
  const { page, server, rows, openLogs, readLogIds, readClipboard } = desk;
  await openLogs();
  const ids = await readLogIds(10);
  await rows().nth(1).getByRole('checkbox').click();
  await rows()
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await desk.bar().getByText('4 selected').waitFor();
  await desk.bar().getByRole('button', { name: 'Copy links' }).click();
  const links = ids.slice(1, 5).map((id) => `${server.url}/execution-logs/${id}`);
  await expect.poll(async () => (await readClipboard()).split('\n')).toEqual(links);
  await page.keyboard.press('Escape');
  await desk.bar().waitFor({ state: 'hidden' });
});

test('x selects the row that j and k went to, and Shift and x all up to it', async () => {
  const { page, openLogs } = desk;
  await openLogs();
  for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  await desk.bar().getByText('3 selected').waitFor();
  await page.keyboard.press('x');
  await desk.bar().getByText('2 selected').waitFor();
  await page.keyboard.press('Escape');
  await desk.bar().waitFor({ state: 'hidden' });
});

test('everything that matches is one Zip', async () => {
  const { page, openLogs } = desk;
  await openLogs('?outcome=BLOCKED');
  await page.getByRole('checkbox', { name: 'Select all logs on this page' }).check();
  await desk
    .bar()
    .getByText(/^\d+ selected$/)
    .waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    desk.bar().getByRole('button', { name: 'Download Zip' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^execution-logs_.*\.zip$/);
});

test('a long download says how far it is, and can be cancelled', async () => {
  const { page, openLogs } = desk;
  await openLogs();
  await page.getByRole('checkbox', { name: 'Select all logs on this page' }).check();
  await desk
    .bar()
    .getByRole('button', { name: /Select all \d+ that match/ })
    .click();
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/execution-logs/download', async (route) => {
    await asked;
    await route.abort().catch(() => undefined);
  });
  await desk.bar().getByRole('button', { name: 'Download Zip' }).click();
  await desk.bar().getByRole('progressbar', { name: 'Download' }).waitFor({ state: 'attached' });
  await desk
    .bar()
    .getByText(/of \d+ logs/)
    .waitFor();
  await desk.bar().getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Download cancelled').waitFor();
  answer();
  await page.unroute('**/execution-logs/download');
  await desk.bar().getByRole('button', { name: 'Clear selection' }).click();
});

test('d downloads the log, c copies its link, ? tells the keys', async () => {
  const { page, openLogs, readLogIds, readClipboard } = desk;
  await openLogs();
  await page.keyboard.press('j');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
  expect(download.suggestedFilename()).toMatch(/\.py$/);
  await page.keyboard.press('c');
  await page.getByText('Link copied').first().waitFor();
  expect(await readClipboard()).toContain((await readLogIds(1))[0]);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Quick View').first().waitFor();
  await page.keyboard.press('Escape');
});

test('the browser never had anything to complain about', () => {
  expect(desk.complaints).toEqual([]);
});
