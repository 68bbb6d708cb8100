import type { Page } from 'playwright-core';

/**
 * Collects what a browser complains about while it shows pages: what scripts threw, what it said on its console, and what
 * the content security policy refused. Texts that match `but` are none.
 */
export function collectComplaints(page: Page, { but }: { but?: RegExp } = {}): string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!but?.test(text)) complaints.push(`${page.url()}: ${text.slice(0, 300)}`);
  };
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(message.text());
  });
  return complaints;
}

/** An answer that is an error: where it belongs to the story, the page shows it. */
export const refusedAnswers = /^Failed to load resource/;
