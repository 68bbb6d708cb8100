import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

interface Joining {
  browser: Browser;
  /** A page on which an administrator is signed in. */
  admin: Page;
  /** Where the server is. */
  url: string;
}

let joined = 0;

/** A page of somebody new who has the role, signed in. */
export async function joinAs({ browser, admin, url }: Joining, role: string): Promise<Page> {
  const { roles } = await ask<{ roles: { nodes: { id: number; name: string }[] } }>(
    admin,
    '{ roles(first: 100) { nodes { id name } } }',
  );
  const roleIds = roles.nodes.filter(({ name }) => name === role).map(({ id }) => id);
  expect(roleIds, `the role ${role}`).toHaveLength(1);
  joined += 1;
  const { createUser } = await ask<{ createUser: { user: { id: number } } }>(
    admin,
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { input: { name: `${role} ${joined}`, email: `person-${joined}@example.com`, roleIds } },
  );
  const { createSignInLink } = await ask<{ createSignInLink: { url: string } }>(
    admin,
    'mutation ($id: ID!) { createSignInLink(personId: $id) { url } }',
    { id: createUser.user.id },
  );
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const token = createSignInLink.url.split('token=')[1];
  const signedIn = await context.request.post('/auth/sign-in-link', { data: { token, password: 'analytical engine' } });
  expect(signedIn.ok()).toBe(true);
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  return page;
}

/** The data of a GraphQL request of whoever is signed in on the page. */
export async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const response = await page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}
