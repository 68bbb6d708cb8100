import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { quietVisitor } from './quiet-visitor.ts';

/**
 * What axe finds on each page, as readable lines; an empty list is what one wants.
 * @param isSignedIn who is goes from page to page, a stranger by addresses.
 */
export async function findAccessibilityViolations(
  page: Page,
  paths: readonly string[],
  { isSignedIn = true } = {},
): Promise<string[]> {
  const found: string[] = [];
  const visitor = quietVisitor(page);
  for (const [index, path] of paths.entries()) {
    if (isSignedIn && index > 0) await visitor.follow(path);
    else await visitor.open(path);
    found.push(...(await axeViolations(page, path)));
  }
  visitor.close();
  return found;
}

/** Only colours differ in the dark. */
const schemes = [
  { colorScheme: 'light', runOnly: undefined },
  { colorScheme: 'dark', runOnly: ['color-contrast'] },
] as const;

/**
 * What axe finds on the page as it is now, in the light and in the dark.
 * @param place names it in the lines.
 * @param within a selector, for what opened over a page that was looked at before.
 */
export async function axeViolations(page: Page, place: string, within?: string): Promise<string[]> {
  const found: string[] = [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  for (const { colorScheme, runOnly } of schemes) {
    await page.emulateMedia({ colorScheme });
    await waitForRest(page, colorScheme);
    const options: axe.RunOptions = { resultTypes: ['violations'], ...(runOnly && { runOnly: [...runOnly] }) };
    const { violations } = await page.evaluate(
      ([within, options]) => (window as unknown as { axe: typeof axe }).axe.run(within ?? document, options),
      [within, options] as const,
    );
    for (const { id, nodes } of violations) {
      found.push(
        ...nodes.map((node) => `${place}, ${colorScheme}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
      );
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** The page has taken the scheme on, and nothing moves: what is half faded in has half its contrast. */
async function waitForRest(page: Page, colorScheme: string): Promise<void> {
  await page.waitForFunction(
    (scheme) =>
      document.documentElement.dataset.mantineColorScheme === scheme &&
      document
        .getAnimations()
        .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
    colorScheme,
  );
}
