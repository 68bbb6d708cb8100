import type { Page } from 'playwright-core';
import { followLink, nothing } from './follow-link.ts';

/** How long nothing was asked, in milliseconds, until a page counts as quiet: what answers lead to is asked at once. */
const REST_MS = 100;

export interface QuietVisitor {
  /** Loads the page from its address. */
  open(path: string): Promise<void>;
  /** Goes there from the page before it, for who is signed in. Takes half the time. */
  follow(path: string): Promise<void>;
  close(): void;
}

/**
 * Opens pages and waits until each has everything that it asks for. Playwright's `networkidle` says the same after half a
 * second of silence.
 */
export function quietVisitor(page: Page): QuietVisitor {
  let pending = 0;
  let lastAt = 0;
  const begin = () => {
    pending += 1;
  };
  const end = () => {
    pending -= 1;
    lastAt = performance.now();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  const waitForQuiet = async () => {
    await page.getByRole('heading').first().waitFor();
    lastAt = performance.now();
    while (pending > 0 || performance.now() - lastAt < REST_MS) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    async open(path) {
      await page.goto(path);
      await waitForQuiet();
    },
    async follow(path) {
      await followLink(page, path);
      await nothing(page).waitFor({ state: 'hidden' });
      await waitForQuiet();
    },
    close() {
      page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
    },
  };
}
