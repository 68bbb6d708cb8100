// Who sees which page, as one table, and every page of the web app opened as every role. A page without a row fails:
// somebody must decide who may see it. What the pages ask for is refused by itself: see src/role-table.test.ts.

import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  admins,
  authors,
  everybody,
  logReaders,
  members,
  recordEditors,
  roles,
  type Who,
} from '../../src/people/test-roles.ts';
import { launchBrowser } from '../setup/browser.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { collectComplaints, refusedAnswers } from './complaints.ts';
import { enterAsFirstAdmin, startSampleFactory } from './factory.ts';
import { followLink, nothing } from './follow-link.ts';
import { ask, joinAs } from './join.ts';

interface Row {
  /** Who sees what is on it; the others are told that they may not. */
  who: Who;
  /** What stands for it in the address. */
  params?: Record<string, string>;
  /** What only that page shows once it is there. */
  content: (page: Page) => Locator;
}

const row = (page: Page) => page.getByRole('main').getByRole('row').nth(1);
const button = (name: string | RegExp) => (page: Page) => page.getByRole('main').getByRole('button', { name });
const inventory = { type: 'part-inventory', id: '1' };

const table: Record<string, Row> = {
  '/': { who: members, content: row },
  '/records/$type': { who: members, params: inventory, content: row },
  '/records/$type/new': { who: recordEditors, params: inventory, content: button(/^Create/) },
  '/records/$type/$id': { who: members, params: inventory, content: (page) => page.getByLabel('Serial number') },
  '/actions': { who: members, content: row },
  '/actions/new': { who: authors, content: button('Create') },
  '/actions/$id': { who: members, params: { id: '1' }, content: (page) => page.locator('.cm-content') },
  '/execution-logs': { who: logReaders, content: row },
  '/execution-logs/$id': { who: logReaders, content: (page) => page.getByRole('region', { name: 'Verdict' }) },
  '/account': { who: everybody, content: button('New token') },
  '/administration': { who: admins, content: row },
  '/administration/people': { who: admins, content: row },
  '/administration/people/$id': { who: admins, params: { id: '1' }, content: button(/^Sign out|Deactivate/) },
  '/administration/roles': { who: admins, content: (page) => page.getByRole('link', { name: 'Quality', exact: true }) },
  '/administration/roles/new': { who: admins, content: button('Create role') },
  '/administration/roles/$id': {
    who: admins,
    params: { id: '3' },
    content: (page) => page.getByRole('table', { name: 'Permissions on records' }),
  },
  '/administration/api-tokens': {
    who: admins,
    content: (page) => page.getByRole('heading', { name: 'No API tokens' }),
  },
  '/administration/audit-trail': { who: admins, content: row },
  '/administration/retention': { who: admins, content: (page) => page.getByLabel('Days that execution logs are kept') },
  '/administration/settings': { who: admins, content: (page) => page.getByRole('switch', { name: 'Actions run' }) },
  '/$': {
    who: everybody,
    params: { '': 'no-such-page' },
    content: nothing,
  },
};

/** Pages before signing in, which show nothing of the factory. */
const entrances = ['/sign-in', '/setup', '/choose-password'];

let server: InterlockServer;
let browser: Browser;
let admin: Page;
let logId: string;

beforeAll(async () => {
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startSampleFactory();
  admin = await (await browser.newContext({ baseURL: server.url })).newPage();
  admin.setDefaultTimeout(30_000);
  await enterAsFirstAdmin(admin);
  await ask(admin, 'mutation { saveRole(input: {name: "stranger", permissions: []}) { role { id } } }');
  const { executionLogs } = await ask<{ executionLogs: { nodes: { id: string }[] } }>(
    admin,
    '{ executionLogs(first: 1) { nodes { id } } }',
  );
  logId = executionLogs.nodes[0]!.id;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

function addressOf(path: string): string {
  const params: Record<string, string> = path === '/execution-logs/$id' ? { id: logId } : (table[path]!.params ?? {});
  return path.replace(/\$(\w*)/g, (_whole, name: string) => params[name]!);
}

const refusal = (page: Page) =>
  page.getByRole('heading', { name: /you may not|you don['’]t have permission/i }).first();

test('every page of the web app has a row', () => {
  expect([...pagesOfTheRouter()].sort()).toEqual([...Object.keys(table), ...entrances].sort());
});

describe('every page', () => {
  test.each(roles)('shows %s what the table says', { timeout: 300_000 }, async (role) => {
    const page = await joinAs({ browser, admin, url: server.url }, role);
    const wrong: string[] = [];
    const complaints = collectComplaints(page, { but: refusedAnswers });
    await page.goto('/account');
    await page.getByRole('main').getByRole('heading').first().waitFor();
    for (const [path, { who, content }] of Object.entries(table)) {
      // Those who see everything come by the address, the others from page to page, which takes a quarter of the time.
      if (role === 'admin') await page.goto(addressOf(path));
      else await followLink(page, addressOf(path));
      const [shown, refused] = [content(page).first(), refusal(page)];
      await shown.or(refused).first().waitFor();
      const [isShown, isRefused] = await Promise.all([shown.isVisible(), refused.isVisible()]);
      if (isShown === isRefused || isShown !== who.includes(role)) wrong.push(`${path}: ${isShown} ${isRefused}`);
    }
    expect(wrong).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('sends who is signed out to sign in, and shows nothing before', { timeout: 120_000 }, async () => {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    for (const path of Object.keys(table)) {
      await page.goto(addressOf(path));
      await page.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
      expect(await page.getByRole('navigation').count(), path).toBe(0);
    }
    await page.context().close();
  });
});

/** The paths that the router's source declares, each with those of its parents before it. */
function pagesOfTheRouter(): Set<string> {
  const source = readFileSync(new URL('../../web/src/app/router.tsx', import.meta.url), 'utf8');
  const declared = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*(path|id): '([^']*)'/g;
  const routes = new Map(
    [...source.matchAll(declared)].map(([, name, parent, kind, path]) => [
      name!,
      { parent: parent!, path: kind === 'id' || path === '/' ? '' : `/${path}` },
    ]),
  );
  expect(routes.size).toBe(source.match(/createRoute\(/g)!.length);
  const fullPath = (name: string): string => {
    const route = routes.get(name);
    return route ? fullPath(route.parent) + route.path : '';
  };
  const names = [...routes.keys()].filter((name) => name !== 'shellRoute');
  return new Set(names.map((name) => fullPath(name) || '/'));
}
