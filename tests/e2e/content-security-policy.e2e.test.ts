// The web app works under a policy that allows nothing inline; a browser says so when something was refused. The pages have
// no complaints in role-pages.e2e.test.ts.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { collectComplaints, refusedAnswers } from './complaints.ts';
import { enterAsFirstAdmin, startSampleFactory } from './factory.ts';

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startSampleFactory();
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  complaints = collectComplaints(page, { but: refusedAnswers });
  await enterAsFirstAdmin(page);
});

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('every answer has a nonce of its own, and allows nothing inline', async () => {
  const policies = await Promise.all(
    ['/', '/', '/graphql', '/healthz'].map(async (path) => {
      const answer = await context.request.get(path, { headers: { accept: 'text/html' } });
      return answer.headers()['content-security-policy'] ?? '';
    }),
  );
  expect(new Set(policies).size).toBe(4);
  for (const policy of policies) {
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
  }
});

test('a reload from the browser’s cache works under it, and going back', async () => {
  await page.goto('/actions');
  await page.getByRole('row').nth(1).waitFor();
  await page.reload();
  await page.goto('/execution-logs');
  await page.goBack();
  await page.getByRole('row').nth(1).waitFor();
});

test('so does GraphiQL, with its editor, hints and results', async () => {
  await page.goto('/graphql');
  const editor = page.locator('.graphiql-query-editor .view-lines');
  await editor.waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('ada').waitFor();
});
