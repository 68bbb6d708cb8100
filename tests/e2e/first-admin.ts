import type { Page } from 'playwright-core';

export const firstAdmin = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'difference engine' };

/** Follows the one-time link of a new installation up to the question what to start with. */
export async function createFirstAdmin(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel('Name').fill(firstAdmin.name);
  await page.getByLabel('Email').fill(firstAdmin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
}

/** Goes on from there to the sample factory. */
export async function loadSampleFactory(page: Page, setupUrl: string): Promise<void> {
  await createFirstAdmin(page, setupUrl);
  await page.getByRole('button', { name: 'Load the sample factory' }).click();
  await page.getByRole('heading', { name: 'Part Inventories' }).waitFor();
}
