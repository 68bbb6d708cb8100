import type { APIRequestContext, Page } from 'playwright-core';

export interface PhotographedPage {
  name: string;
  phone?: boolean;
  /** Seen without a session. */
  visitor?: boolean;
  show(page: Page): Promise<void>;
}

/** Ids of what the pages show. */
export type History = Record<'blockedLog' | 'scrapping' | 'serial' | 'issue' | 'inventory', string>;

export function makeHistory(request: APIRequestContext): Promise<History>;
export function pagesOf(history: History): PhotographedPage[];
