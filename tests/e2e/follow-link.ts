import type { Locator, Page } from 'playwright-core';

/** Shows neither content nor a refusal. */
export const nothing = (page: Page): Locator => page.getByRole('heading', { name: 'There is nothing at this address' });

/** Goes to a page of the web app as a link in it would, without loading the app again. For who is signed in. */
export async function followLink(page: Page, address: string): Promise<void> {
  const follow = (to: string) =>
    page.evaluate((to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, to);
  await follow('/no-such-page');
  await nothing(page).waitFor();
  await follow(address);
}
