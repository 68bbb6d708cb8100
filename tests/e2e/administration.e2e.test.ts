// An administrator at work: inviting, making a role, handing out and revoking tokens, shortening the retention; and what
// those who are not administrators see. Each test goes on where the one before it stopped.

import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensurePartitions } from '../../src/execution-logs/partitions.ts';
import { writeTestLog } from '../../src/execution-logs/test-log-writer.ts';
import { connectDatabase } from '../../src/storage/database.ts';
import { EMBEDDED_DATABASE } from '../../src/storage/embedded-server.ts';
import { launchBrowser } from '../setup/browser.ts';
import { firstAdmin } from '../setup/first-admin.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { axeViolations, findAccessibilityViolations } from './accessibility.ts';
import { enterAsFirstAdmin, startSampleFactory } from './factory.ts';
import { photographFailures } from './photograph-failures.ts';

const dayMs = 24 * 60 * 60 * 1000;
const newPassword = 'analytical engine';
const grace = { name: 'Grace Hopper', email: 'grace.hopper@example.com', password: 'nanoseconds in a wire' };

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startSampleFactory();
  context = await visit();
  page = await open(context);
  await enterAsFirstAdmin(page);
});

photographFailures(() => page);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody else's browser. */
function visit() {
  return browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

async function open(from: BrowserContext): Promise<Page> {
  const opened = await from.newPage();
  opened.setDefaultTimeout(30_000);
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

/** A browser of their own in which somebody signs in. */
async function signIn({ email, password }: { email: string; password: string }): Promise<Page> {
  const theirs = await open(await visit());
  await theirs.goto('/sign-in');
  await theirs.getByLabel('Email').fill(email);
  await theirs.getByRole('textbox', { name: 'Password' }).fill(password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await theirs.getByRole('navigation', { name: 'Main' }).waitFor();
  return theirs;
}

/** Follows a link of an administrator's and takes Grace's password. */
async function choosePassword(theirs: Page, link: string): Promise<void> {
  await theirs.goto(link);
  await theirs.getByRole('textbox', { name: 'Password', exact: true }).fill(grace.password);
  await theirs.getByRole('textbox', { name: 'Password again' }).fill(grace.password);
  await theirs.getByRole('button', { name: 'Sign in with this password' }).click();
}

const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

test('a role of one’s own is made in the matrix, by mouse and by keyboard', async () => {
  await page.getByRole('button', { name: 'Administration' }).click();
  await page.getByRole('link', { name: 'Roles', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Roles' }).waitFor();
  await page.getByRole('link', { name: 'Viewer', exact: true }).waitFor();
  expect(await page.getByText('Shipped', { exact: true }).count()).toBe(5);

  await page.getByRole('link', { name: 'New role' }).click();
  await page.getByLabel('Name').fill('Shift lead');
  await page.getByLabel('See execution logs').check();
  const matrix = page.getByRole('table', { name: 'Permissions on records' });
  await matrix.getByRole('checkbox', { name: 'Read Part', exact: true }).check();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  expect(await matrix.getByRole('checkbox', { name: 'Update Part Inventory' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Create role' }).click();
  await page.getByRole('heading', { name: 'Shift lead' }).waitFor();

  await page.reload();
  for (const name of ['Read Part', 'Read Part Inventory', 'Update Part Inventory'])
    await matrix.getByRole('checkbox', { name, exact: true, checked: true }).waitFor();
  expect(await matrix.getByRole('checkbox', { name: 'Delete Part Inventory' }).isChecked()).toBe(false);
});

test('an invited person comes in by the link and sees what her role allows, and nothing else', async () => {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: 'Invite a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(grace.name);
  await dialog.getByLabel('Email').fill(grace.email);
  await dialog.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Shift lead' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await clipboard();
  expect(link).toMatch(/\/choose-password\?token=/);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('row').filter({ hasText: grace.name }).getByText('Invited').waitFor();

  const hers = await open(await visit());
  await choosePassword(hers, link);
  const navigation = hers.getByRole('navigation', { name: 'Main' });
  await navigation.getByRole('link', { name: 'Part Inventories' }).waitFor();
  await navigation.getByRole('link', { name: 'Execution Logs' }).waitFor();
  for (const name of ['Actions', 'Suppliers', 'Runs', 'People'])
    expect(await navigation.getByRole('link', { name, exact: true }).count(), name).toBe(0);
  expect(await navigation.getByRole('button', { name: 'Administration' }).count()).toBe(0);
  await hers.goto('/administration/people');
  await hers.getByRole('heading', { name: "You don't have permission" }).waitFor();
  await hers.goto('/records/supplier');
  await hers.getByRole('heading', { name: /you may not see them/ }).waitFor();
  await hers.context().close();

  await page.reload();
  await page.getByRole('row').filter({ hasText: grace.name }).getByText('Active').waitFor();
});

test('who is deactivated is out, and comes back with a new link, which works once and ends other sessions', async () => {
  const hers = await signIn(grace);
  await page.getByRole('link', { name: grace.name }).click();
  await page
    .getByRole('region', { name: 'Sessions' })
    .getByText(/Chrome on/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Reactivate' }).waitFor();
  await hers.reload();
  await hers.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
  await hers.context().close();

  await page.getByRole('button', { name: 'Reactivate' }).click();
  await page.getByRole('button', { name: 'Reset password by link' }).click();
  await page.getByRole('heading', { name: `Reset link for ${grace.name}` }).waitFor();
  const link = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  const remembered = await signIn(grace);
  grace.password = 'amazing grace';
  const again = await open(await visit());
  await choosePassword(again, link);
  await again.getByRole('navigation', { name: 'Main' }).waitFor();
  await remembered.reload();
  await remembered.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
  await remembered.getByLabel('Email').fill(grace.email);
  await remembered.getByRole('textbox', { name: 'Password' }).fill('nanoseconds in a wire');
  await remembered.getByRole('button', { name: 'Sign in' }).click();
  await remembered.getByRole('alert').filter({ hasText: 'Invalid email or password' }).waitFor();
  await choosePassword(again, link);
  await again.getByRole('alert').filter({ hasText: 'no longer, valid' }).waitFor();
  for (const theirs of [remembered, again]) await theirs.context().close();
});

test('the last administrator can not be shut out', async () => {
  await page.goto('/administration/people?search=lovelace');
  await page.getByRole('button', { name: `More about ${firstAdmin.name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('alert').filter({ hasText: 'Nobody could administer' }).waitFor();
});

test('a token is shown once, does what it may, says when it was used, and is refused once revoked', async () => {
  const ask = async (token: string, query: string) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
    return errors?.[0]?.extensions.code ?? data;
  };
  await page.getByRole('button', { name: /account and appearance/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('nightly export');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await dialog.getByRole('button', { name: 'Copy token' }).click();
  const token = await clipboard();
  expect(token).toMatch(/^interlock_/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await page.content()).not.toContain(token);

  expect(await ask(token, '{ parts(first: 1) { nodes { __typename } } }')).toEqual({
    parts: { nodes: [{ __typename: 'Part' }] },
  });
  expect(await ask(token, '{ rules { nodes { id } } }')).toBe('FORBIDDEN');
  await page.goto('/administration/api-tokens');
  const row = page.getByRole('row').filter({ hasText: 'nightly export' });
  await row.getByText('Read all record types').waitFor();
  expect(await row.getByRole('cell').nth(4).textContent()).toMatch(/just now|ago/);
  await row.getByRole('button', { name: 'Revoke nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('heading', { name: 'No API tokens' }).waitFor();
  expect(await ask(token, '{ me { id } }')).toBe('UNAUTHENTICATED');
});

test('the own password is changed only by who knows it', async () => {
  await page.goto('/account');
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill(newPassword);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('alert').filter({ hasText: 'Invalid password' }).waitFor();
  await page.getByLabel('Current password').fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password is changed').waitFor();
  await page.getByText('This one').waitFor();
});

test('signing out everywhere else ends it there: the other browsers are asked to sign in again', async () => {
  const again = { ...firstAdmin, password: newPassword };
  const [left, right] = [await signIn(again), await signIn(again)];
  await page.goto('/account');
  const sessions = page.getByRole('region', { name: 'Sessions' });
  await sessions.getByRole('listitem').nth(2).waitFor();
  await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByText('Signed out in 2 places').waitFor();
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
  await sessions.getByText('This one').waitFor();

  await left.goto('/records/supplier');
  await right.reload();
  for (const other of [left, right]) {
    await other.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
    const asked = await other.request.post('/graphql', { data: { query: '{ me { id } }' } });
    expect(asked.status()).toBe(401);
    await other.context().close();
  }
  await page.reload();
  await sessions.getByText('This one').waitFor();
});

test('a shorter retention says how many logs go, and the receipt says that they went', async () => {
  await writeOldLogs(3);
  await page.goto('/administration/retention');
  await page.getByText(/^Last run: .*, nothing was to be removed$/).waitFor();
  await page.getByLabel('Days that execution logs are kept').fill('7');
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^3 execution logs older than 7 days will be deleted for good/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Nothing was removed yet' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Delete 3 execution logs' }).click();
  await page.getByText('Execution logs are kept 7 days').waitFor();
  const receipt = page.getByRole('table').getByRole('row').nth(1);
  const logsAndBodies = receipt.getByRole('cell', { name: '3', exact: true });
  await logsAndBodies.first().waitFor();
  expect(await logsAndBodies.count()).toBe(2);
});

/** As if actions had run eight and a half days ago. */
async function writeOldLogs(count: number): Promise<void> {
  const db = connectDatabase({ ...EMBEDDED_DATABASE, host: join(server.dataDir, 'postgres'), maxConnections: 1 });
  await ensurePartitions(db.kysely, new Date(Date.now() - 9 * dayMs), 9);
  for (let made = 0; made < count; made += 1) {
    await writeTestLog(db.kysely, new Date(Date.now() - 8.5 * dayMs - made));
  }
  await db.close();
}

test('the master switch is set, and what happens to changes while actions can not run', async () => {
  await page.goto('/administration/settings');
  await page.getByText(/namespaces|seccomp/).waitFor();
  const policy = page.getByRole('radiogroup', { name: 'When this server can’t run actions safely' });
  const message = page.getByLabel('What the error says');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await policy.getByRole('radio', { name: /are refused$/, checked: true }).waitFor();
  await message.fill('Call the duty engineer on 4711.');
  await save.click();
  await expect.poll(() => save.isDisabled()).toBe(true);
  await policy.getByRole('radio', { name: /^These changes go through/ }).check();
  expect(await message.isDisabled()).toBe(true);
  await save.click();
  await expect.poll(() => save.isDisabled()).toBe(true);
  await page.reload();
  await policy.getByRole('radio', { name: /^These changes go through/, checked: true }).waitFor();
  expect(await message.inputValue()).toBe('Call the duty engineer on 4711.');
  await policy.getByRole('radio', { name: /are refused$/ }).check();
  await save.click();
  await expect.poll(() => save.isDisabled()).toBe(true);
  const master = page.getByRole('switch', { name: 'Actions run' });
  await master.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await expect.poll(() => master.isChecked(), { timeout: 30_000 }).toBe(false);
  await master.click();
  await expect.poll(() => master.isChecked(), { timeout: 30_000 }).toBe(true);
});

test('the audit trail tells all of it, is narrowed, and taken away as a spreadsheet', async () => {
  await page.goto('/administration/audit-trail');
  const happened = [
    'Settings changed',
    'Setting changed',
    'Password changed',
    'Token revoked',
    'Token created',
    'Password reset created',
    'User changed',
    'Password chosen',
    'Invitation created',
    'User created',
    'Role created',
  ];
  for (const kind of happened) await page.getByRole('link', { name: kind, exact: true }).first().waitFor();

  await page.getByRole('searchbox').fill('retention_days');
  await page.getByRole('cell', { name: 'Value: 30 → 7' }).waitFor();
  await page.getByRole('link', { name: 'Setting changed' }).first().click();
  const event = page.getByRole('dialog');
  await event.getByText(firstAdmin.email).waitFor();
  await page.reload();
  await event.getByText(firstAdmin.email).waitFor();
  await event.getByRole('button', { name: 'Close' }).click();

  await page.goto('/administration/audit-trail?kind=ROLE_CREATED');
  await page.getByRole('cell', { name: 'Shift lead' }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  const stream = await (await download).createReadStream();
  const csv = Buffer.concat(await stream.toArray()).toString();
  expect(csv).toContain('"Shift lead"');
  expect(csv).not.toContain('TOKEN_CREATED');
});

test('the audit trail is narrowed to several kinds and people at once, in the address, in words and in the export', async () => {
  await page.goto('/administration/audit-trail');
  await page.getByRole('button', { name: 'Filters' }).click();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  const choose = async (filter: string, choice: string) => {
    await filters.getByRole('combobox', { name: filter }).fill(choice);
    await page.getByRole('option', { name: choice, exact: true }).click();
  };
  for (const kind of ['Role created', 'Password chosen']) await choose('What happened', kind);
  for (const { name } of [firstAdmin, grace]) await choose('Who did it', name);
  await page.keyboard.press('Escape');
  expect(await axeViolations(page, 'the filters of the audit trail')).toEqual([]);
  await page.keyboard.press('Escape');
  await filters.waitFor({ state: 'hidden' });
  const rows = page.getByRole('region', { name: 'Audit events' }).getByRole('row');
  const what = page.getByRole('button', { name: 'What: Role created, Password chosen' });
  const who = page.getByRole('button', { name: `Who: ${firstAdmin.name}, ${grace.name}` });
  const showsBoth = async () => {
    await Promise.all([what.waitFor(), who.waitFor(), page.getByRole('button', { name: 'Filters: 2' }).waitFor()]);
    await expect.poll(() => rows.count()).toBe(4);
    await rows.filter({ hasText: 'Role created' }).filter({ hasText: firstAdmin.name }).waitFor();
    await rows.filter({ hasText: 'Password chosen' }).filter({ hasText: grace.name }).first().waitFor();
  };
  await showsBoth();
  const { searchParams } = new URL(page.url());
  expect(searchParams.getAll('kind')).toEqual(['ROLE_CREATED', 'PASSWORD_CHOSEN']);
  expect(searchParams.getAll('by')).toHaveLength(2);
  await page.reload();
  await showsBoth();
  const href = await page.getByRole('link', { name: 'Export as CSV' }).getAttribute('href');
  const csv = await (await page.request.get(href!)).text();
  expect(csv.trimEnd().split('\r\n').slice(1)).toEqual([
    expect.stringContaining('"PASSWORD_CHOSEN"'),
    expect.stringContaining('"PASSWORD_CHOSEN"'),
    expect.stringContaining('"ROLE_CREATED"'),
  ]);

  await who.click();
  await who.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await what.waitFor({ state: 'hidden' });
  await page.goBack();
  await what.waitFor();
});

test('a role of one’s own that is deleted says what becomes of who has it, and that becomes of them', async () => {
  const hers = await signIn(grace);
  const navigation = hers.getByRole('navigation', { name: 'Main' });
  await navigation.getByRole('link', { name: 'Execution Logs' }).waitFor();

  await page.goto('/administration/roles');
  await page.getByRole('link', { name: 'Shift lead', exact: true }).click();
  await page.getByRole('link', { name: '1 person has it' }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the role Shift lead?' });
  await dialog.getByText('1 person loses what it gives, at once.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await hers.reload();
  await navigation.getByRole('link', { name: 'Execution Logs' }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Roles' }).waitFor();
  await page.getByRole('link', { name: 'Viewer', exact: true }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Shift lead' }).count()).toBe(0);

  const asked = await hers.request.post('/graphql', { data: { query: '{ executionLogs { nodes { id } } }' } });
  expect(await asked.text()).toContain('FORBIDDEN');
  await hers.reload();
  await hers.getByRole('button', { name: /account and appearance/ }).waitFor();
  for (const name of ['Execution Logs', 'Part Inventories'])
    expect(await navigation.getByRole('link', { name, exact: true }).count(), name).toBe(0);
  await hers.goto('/account');
  await hers.getByText('none').first().waitFor();
  await hers.context().close();

  await page.goto('/administration/people?search=grace');
  await page.getByRole('row').filter({ hasText: grace.name }).getByText('Active').waitFor();
  expect(await page.getByRole('row').filter({ hasText: grace.name }).textContent()).not.toContain('Shift lead');
  await page.goto('/administration/audit-trail');
  const newest = page.getByRole('region', { name: 'Audit events' }).getByRole('row');
  for (const [index, kind] of ['Permission group deleted', 'Role deleted', 'User changed'].entries())
    await newest
      .nth(index + 1)
      .getByRole('link', { name: kind })
      .waitFor();
});

test('a Viewer can not see the pages, nor ask for what is on them', async () => {
  const made = await page.request.post('/graphql', {
    data: {
      query: `mutation { createUser(input: {name: "Vi", email: "vi@example.com", roleIds: [5]}) { user { id } } }`,
    },
  });
  const { data } = (await made.json()) as { data: { createUser: { user: { id: number } } } };
  await page.goto(`/administration/people/${data.createUser.user.id}`);
  await page.getByRole('button', { name: 'Invite by link' }).click();
  const link = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  const theirs = await open(await visit());
  await choosePassword(theirs, link);
  await theirs.getByRole('heading', { name: 'Part Inventories' }).waitFor();
  for (const path of ['people', 'roles', 'api-tokens', 'audit-trail', 'retention', 'settings']) {
    await theirs.goto(`/administration/${path}`);
    await theirs.getByRole('heading', { name: "You don't have permission" }).waitFor();
  }
  const refused = await theirs.request.get('/audit-events.csv');
  expect(refused.status()).toBe(403);
  await theirs.goto('/account');
  await theirs.getByRole('heading', { name: 'No API tokens' }).waitFor();
  await theirs.context().close();
});

test('every page is accessible, in light and dark, and those before signing in too', async () => {
  const paths = [
    '/administration/people',
    '/administration/people?tab=teams',
    '/administration/people/1',
    '/administration/roles',
    '/administration/roles/1',
    '/administration/roles/new?like=2',
    '/administration/api-tokens',
    '/administration/audit-trail',
    '/administration/retention',
    '/administration/settings',
    '/account',
  ];
  const stranger = await open(await visit());
  const entrances = ['/sign-in', '/setup', '/setup?token=x', '/choose-password', '/choose-password?token=x'];
  expect(await findAccessibilityViolations(page, paths)).toEqual([]);
  expect(await findAccessibilityViolations(stranger, entrances, { isSignedIn: false })).toEqual([]);
  await stranger.context().close();
}, 900_000);

test('no page threw an error meanwhile', () => {
  expect(complaints).toEqual([]);
});
