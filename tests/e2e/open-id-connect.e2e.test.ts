// Signing in at the organization's own provider, from the page and back to where one wanted to go.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestProvider, type TestProvider } from '../../src/people/test-provider.ts';
import { launchBrowser } from '../setup/browser.ts';
import { findFreePort, type InterlockServer } from '../setup/interlock-server.ts';
import { collectComplaints } from './complaints.ts';
import { createFirstAdmin, startEmpty } from './factory.ts';
import { ask } from './join.ts';

let provider: TestProvider;
let server: InterlockServer;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  const port = await findFreePort();
  provider = await startTestProvider(`http://127.0.0.1:${port}/auth/callback/oidc`);
  const { issuer, clientId, clientSecret } = provider;
  const settings = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startEmpty({ PORT: String(port), ...settings });
  const admin = await visit();
  await createFirstAdmin(admin, server.setupUrl);
  await ask(
    admin,
    'mutation { createUser(input: {name: "Grace", email: "grace@example.com", roleIds: [5]}) { user { id } } }',
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.close();
});

/** A page of a browser that nobody has used. */
async function visit(): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

const enter = (page: Page) => page.getByRole('button', { name: 'Sign in with your organization' }).click();

test('a person signs in there and is brought to the page they came for', async () => {
  provider.signInAs({ sub: 'g-1', email: 'grace@example.com', email_verified: true, name: 'Grace H.' });
  const page = await visit();
  const said = collectComplaints(page);
  await page.goto('/records/supplier?search=steel');
  await enter(page);
  await page.getByRole('heading', { name: 'Suppliers' }).waitFor();
  expect(page.url()).toBe(`${server.url}/records/supplier?search=steel`);
  await page.goto('/account');
  await page.getByText('You sign in with your organization, so there is no password to change here.').waitFor();
  expect(said).toEqual([]);
  await page.context().close();
});

test('somebody whom nobody here has made is told so, and is not in', async () => {
  provider.signInAs({ sub: 'e-1', email: 'eve@example.com', email_verified: true, name: 'Eve' });
  const page = await visit();
  await page.goto('/sign-in');
  await enter(page);
  await page.getByRole('alert').filter({ hasText: 'Nobody here has your email. Ask an administrator' }).waitFor();
  await page.goto('/account');
  await page.getByRole('heading', { name: 'Sign in to Interlock' }).waitFor();
  await page.context().close();
});

test('no page threw an error meanwhile', () => {
  expect(complaints).toEqual([]);
});
