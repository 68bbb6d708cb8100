// Whatever a person or an action can write is shown as it was written, wherever it is shown, and runs nowhere.

import type { APIRequestContext, Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { firstAdmin } from '../setup/first-admin.ts';
import type { InterlockServer } from '../setup/interlock-server.ts';
import { collectComplaints, refusedAnswers } from './complaints.ts';
import { startEmpty } from './factory.ts';
import { photographFailures } from './photograph-failures.ts';
import { type QuietVisitor, quietVisitor } from './quiet-visitor.ts';

const mark = 'hostile';
const hostile = `${mark}"'><img src=x onerror="alert(1)"><svg/onload=alert(2)></textarea></title></script><script>alert(3)</script>{{7*7}}`;
const longAndHostile = `${hostile} ${'Say why. '.repeat(80)}`;
const link = 'javascript:alert(4)';
const richText = [
  { type: 'p', children: [{ text: hostile }] },
  { type: 'a', url: link, href: link, children: [{ text: hostile, href: link }] },
  { type: `p onclick=alert(5)`, style: 'position:fixed', onclick: 'alert(6)', children: [{ text: hostile }] },
];
const attributes = [{ key: hostile, value: hostile }];

let server: InterlockServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let visitor: QuietVisitor;

beforeAll(async () => {
  browser = await launchBrowser(); // first: without one, no server is left running
  server = await startEmpty();
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } });
  const token = new URL(server.setupUrl).searchParams.get('token');
  const made = await context.request.post('/setup', { data: { ...firstAdmin, name: hostile, token } });
  expect(made.ok()).toBe(true);
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  complaints = collectComplaints(page, { but: refusedAnswers });
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  visitor = quietVisitor(page);
  await visitor.open('/');
});

photographFailures(() => page);

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: the test knows what it asks for
async function ask(query: string, variables: object = {}): Promise<any> {
  const response = await (context.request as APIRequestContext).post('/graphql', { data: { query, variables } });
  return response.json();
}

async function create(type: string, input: object): Promise<string> {
  const name = type[0]!.toLowerCase() + type.slice(1);
  const mutation = `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${name} { id } } }`;
  const answer = await ask(mutation, { input });
  expect(answer.errors, type).toBeUndefined();
  return answer.data[`create${type}`][name].id;
}

const createAction = (input: object) => create('Rule', { eventType: 'CREATE', enabled: true, ...input });

/** Waits until the page shows the hostile text, as text or in a field, then looks for what it could have become. */
async function expectHarmless(where: string): Promise<void> {
  await page.waitForFunction((text) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return document.body.textContent.includes(text) || fields.some(({ value }) => value.includes(text));
  }, mark);
  const made = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const isOdd = element.matches('img[src="x"], svg[onload], iframe, object, embed, base, [onclick], [onerror]');
        const isScript = element.matches('script') && (element.textContent ?? '').includes('alert');
        const leads = ['href', 'src', 'action', 'formaction'].some((name) =>
          /^\s*(javascript|data|vbscript):/i.test(element.getAttribute(name) ?? ''),
        );
        return isOdd || isScript || leads;
      })
      .map((element) => element.outerHTML.slice(0, 200)),
  );
  expect(made, where).toEqual([]);
  expect(complaints, where).toEqual([]);
}

test('in records: their lists, forms and relations', async () => {
  const location = await create('Location', { name: hostile, description: hostile, attributes });
  const supplier = await create('Supplier', { name: hostile, description: hostile, taxNumber: hostile, attributes });
  const team = await create('Team', { name: hostile });
  const role = await create('Role', { name: hostile, description: hostile });
  const person = { name: hostile, email: 'eve@example.com', roleIds: [role], teamIds: [team] };
  const user = await create('User', person);
  const part = await create('Part', { partNumber: hostile, revision: hostile, description: hostile, attributes });
  const stock = { partId: part, serialNumber: hostile, lotNumber: hostile, locationId: location, attributes };
  const inventory = await create('PartInventory', stock);
  const procedure = await create('Procedure', { title: hostile, description: hostile, attributes });
  const step = await create('Step', { title: hostile, content: richText, procedureId: procedure, attributes });
  const issue = await create('Issue', {
    title: hostile,
    partInventoryId: inventory,
    assignedToId: user,
    expectedCondition: richText,
    causeCondition: richText,
    disposition: richText,
    attributes,
  });
  const records = { location, supplier, team, role, user, part, 'part-inventory': inventory, procedure, step, issue };
  for (const [type, id] of Object.entries(records)) {
    for (const path of [`/records/${type}`, `/records/${type}/${id}`]) {
      await visitor.follow(path);
      await expectHarmless(path);
    }
  }
  await visitor.follow(`/records/issue?search=${encodeURIComponent(hostile)}`);
  await expectHarmless('the search');
}, 300_000);

test('in actions: their list, editors, history and test', async () => {
  const comment = hostile.replaceAll('"', "'");
  const id = await createAction({
    title: hostile,
    target: 'TEAM',
    context: `# ${comment}\n{ team(id: $id) { name } }`,
    code: `# ${comment}\nprint(${JSON.stringify(hostile)})\nraise ValidationWarning(context["team"]["name"])`,
  });
  const { data } = await ask('query ($id: ID!) { rule(id: $id) { _etag code } }', { id });
  const edit = { id, etag: data.rule._etag, code: `${data.rule.code}\n# ${comment}` };
  await ask('mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }', { input: edit });
  for (const path of ['/actions', ...['code', 'context', 'history'].map((tab) => `/actions/${id}?tab=${tab}`)]) {
    await visitor.follow(path);
    await expectHarmless(path);
  }
  await page.goto('/actions');
  await page.getByRole('button', { name: 'Import' }).click();
  await page
    .getByLabel('What to import')
    .fill(`{"create_rule": {"title": ${JSON.stringify(hostile)}, "target": "<img src=x>",`);
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(/Line 1, column/).waitFor();
  await expectHarmless('the import');
}, 300_000);

test('in execution logs: messages, outputs, contexts and errors', async () => {
  await create('Team', { name: `${hostile} warned` });
  await createAction({
    title: `${hostile} blocks`,
    target: 'LOCATION',
    context: '{ location(id: $id) { name description attributes { key value } } }',
    code: `print(${JSON.stringify(hostile)})\nraise ValidationError(${JSON.stringify(longAndHostile)})`,
  });
  await createAction({
    title: `${hostile} fails`,
    target: 'SUPPLIER',
    context: '',
    code: `raise type(${JSON.stringify(hostile.slice(0, 40))}, (Exception,), {})(${JSON.stringify(hostile)})`,
    errorState: 'ALLOW',
  });
  await create('Supplier', { name: `${hostile} again` });
  const blocked = await ask(
    'mutation ($n: String!) { createLocation(input: {name: $n, description: $n}) { location { id } } }',
    {
      n: `${hostile} blocked`,
    },
  );
  expect(blocked.errors[0].message).toBe(longAndHostile);

  await visitor.follow('/execution-logs');
  await expectHarmless('the list');
  const { data } = await ask('{ executionLogs(first: 10) { nodes { id outcome } } }');
  expect(new Set(data.executionLogs.nodes.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
    new Set(['WARNED', 'BLOCKED', 'FAILED']),
  );
  for (const { id } of data.executionLogs.nodes) {
    for (const path of [`/execution-logs/${id}`, `/execution-logs?quick=${id}`]) {
      await visitor.follow(path);
      await expectHarmless(path);
    }
  }
  await visitor.follow(`/execution-logs?search=${encodeURIComponent(hostile)}`);
  await expectHarmless('the search');
}, 300_000);

test('what turns the direction of code, or can’t be seen in it, is drawn wherever a reviewer reads it', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const line = (role: string) => `level = '${role}\u202e \u2066# Check if admin\u2069 \u2066'`;
  const output = 'a\u200bb\u00a0c \u202e reversed 👩‍🔧';
  const code = (role: string) => `${line(role)}\nprint(${JSON.stringify(output)})\n`;
  const id = await createAction({ title: 'Trojan source', target: 'PROCEDURE', context: '', code: code('user') });
  const { data } = await ask('query ($id: ID!) { rule(id: $id) { _etag } }', { id });
  await create('Procedure', { title: 'Makes a log' });
  const edit = { id, etag: data.rule._etag, code: code('admin') };
  await ask('mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }', { input: edit });

  await page.goto(`/actions/${id}?tab=code`);
  const editor = page.getByRole('textbox', { name: 'Code: Python' });
  await editor.getByText('U+202E', { exact: true }).first().waitFor();
  expect(await editor.getByTitle(/^U\+/).count()).toBe(8);
  expect(await editor.evaluate((element) => /[\u200b\u202e\u2066\u2069]/.test(element.textContent ?? ''))).toBe(false);

  await page.goto(`/actions/${id}?tab=history`);
  for (const part of ['.cm-deletedLine', '.cm-changedLine']) {
    await page.locator(part).getByText('U+202E', { exact: true }).waitFor();
  }

  const { data: logs } = await ask('{ executionLogs(first: 10) { nodes { id executedActionIds } } }');
  const log = logs.executionLogs.nodes.find((node: { executedActionIds: unknown[] }) =>
    node.executedActionIds.map(String).includes(String(id)),
  );
  await page.goto(`/execution-logs/${log.id}`);
  const logged = page.getByRole('region', { name: 'Code of Trojan source' });
  await expect.poll(() => logged.getByTitle('U+202E right-to-left override').count()).toBe(2);
  const printed = page.getByRole('region', { name: 'Output of Trojan source' });
  // The joiner of the emoji is none of them.
  expect(await printed.getByTitle(/^U\+/).count()).toBe(3);
  await logged.evaluate((element) => window.getSelection()?.selectAllChildren(element));
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(line('user'));
}, 300_000);

test('a title without a space, or from right to left, is read from its beginning, and pushes nothing aside', async () => {
  const endless = 'Überprüfung'.repeat(17).slice(0, 180);
  const rightToLeft = 'בדיקת התאמה של חלק לפני הרכבה סופית במפעל הראשי של החברה, ועוד מילים רבות מאוד';
  const code = `raise ValidationWarning(${JSON.stringify(rightToLeft)})`;
  for (const title of [endless, rightToLeft]) {
    await createAction({ title, target: 'PROCEDURE', context: '', code });
  }
  const procedure = await create('Procedure', { title: rightToLeft });
  const { data } = await ask('{ executionLogs(first: 1) { nodes { id } } }');
  const [log] = data.executionLogs.nodes;
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of [`/execution-logs/${log.id}`, `/execution-logs?quick=${log.id}`]) {
      await visitor.follow(path);
      await page.getByRole('region', { name: 'Verdict' }).getByText(endless).waitFor();
      const pushed = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(await pushed(), `${path} at ${width}`).toBe(false);
    }
    const body = page.getByRole('dialog').locator('[data-autofocus]');
    expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const path of ['/execution-logs', '/actions', '/records/procedure']) {
    await visitor.follow(path);
    const text = page.getByRole('table').getByText(rightToLeft).first();
    await text.waitFor();
    const direction = await text.evaluate((element) => {
      let cut: Element | null = element;
      while (cut && getComputedStyle(cut).textOverflow !== 'ellipsis') cut = cut.parentElement;
      return cut && getComputedStyle(cut).direction;
    });
    expect(direction, path).toBe('rtl');
  }
  await page.goto(`/records/procedure/${procedure}`);
  await page.locator('h1 bdi').getByText(rightToLeft).waitFor();
}, 300_000);

test('in administration: people, roles, tokens, views, sessions and the audit trail', async () => {
  const { data } = await ask('{ me { id } }');
  await ask(
    'mutation ($n: String!) { saveRole(input: {name: $n, description: $n, permissions: ["READ *"]}) { role { id } } }',
    {
      n: `${hostile} own`,
    },
  );
  const { data: roles } = await ask('{ roleGrants { isShipped role { id } } }');
  const own = roles.roleGrants.find(({ isShipped }: { isShipped: boolean }) => !isShipped).role.id;
  const short = hostile.slice(0, hostile.indexOf('</textarea>'));
  const named = await ask(
    `mutation ($n: String!) { createApiToken(input: {name: $n}) { token }
      saveLogView(input: {name: $n, query: "outcome=BLOCKED"}) { logView { id } } }`,
    { n: short },
  );
  expect(named.errors).toBeUndefined();
  const elsewhere = await browser.newContext({ baseURL: server.url, userAgent: hostile });
  const signedIn = await elsewhere.request.post('/auth/sign-in/email', { data: firstAdmin });
  expect(signedIn.ok()).toBe(true);
  await elsewhere.close();
  await ask(
    'mutation ($m: String) { updateOrganizationSettings(input: {rules: {errorStateMessage: $m}}) { organization { settings { rules { enabled } } } } }',
    {
      m: hostile,
    },
  );
  const { data: trail } = await ask(
    'query ($s: String) { auditEvents(search: $s, first: 500) { nodes { id kind } } }',
    {
      s: mark,
    },
  );
  const events = new Map<string, number>(
    trail.auditEvents.nodes.map(({ id, kind }: { id: number; kind: string }) => [kind, id]),
  );
  expect(events.size).toBeGreaterThan(6);
  const paths = [
    '/administration/people',
    `/administration/people/${data.me.id}`,
    '/administration/people?tab=teams',
    '/administration/roles',
    `/administration/roles/${own}`,
    `/administration/roles/new?like=${own}`,
    '/administration/api-tokens',
    `/administration/audit-trail?by=${data.me.id}`,
    `/administration/audit-trail?search=${encodeURIComponent(hostile)}`,
    ...[...events.values()].map((id) => `/administration/audit-trail?event=${id}`),
    '/administration/settings',
    '/account',
  ];
  for (const path of paths) {
    await visitor.follow(path);
    await expectHarmless(path);
  }
  await page.goto('/execution-logs');
  await page.getByRole('button', { name: /^Views/ }).click();
  await page.getByText(mark, { exact: false }).first().waitFor();
  await expectHarmless('the views');
}, 300_000);

test('in the message of a blocked change', async () => {
  await page.goto('/records/location/new');
  await page.getByLabel('Name').fill(hostile);
  await page.getByRole('button', { name: /^(Create|Save)/ }).click();
  const toast = page.getByRole('alert').filter({ hasText: 'onerror' }).first();
  await toast.waitFor();
  await expectHarmless('the toast');
  // However long the message is, its log can be reached.
  const bottomOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    return box!.y + box!.height;
  };
  const toLog = toast.getByRole('link', { name: 'View execution log' });
  await expect.poll(async () => (await bottomOf(toLog)) < (await bottomOf(toast))).toBe(true);
  // Not left with unsaved input, which would ask.
  await page.getByLabel('Name').fill('');
});

test('in addresses, and they lead nowhere else', async () => {
  for (const path of [`/records/${encodeURIComponent(hostile)}`, `/${encodeURIComponent(hostile)}`]) {
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    expect(complaints, path).toEqual([]);
  }
  for (const elsewhere of ['//evil.example', 'https://evil.example', link, '/\\evil.example', '/\t/evil.example']) {
    const visitor = await browser.newContext({ baseURL: server.url });
    const tab = await visitor.newPage();
    const said = collectComplaints(tab);
    await tab.goto(`/sign-in?returnTo=${encodeURIComponent(elsewhere)}`);
    await tab.getByLabel('Email').fill(firstAdmin.email);
    await tab.getByRole('textbox', { name: 'Password' }).fill(firstAdmin.password);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    expect(new URL(tab.url()).origin, elsewhere).toBe(server.url);
    expect(said, elsewhere).toEqual([]);
    await visitor.close();
  }
}, 300_000);
