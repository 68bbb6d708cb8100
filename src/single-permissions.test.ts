// What each permission opens by itself, as one table: nothing comes along with another. The shipped roles, which give
// several, are walked by role-table.test.ts.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';

type Headers = { authorization: string };
let t: TestApp;
let admin: Headers;
let logId: string;

beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  await makeAction({ target: 'TEAM', enabled: true, context: '{ team(id: $id) { name } }' });
  const { data } = await t.query(
    'mutation { createTeam(input: {name: "Welders"}) { team { id } } createPart(input: {partNumber: "P"}) { part { id } } }',
    admin,
  );
  expect(data.createTeam.team.id).toBe(1);
  logId = (await t.query('{ executionLogs { nodes { id } } }', admin)).data.executionLogs.nodes[0].id;
});
afterAll(() => t.close());

const createRule = 'mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id _etag } } }';
const updateRule = 'mutation ($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }';
const action = { title: 'Watches', target: 'LOCATION', eventType: 'DELETE', context: '', code: '' };

async function makeAction(input: object): Promise<{ id: number; etag: string }> {
  const { data } = await t.query(createRule, admin, { input: { ...action, eventType: 'CREATE', ...input } });
  const { id, _etag } = data.createRule.rule;
  return { id, etag: _etag };
}

async function makePart(): Promise<{ id: number; etag: string }> {
  const { data } = await t.query(
    'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id _etag } } }',
    admin,
    { n: `P-${Math.random()}` },
  );
  return { id: data.createPart.part.id, etag: data.createPart.part._etag };
}

/** Each tries one thing, and gives the answer's text. */
const doors: Record<string, (who: Headers) => Promise<string>> = {
  'see actions': (who) => query(who, '{ rules { nodes { id } } }'),
  'make an action that is off': (who) => query(who, createRule, { input: { ...action, enabled: false } }),
  'make an action that is on': (who) => query(who, createRule, { input: { ...action, enabled: true } }),
  'import an action that is on': (who) =>
    query(
      who,
      'mutation { importRules(source: "{\\"title\\": \\"x\\", \\"target\\": \\"PART\\", \\"eventType\\": \\"CREATE\\", \\"context\\": \\"\\", \\"code\\": \\"\\"}") { rule { id } } }',
    ),
  'change an action that is off': async (who) =>
    query(who, updateRule, { input: { ...(await makeAction({ enabled: false })), title: 'Other' } }),
  'change an action that is on': async (who) =>
    query(who, updateRule, { input: { ...(await makeAction({ enabled: true })), title: 'Other' } }),
  'switch an action on': async (who) =>
    query(who, updateRule, { input: { ...(await makeAction({ enabled: false })), enabled: true } }),
  'switch an action off': async (who) =>
    query(who, updateRule, { input: { ...(await makeAction({ enabled: true })), enabled: false } }),
  'see logs': (who) => query(who, '{ executionLogs { nodes { id } } }'),
  'see contexts': async (who) => {
    const text = await query(who, `{ executionLog(id: "${logId}") { actions { context } } }`);
    return text.includes('Welders') ? text : 'FORBIDDEN';
  },
  'see contexts as stored': async (who) => {
    const text = await (await t.ask(`/execution-logs/${logId}/contexts`, { headers: who })).text();
    return text.includes('Welders') ? text : 'FORBIDDEN';
  },
  'search in contexts': (who) =>
    query(who, '{ executionLogs(contextSearch: {path: "team.name", value: "Welders"}) { nodes { id } } }'),
  'download a log': async (who) => (await t.ask(`/execution-logs/${logId}/download`, { headers: who })).text(),
  'download a Zip': async (who) =>
    (await t.ask('POST /execution-logs/download', { body: { ids: [logId] }, headers: who })).text(),
  'see the audit trail': (who) => query(who, '{ auditEvents { nodes { id } } }'),
  'see everybody’s tokens': (who) => query(who, '{ apiTokens(everybodys: true) { id } }'),
  'change settings': (who) =>
    query(
      who,
      'mutation { updateOrganizationSettings(input: {}) { organization { settings { rules { enabled } } } } }',
    ),
  'make a team': (who) => query(who, `mutation { createTeam(input: {name: "${Math.random()}"}) { team { id } } }`),
  'read a part': (who) => query(who, '{ parts { nodes { id } } }'),
  'create a part': (who) =>
    query(who, `mutation { createPart(input: {partNumber: "${Math.random()}"}) { part { id } } }`),
  'update a part': async (who) =>
    query(who, 'mutation ($input: UpdatePartInput!) { updatePart(input: $input) { part { id } } }', {
      input: { ...(await makePart()), description: 'new' },
    }),
  'delete a part': async (who) =>
    query(who, 'mutation ($id: ID!, $etag: String!) { deletePart(id: $id, etag: $etag) { id } }', await makePart()),
  'read a location': (who) => query(who, '{ locations { nodes { id } } }'),
};

async function query(who: Headers, text: string, variables: object = {}): Promise<string> {
  return JSON.stringify(await t.query(text, who, variables));
}

const editing = ['make an action that is off', 'change an action that is off'];
const switching = ['switch an action on', 'switch an action off'];
const administering = ['see the audit trail', 'see everybody’s tokens', 'change settings', 'make a team'];
const downloading = ['download a log', 'download a Zip'];

const table: [permissions: string[], opens: string[]][] = [
  [[], []],
  [['SEE_ACTIONS'], ['see actions']],
  [['EDIT_ACTIONS'], editing],
  [['ENABLE_ACTIONS'], switching],
  [
    ['EDIT_ACTIONS', 'ENABLE_ACTIONS'],
    [
      ...editing,
      ...switching,
      'make an action that is on',
      'import an action that is on',
      'change an action that is on',
    ],
  ],
  [['SEE_LOGS'], ['see logs']],
  [['SEE_CONTEXTS'], []],
  [
    ['SEE_LOGS', 'SEE_CONTEXTS'],
    ['see logs', 'search in contexts'],
  ],
  [
    ['SEE_LOGS', 'SEE_CONTEXTS', 'READ Team'],
    ['see logs', 'see contexts', 'see contexts as stored', 'search in contexts'],
  ],
  [['DOWNLOAD_LOGS'], []],
  [
    ['SEE_LOGS', 'DOWNLOAD_LOGS'],
    ['see logs', ...downloading],
  ],
  [
    ['SEE_LOGS', 'ADMINISTER'],
    ['see logs', ...administering],
  ],
  [['ADMINISTER'], administering],
  [['READ Part'], ['read a part']],
  [['CREATE Part'], []],
  [
    ['READ Part', 'CREATE Part'],
    ['read a part', 'create a part'],
  ],
  [
    ['READ Part', 'UPDATE Part'],
    ['read a part', 'update a part'],
  ],
  [
    ['READ Part', 'DELETE *'],
    ['read a part', 'delete a part'],
  ],
  [['* Part'], ['read a part', 'create a part', 'update a part', 'delete a part']],
  [['READ *'], ['read a part', 'read a location']],
];

test.each(table)('%j opens just %j', async (permissions, opens) => {
  const name = `may ${permissions.join(' and ') || 'nothing'}`;
  const saved = await query(admin, 'mutation ($input: SaveRoleInput!) { saveRole(input: $input) { role { id } } }', {
    input: { name, permissions },
  });
  expect(saved).not.toContain('errors');
  const who = await t.join(name);
  const opened: string[] = [];
  for (const [what, tryIt] of Object.entries(doors)) {
    const answer = await tryIt(who);
    if (!answer.includes('FORBIDDEN')) {
      opened.push(what);
      expect(answer, what).not.toContain('"errors"');
    }
  }
  expect(opened.sort()).toEqual([...opens].sort());
});
