// Servers for browser tests, each on its own copy of a data folder that was made before.

import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { firstAdmin } from '../setup/first-admin.ts';
import { type InterlockServer, type StartOptions, startInterlock } from '../setup/interlock-server.ts';

/** With a database, and nobody who could sign in. */
export function startEmpty(environment?: Record<string, string>, options: StartOptions = {}): Promise<InterlockServer> {
  const data = environment?.DATA_DIR ? {} : { copyOf: inject('emptyData'), folder: inject('dataFolders') };
  return startInterlock(environment, { ...data, ...options });
}

/** With the sample factory, whose only person is `firstAdmin`. */
export function startSampleFactory(): Promise<InterlockServer> {
  return startInterlock({}, { copyOf: inject('sampleData'), folder: inject('dataFolders') });
}

/** Signs `firstAdmin` in, without drawing it: that has a story of its own; and opens the first page. */
export async function enterAsFirstAdmin(page: Page): Promise<void> {
  const { email, password } = firstAdmin;
  const response = await page.request.post('/auth/sign-in/email', { data: { email, password } });
  if (!response.ok()) throw new Error(`Signing in answered ${response.status()}: ${await response.text()}`);
  await page.goto('/');
  await page.getByRole('main').getByRole('heading').first().waitFor();
}

/** Follows the one-time link of a new installation up to the question what to start with. */
export async function createFirstAdmin(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel('Name').fill(firstAdmin.name);
  await page.getByLabel('Email').fill(firstAdmin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
}
