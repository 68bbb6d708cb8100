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
    found.push(...(await axeViolations(page, path, rules)));
  }
  return found;
}

/** What axe finds on the page as it is now; `place` names it in the lines. */
export async function axeViolations(page: Page, place: string, rules?: string[]): Promise<string[]> {
  await waitForRest(page);
  // Only what is wrong is wanted, and no page has frames of other sites, for which axe would open a page of its own: a
  // quarter of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${place}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}

/** What is half faded in has half its contrast. */
async function waitForRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
}
