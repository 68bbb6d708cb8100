import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds on each page, as readable lines; an empty list is what one wants. `rules` narrows what it looks for. */
export async function findAccessibilityViolations(
  page: Page,
  paths: readonly string[],
  rules?: string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
    for (const { id, nodes } of violations) {
      found.push(...nodes.map((node) => `${path}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`));
    }
  }
  return found;
}
