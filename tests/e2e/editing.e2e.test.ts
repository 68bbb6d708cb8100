// An engineer edits while other things happen: a save takes its time, a colleague saves first, the session ends.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { enterAsFirstAdmin, startSampleFactory } from './factory.ts';
import { photographFailures } from './photograph-failures.ts';

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSampleFactory(), launchBrowser()]);
  context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(45_000);
  await enterAsFirstAdmin(page);
});

photographFailures(() => page);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const code = () => page.getByRole('textbox', { name: 'Code: Python' });

/** Writes a line at the top of the code. */
async function typeInCode(text: string): Promise<void> {
  await code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(`${text}\n`);
}

/** Holds requests with `text` in them back until what it answers is called. */
async function holdBack(text: string): Promise<() => Promise<void>> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(text)) await held;
    await route.continue();
  });
  return async () => {
    letGo();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

test('what is typed while a save is on its way stays, and is saved with the next', async () => {
  await page.goto('/actions/3?tab=code');
  await typeInCode('# sent');
  const letGo = await holdBack('updateRule');
  await page.keyboard.press('Control+s');
  await typeInCode('# typed meanwhile');
  await letGo();
  await page.getByText('Action 3 · version 2').waitFor();
  expect(await code().textContent()).toMatch(/^# typed meanwhile# sent/);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 3').waitFor();
  await page.reload();
  await code().getByText('# typed meanwhile').waitFor();
});
