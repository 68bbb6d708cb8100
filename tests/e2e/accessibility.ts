import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds on each page, as readable lines; an empty list is what one wants. */
export async function findAccessibilityViolations(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    await page.waitForLoadState('networkidle');
    found.push(...(await axeViolations(page, path)));
  }
  return found;
}

/** Only colours differ in the dark. */
const schemes = [
  { colorScheme: 'light', rules: undefined },
  { colorScheme: 'dark', rules: ['color-contrast'] },
] as const;

/** What axe finds on the page as it is now, in the light and in the dark; `place` names it in the lines. */
export async function axeViolations(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, rules } of schemes) {
    await page.emulateMedia({ colorScheme });
    await waitForRest(page);
    // Only what is wrong is wanted, and no page has frames of other sites, for which axe would open a page of its own: a
    // quarter of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
    for (const { id, nodes } of violations) {
      found.push(
        ...nodes.map((node) => `${place}, ${colorScheme}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
      );
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** What is half faded in has half its contrast. */
async function waitForRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
}
