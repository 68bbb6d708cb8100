// What the pages about execution logs say when there is nothing to show: nothing matches, it has expired or is forbidden, the
// search took too long, the server is away.

import { expect, test } from 'vitest';
import { atLogsDesk } from './logs-desk.ts';

const desk = atLogsDesk(20);

test('what is empty, gone or forbidden says so, and what to do', async () => {
  const { page, rows } = desk;
  await page.goto('/execution-logs?message=nobody+ever+said+this');
  await page.getByText('No log matches').waitFor();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await rows().first().waitFor();
  await page.goto('/execution-logs/0193ffff-0000-7000-8000-000000000000');
  await page.getByText('This log is not here any more').waitFor();
  await page.getByRole('link', { name: 'All execution logs' }).click();
  await rows().first().waitFor();

  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query ExecutionLogs(')) return route.fallback();
    const error = { message: 'You may not see execution logs', extensions: { code: 'FORBIDDEN' } };
    await route.fulfill({ json: { errors: [error] } });
  });
  await page.goto('/execution-logs');
  await page.getByText("You don't have permission to see this").waitFor();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await rows().first().waitFor();
});

test('a log that is open says how long it has left, and when it expires is gone, from lists too', async () => {
  const asTimeFlies = async (path: string, before: string, after: string, days = 30.1) => {
    const storageState = await desk.context.storageState();
    const context = await desk.browser.newContext({ baseURL: desk.server.url, storageState });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(path);
    await page.locator(before).first().waitFor();
    await page.clock.fastForward(days * 86_400_000);
    await page.getByText(after).first().waitFor();
    expect(await page.locator(before).count()).toBe(0);
    await context.close();
  };
  const [id] = await desk.readLogIds(1);
  await asTimeFlies(`/execution-logs/${id}`, 'text=expires in 30 days', 'expires in 28 days', 2);
  await asTimeFlies(`/execution-logs/${id}`, '[aria-label="Verdict"]', 'This log is not here any more');
  await asTimeFlies(`/execution-logs?quick=${id}`, '[role=dialog] pre', 'This log is not here any more');
  await asTimeFlies('/execution-logs', '[data-row-id]', 'No executions yet');
});

test('a search that takes too long says so, and can be changed', async () => {
  const { page, rows, openLogs } = desk;
  await openLogs();
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    if (!body.includes('query ExecutionLogs(') || !body.includes('endless')) return route.fallback();
    const error = { message: 'The search took too long', extensions: { code: 'LIMIT_EXCEEDED' } };
    await route.fulfill({ json: { errors: [error] } });
  });
  const search = page.getByRole('searchbox');
  await search.fill('endless');
  await page.getByRole('alert').getByText('The search took too long').waitFor();
  await search.fill('update');
  await rows().first().waitFor();
  await page.unroute('**/graphql');
});

test('while the server is away what one reads stays, and the list goes on when it is back', async () => {
  const { page, rows, context, openLogs } = desk;
  await openLogs();
  await context.setOffline(true);
  await page.getByText(/can’t be reached/).waitFor();
  expect(await rows().count()).toBeGreaterThan(10);
  await context.setOffline(false);
  await page.getByText(/can’t be reached/).waitFor({ state: 'detached' });
  expect(await rows().count()).toBeGreaterThan(10);
  desk.complaints.splice(0, desk.complaints.length, ...desk.complaints.filter((said) => !/ERR_INTERNET/.test(said)));
});

test('the browser had nothing else to complain about', () => {
  expect(desk.complaints).toEqual([]);
});
