import type { Page } from 'playwright-core';
import { beforeEach } from 'vitest';

/** Keeps in test-results/ a picture of the page for whoever looks at a failed test. For a file's top level. */
export function photographFailures(page: () => Page): void {
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async ({ task }) => {
      await page().screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
    });
  });
}
