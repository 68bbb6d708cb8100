// The pages that are photographed: each says how to come to it, as a person would.
import { administrator, requestGraphql } from './sample-server.js';

/** A day's worth of changes in the sample factory, and the ids that the pages need. */
export async function makeHistory(request) {
  const ask = (query, variables) => requestGraphql(request, query, variables);
  const { partInventories } = await ask('{ partInventories(first: 24) { nodes { id } } }');
  const statuses = ['UNAVAILABLE', 'AVAILABLE', 'KITTED', 'AVAILABLE', 'SCRAPPED'];
  for (const [round, { id }] of partInventories.nodes.flatMap((node) => [node, node]).entries()) {
    await updateInventory(ask, id, { status: statuses[round % statuses.length] });
  }
  const { rules } = await ask('{ rules(first: 50) { nodes { id title code _etag } } }');
  const scrapping = rules.nodes.find(({ title }) => title === 'Scrapping needs a reason');
  const code = scrapping.code.replace(
    'Add the attribute "Scrap reason" before scrapping',
    'Say why it is scrapped: add "Scrap reason"',
  );
  await ask('mutation Edit($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }', {
    input: { id: scrapping.id, etag: scrapping._etag, code },
  });
  const serial = rules.nodes.find(({ title }) => title.startsWith('A serialized part'));
  const { executionLogs } = await ask(
    `{ executionLogs(first: 1, filters: { raisedActionId: { eq: ${serial.id} }, outcome: { eq: BLOCKED } }) { nodes { id } } }`,
  );
  const { issues } = await ask('{ issues(first: 1) { nodes { id } } }');
  const { role, person } = await administer(ask);
  const { auditEvents } = await ask('{ auditEvents(first: 1, filters: { kind: "ACTION_CHANGED" }) { nodes { id } } }');
  const { valves } = await ask(
    '{ valves: partInventories(filters: { serialNumber: { eq: "TC-0102" } }) { nodes { id } } }',
  );
  return {
    blockedLog: executionLogs.nodes[0].id,
    scrapping: scrapping.id,
    serial: serial.id,
    issue: issues.nodes[0].id,
    inventory: valves.nodes[0].id,
    role,
    person,
    auditEvent: auditEvents.nodes[0].id,
  };
}

/** What an administrator did on a first day: a role, somebody invited, tokens. */
async function administer(ask) {
  const { saveRole } = await ask(
    `mutation { saveRole(input: {
      name: "Shift lead", description: "Runs the night shift",
      permissions: ["READ *", "* Run", "UPDATE RunStep", "CREATE Issue", "SEE_LOGS"]
    }) { role { id } } }`,
  );
  const role = saveRole.role.id;
  const { createUser } = await ask(
    'mutation Invite($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { input: { name: 'Grace Hopper', email: 'grace.hopper@example.com', roleIds: [role] } },
  );
  const person = createUser.user.id;
  await ask('mutation Link($person: ID!) { createSignInLink(personId: $person) { url } }', { person });
  for (const input of [{ name: 'nightly export', permissions: ['READ *', 'SEE_LOGS'] }, { name: 'ERP bridge' }])
    await ask('mutation Token($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }', { input });
  return { role, person };
}

async function updateInventory(ask, id, changes) {
  const { partInventory } = await ask('query Etag($id: ID!) { partInventory(id: $id) { _etag } }', { id });
  await ask(
    'mutation Change($input: UpdatePartInventoryInput!) { updatePartInventory(input: $input) { partInventory { id } } }',
    {
      input: { id, etag: partInventory._etag, ...changes },
    },
  );
}

/** `{ name, show(page), phone, visitor }`: phone ones are also taken at that size, a visitor's without a session. */
export function pagesOf({ blockedLog, scrapping, serial, issue, inventory, role, person, auditEvent }) {
  const at = (path, ready) => async (page) => {
    await page.goto(path);
    await ready(page).first().waitFor();
  };
  const editor = (page) => page.locator('.cm-content');
  const row = (page) => page.getByRole('row').nth(2);
  const heading = (page) => page.getByRole('heading');
  return [
    { name: 'sign-in', phone: true, visitor: true, show: at('/sign-in', (page) => page.getByLabel('Email')) },
    { name: 'execution-logs', phone: true, show: at('/execution-logs', row) },
    {
      name: 'execution-logs-filtered',
      show: at('/execution-logs?search=update%20part%20inventory&outcome=BLOCKED', row),
    },
    {
      name: 'quick-view',
      phone: true,
      show: at(`/execution-logs?quick=${blockedLog}`, (page) => page.getByRole('dialog').getByText('Blocked')),
    },
    {
      name: 'execution-log',
      phone: true,
      show: at(`/execution-logs/${blockedLog}`, (page) => page.getByRole('region', { name: 'Verdict' })),
    },
    {
      name: 'execution-log-gone',
      show: at('/execution-logs/0193ffff-0000-7000-8000-000000000000', heading),
    },
    { name: 'actions', phone: true, show: at('/actions', row) },
    {
      name: 'actions-import',
      async show(page) {
        await page.goto('/actions');
        await page.getByRole('button', { name: 'Import' }).click();
        await page
          .getByLabel('What to import')
          .fill('{"create_rule": {"title": "Kits need a run", "target": "PARTKIT",');
        await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
        await page.getByText(/Line 1, column/).waitFor();
      },
    },
    { name: 'action-code', phone: true, show: at(`/actions/${scrapping}?tab=code`, editor) },
    {
      name: 'action-context',
      async show(page) {
        await page.goto(`/actions/${serial}?tab=context`);
        await editor(page).waitFor();
        await page.getByRole('combobox', { name: 'Part Inventory to run the query on' }).fill('TC-0102');
        await page.getByRole('option', { name: /TC-0102/ }).click();
        await page.getByRole('button', { name: 'Run query' }).click();
        await page.getByRole('tree', { name: /^Context of/ }).waitFor();
      },
    },
    {
      name: 'action-completion',
      async show(page) {
        await page.goto(`/actions/${serial}?tab=code`);
        await editor(page).click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type("if part['");
        await page.getByRole('listbox').getByRole('option').first().waitFor();
        await page.getByRole('tab', { name: /Code.*1 problem/ }).waitFor();
      },
    },
    {
      name: 'action-history',
      phone: true,
      show: at(`/actions/${scrapping}?tab=history`, (page) => page.locator('.cm-changedLine')),
    },
    {
      name: 'action-test',
      async show(page) {
        await page.goto(`/actions/${scrapping}?tab=code`);
        await editor(page).waitFor();
        await page.getByRole('button', { name: 'Test' }).click();
        await page.getByText('On the context of a log').click();
        await page.getByRole('combobox', { name: 'Log to take the context of' }).click();
        await page.getByRole('option').filter({ hasText: 'Blocked' }).first().click();
        await page.getByRole('button', { name: 'Run', exact: true }).click();
        await page.getByRole('region', { name: 'Result' }).waitFor();
      },
    },
    { name: 'action-executions', show: at(`/actions/${scrapping}?tab=executions`, row) },
    { name: 'records', phone: true, show: at('/records/part-inventory', row) },
    {
      name: 'record',
      phone: true,
      show: at(`/records/part-inventory/${inventory}`, (page) => page.getByLabel('Serial number')),
    },
    { name: 'record-rich-text', show: at(`/records/issue/${issue}`, (page) => page.getByLabel('Title')) },
    { name: 'record-executions', show: at(`/records/part-inventory/${inventory}?tab=executions`, row) },
    { name: 'record-new', show: at('/records/purchase-order-line/new', (page) => page.getByLabel('Description')) },
    { name: 'records-empty', show: at('/records/part-kit?search=nothing', heading) },
    {
      name: 'record-blocked',
      phone: true,
      async show(page) {
        await page.goto(`/records/part-inventory/${inventory}`);
        await page.getByRole('combobox', { name: 'Status' }).click();
        await page.getByRole('option', { name: 'Scrapped' }).click();
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('link', { name: 'View execution log' }).waitFor();
      },
    },
    {
      name: 'offline',
      async show(page) {
        await page.goto(`/records/part-inventory/${inventory}`);
        await page.getByLabel('Lot number').fill('L-2610-C');
        await page.context().setOffline(true);
        await page.getByText('Interlock can’t be reached').waitFor();
      },
    },
    { name: 'people', phone: true, show: at('/administration/people', row) },
    { name: 'person', show: at(`/administration/people/${person}`, (page) => page.getByLabel('Email')) },
    {
      name: 'role',
      phone: true,
      async show(page) {
        await page.goto(`/administration/roles/${role}`);
        await page.getByRole('heading', { name: 'General permissions' }).scrollIntoViewIfNeeded();
        await page.getByRole('checkbox', { name: 'Update Run Step', exact: true }).scrollIntoViewIfNeeded();
      },
    },
    { name: 'roles', show: at('/administration/roles', row) },
    { name: 'api-tokens', show: at('/administration/api-tokens', row) },
    { name: 'audit-trail', phone: true, show: at('/administration/audit-trail', row) },
    {
      name: 'audit-event',
      show: at(`/administration/audit-trail?event=${auditEvent}`, (page) => page.locator('.cm-changedLine')),
    },
    { name: 'retention', show: at('/administration/retention', heading) },
    { name: 'settings', show: at('/administration/settings', (page) => page.getByText('Walls that stand')) },
    { name: 'account', phone: true, show: at('/account', (page) => page.getByText('This one')) },
    {
      name: 'account-new-token',
      async show(page) {
        await page.goto('/account');
        await page.getByRole('button', { name: 'New token' }).click();
        await page.getByRole('dialog').getByLabel('Name').fill('nightly export');
      },
    },
    { name: 'choose-password', visitor: true, show: at('/choose-password?token=x', heading) },
    { name: 'not-found', show: at('/nowhere', heading) },
    {
      name: 'sign-in-refused',
      visitor: true,
      async show(page) {
        await page.goto('/sign-in');
        await page.getByLabel('Email').fill(administrator.email);
        await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('alert').waitFor();
      },
    },
  ];
}
