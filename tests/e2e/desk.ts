// Where a browser story begins: a server of its own with the sample factory, and a browser in which `firstAdmin` is signed in.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../setup/browser.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { collectComplaints } from './complaints.ts';
import { enterAsFirstAdmin, startSampleFactory } from './factory.ts';

export interface Desk {
  server: InterlockServer;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** What the browser said on its console, or threw. */
  complaints: string[];
  close: () => Promise<void>;
}

/** @param but complaints that are none. */
export async function openDesk({ but }: { but?: RegExp } = {}): Promise<Desk> {
  const browser = await launchBrowser();
  let server: InterlockServer | undefined;
  const close = async () => {
    await browser.close();
    await server?.stop();
  };
  try {
    server = await startSampleFactory();
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    const complaints = collectComplaints(page, { but });
    await enterAsFirstAdmin(page);
    return { server, browser, context, page, complaints, close };
  } catch (error) {
    await close(); // whoever gets no desk can't
    throw error;
  }
}
