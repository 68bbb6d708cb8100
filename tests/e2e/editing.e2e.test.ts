// An engineer edits while other things happen: a save takes its time, a colleague saves first, the session ends, the server
// is away or was updated.

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstAdmin } from '../setup/first-admin.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { axeViolations } from './accessibility.ts';
import { type Desk, openDesk } from './desk.ts';
import { ask } from './join.ts';
import { photographFailures } from './photograph-failures.ts';

let desk: Desk;
let server: InterlockServer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ server, context, page } = desk);
});

photographFailures(() => page);

afterAll(() => desk?.close());

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

test('a colleague’s save is brought in, and compared with what was typed before it is replaced', async () => {
  await page.goto('/actions/3?tab=code');
  await typeInCode('# mine');
  const { rule } = await ask<{ rule: { _etag: string; code: string } }>(page, '{ rule(id: 3) { _etag code } }');
  await ask(page, 'mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }', {
    input: { id: 3, etag: rule._etag, title: 'Scrapping wants a reason', code: `# theirs\n${rule.code}` },
  });
  await page.keyboard.press('Control+s');
  const conflict = page.getByRole('alert').filter({ hasText: 'saved this action while you were editing it' });
  await conflict.getByText(/^Ada Lovelace saved this action.*: it is at version 4 now$/).waitFor();
  await conflict.getByText('Theirs was loaded: Title.').waitFor();
  await conflict.getByText('You both edited Code').waitFor();
  expect(await axeViolations(page, 'conflict', '[role=alert]')).toEqual([]);
  await conflict.getByRole('button', { name: 'Compare with yours' }).click();
  const version = page.getByRole('region', { name: 'Version 4' });
  await version.getByText('# theirs').waitFor();
  await version.locator('.cm-changedLine').getByText('# mine').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 5').waitFor();
  await conflict.waitFor({ state: 'detached' });
});

const sessionEnded = () => page.getByRole('dialog', { name: 'Your session ended' });

/** Follows the dialog's link to a new tab, signs in there and comes back. */
async function signInInNewTab(): Promise<void> {
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    sessionEnded().getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ]);
  await tab.getByLabel('Email').fill(firstAdmin.email);
  await tab.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByRole('navigation', { name: 'Main' }).waitFor();
  await tab.close();
  // Every page of a headless browser thinks that it has the focus all the time.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await sessionEnded().waitFor({ state: 'detached' });
}

test('when the session ends while an action is edited it says so, and saves after signing in in a new tab', async () => {
  await page.goto('/actions/3?tab=code');
  await typeInCode('# typed without a session');
  await context.clearCookies();
  await page.keyboard.press('Control+s');
  await sessionEnded().waitFor();
  expect(await axeViolations(page, 'session ended', '[role=dialog]')).toEqual([]);
  await signInInNewTab();
  await code().getByText('# typed without a session').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Action 3 · version 6').waitFor();
});

test('so does a record, and nothing asks whether to leave', async () => {
  await page.goto('/records/part-inventory/1');
  await page.getByLabel('Lot number').fill('L-SESSION');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save' }).click();
  await sessionEnded().getByRole('button', { name: 'Close' }).last().click();
  await sessionEnded().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save' }).click();
  await sessionEnded().waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await signInInNewTab();
  expect(await page.getByLabel('Lot number').inputValue()).toBe('L-SESSION');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/unsaved change/).waitFor({ state: 'detached' });
});

test('with nothing unsaved it leads to sign-in and back, and sign-in is no step of the way', async () => {
  await page.goto('/records/part-inventory/1');
  await page.getByLabel('Lot number').waitFor();
  await context.clearCookies();
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
  await page.getByLabel('Email').fill(firstAdmin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Parts', exact: true }).waitFor();
  await page.goBack();
  await page.getByLabel('Lot number').waitFor();
});

test('who is signed in is sent on from sign-in, within this app only', async () => {
  await page.goto('/sign-in?returnTo=/actions?state=disabled');
  await page.getByRole('heading', { name: 'Actions', exact: true }).waitFor();
  expect(page.url()).toBe(`${server.url}/actions?state=disabled`);
  await page.goto('/sign-in?returnTo=//example.com/');
  await page.waitForURL(`${server.url}/execution-logs`);
});

const goTo = (name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

test('a page that is opened while the server is away comes by itself when it is back', async () => {
  await page.goto('/records/part-inventory/1');
  await page.getByLabel('Lot number').waitFor();
  await context.setOffline(true);
  await goTo('Actions');
  await page.getByRole('heading', { name: "Interlock can't be reached" }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await context.setOffline(false);
  await page.getByRole('link', { name: /^Scrapping/ }).waitFor();
});

test.each(['css', 'js'])('a page whose .%s is gone since an update is loaded anew once, and says so', async (kind) => {
  await page.goto('/records/part-inventory/1');
  await page.getByLabel('Lot number').waitFor();
  await page.evaluate(() => sessionStorage.clear());
  let loads = 0;
  const count = () => {
    loads += 1;
  };
  page.on('load', count);
  await page.route(`**/assets/actions-page*.${kind}*`, (route) => route.fulfill({ status: 404, body: '' }));
  await goTo('Actions');
  await expect.poll(() => loads).toBe(1);
  await page.getByRole('heading', { name: 'Interlock was updated' }).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: /^Scrapping/ }).waitFor();
  expect(loads).toBe(2);
  page.off('load', count);
});

test('an update does not take what was typed', async () => {
  await page.goto('/actions/3?tab=context');
  await page.getByLabel('Title').fill('Typed before the update');
  await page.route('**/assets/codemirror-diff*', (route) => route.fulfill({ status: 404, body: '' }));
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'Interlock was updated' }).first().waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the update');
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.locator('.cm-editor').first().waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the update');
});
