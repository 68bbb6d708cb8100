import type { Page } from 'playwright-core';

/**
 * Collects what a browser complains about while it shows pages: errors of scripts, and what the content security policy
 * refused. An answer that is an error is none, pages show those.
 */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) complaints.push(`${page.url()}: ${message.text().slice(0, 300)}`);
  });
  return complaints;
}
