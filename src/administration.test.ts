// What administrators do besides making people: roles of their own, the retention, and what the server tells of itself.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensurePartitions } from './execution-logs/partitions.ts';
import { writeTestLog } from './execution-logs/test-log-writer.ts';
import { createTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
let admin: { authorization: string };
let viewer: { authorization: string };
beforeAll(async () => {
  t = await createTestApp();
  admin = await t.join('admin');
  viewer = await t.join('Viewer');
});
afterAll(() => t.close());

async function ask(query: string, variables: object = {}, headers = admin) {
  const { data, errors } = await t.query(query, headers, variables);
  return errors ? { code: errors[0].extensions.code, message: errors[0].message } : data;
}

const grantsQuery =
  '{ roleGrants { isShipped givesEverything ownPermissions people role { id name _etag } sharedGroups { id name } } }';
async function grantsOf(name: string) {
  const { roleGrants } = await ask(grantsQuery);
  return roleGrants.find(({ role }: { role: { name: string } }) => role.name === name);
}
const save = (input: object) =>
  ask('mutation ($input: SaveRoleInput!) { saveRole(input: $input) { role { id name _etag } } }', { input });

describe('a role', () => {
  test('tells what it gives, and whether it came with Interlock', async () => {
    expect(await grantsOf('admin')).toMatchObject({ isShipped: true, givesEverything: true, people: 1 });
    expect(await grantsOf('Viewer')).toMatchObject({
      isShipped: true,
      givesEverything: false,
      ownPermissions: [],
      sharedGroups: [{ name: 'RecordReaders' }, { name: 'ActionReaders' }],
    });
  });

  test('of one’s own is made of permissions, changed and narrowed, each in one transaction', async () => {
    const { sharedGroups } = await grantsOf('Viewer');
    const actionReaders = sharedGroups[1];
    const made = await save({
      name: 'Shop floor lead',
      permissions: ['READ *', 'UPDATE Run', 'SEE_LOGS'],
      groupIds: [actionReaders.id],
    });
    expect(await grantsOf('Shop floor lead')).toMatchObject({
      isShipped: false,
      ownPermissions: ['READ *', 'UPDATE Run', 'SEE_LOGS'],
      sharedGroups: [{ name: 'ActionReaders' }],
    });
    const lead = await t.join('Shop floor lead');
    expect((await ask('{ me { permissions permissionGroups { name } } }', {}, lead)).me).toEqual({
      permissions: ['SEE_ACTIONS', 'SEE_LOGS'],
      permissionGroups: [{ name: 'ActionReaders' }, { name: 'ShopFloorLead' }],
    });

    const { id, _etag: etag } = made.saveRole.role;
    await save({ id, etag, name: 'Shop floor lead', permissions: ['READ *'] });
    expect(await ask('{ me { permissions } }', {}, lead)).toEqual({ me: { permissions: [] } });
    expect(await save({ id, etag: 'old', name: 'Lead', permissions: [] })).toMatchObject({ code: 'CONCURRENCY_ERROR' });
    expect(await grantsOf('Shop floor lead')).toMatchObject({ ownPermissions: ['READ *'], sharedGroups: [] });
  });

  test('that can not be is refused whole, and leaves no group behind', async () => {
    const groups = async () => (await ask('{ permissionGroups { nodes { name } } }')).permissionGroups.nodes.length;
    const before = await groups();
    expect(await save({ name: 'Viewer', permissions: ['READ *'] })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await save({ name: 'New', permissions: ['FLY'] })).toMatchObject({
      message: expect.stringContaining('"FLY" is not a permission'),
    });
    expect(await groups()).toBe(before);
  });

  test('does not change what others give when it shared a group with them', async () => {
    const { sharedGroups } = await grantsOf('Viewer');
    const recordReaders = sharedGroups[0].id;
    const made = await save({ name: 'Guest', permissions: [], groupIds: [recordReaders] });
    const { id, _etag: etag } = made.saveRole.role;
    await save({ id, etag, name: 'Guest', permissions: ['READ Part'], groupIds: [] });
    expect(await grantsOf('Viewer')).toMatchObject({ sharedGroups: [{ name: 'RecordReaders' }, {}] });
    expect(await grantsOf('Guest')).toMatchObject({ ownPermissions: ['READ Part'], sharedGroups: [] });
  });
});

test('the last administrator stays one', async () => {
  const { me } = await ask('{ me { id _etag } }');
  const change = (input: object) =>
    ask('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
      input: { id: me.id, etag: me._etag, ...input },
    });
  const refused = { code: 'BAD_USER_INPUT', message: expect.stringContaining('Nobody could administer') };
  expect(await change({ isActive: false })).toEqual(refused);
  expect(await change({ roleIds: [] })).toEqual(refused);
  const { role } = await grantsOf('admin');
  expect(
    await ask('mutation ($id: ID!, $etag: String!) { deleteRole(id: $id, etag: $etag) { id } }', {
      id: role.id,
      etag: role._etag,
    }),
  ).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await ask('{ auditEvents(search: "USER_CHANGED") { nodes { id } } }')).toEqual({ auditEvents: { nodes: [] } });
});

test('how people can sign in is told to administrators, and to each of themselves', async () => {
  const states = '{ signInStates { hasPassword hasProvider linkExpiresAt lastSignedInAt person { name } } }';
  const none = { hasPassword: false, hasProvider: false, linkExpiresAt: null, lastSignedInAt: null };
  const { me } = await ask('{ me { id } }', {}, viewer);
  await ask('mutation ($id: ID!) { createSignInLink(personId: $id) { url } }', { id: me.id });
  expect((await ask(states, {}, viewer)).signInStates).toEqual([
    { ...none, linkExpiresAt: expect.any(String), person: { name: 'Viewer' } },
  ]);
  const others = 'query ($ids: [ID!]) { signInStates(personIds: $ids) { personId linkExpiresAt } }';
  expect((await ask(others, { ids: [me.id, 999_999] })).signInStates).toEqual([
    { personId: me.id, linkExpiresAt: expect.any(String) },
  ]);
  expect(await ask(others, { ids: [1, 2, 3] }, viewer)).toMatchObject({ code: 'FORBIDDEN' });
});

const dayMs = 86_400_000;

const writeLog = (createdAt: Date) => writeTestLog(t.db.kysely, createdAt);

describe('the retention', () => {
  const change = (input: object) =>
    ask('mutation ($input: ChangeRetentionInput!) { changeRetention(input: $input) { retention { days } } }', {
      input,
    });
  const listed = async () => (await ask('{ executionLogs { nodes { id expiresAt } } }')).executionLogs.nodes;

  test('is shortened once it is confirmed, which deletes logs, leaves a receipt, and is in the audit trail', async () => {
    await ensurePartitions(t.db.kysely, new Date(Date.now() - 9 * dayMs), 9);
    const old = await writeLog(new Date(Date.now() - 8.5 * dayMs));
    const young = await writeLog(new Date(Date.now() - dayMs / 24));
    expect(await ask('{ retention { days isFixed loss(days: 7) } }')).toEqual({
      retention: { days: 30, isFixed: false, loss: 1 },
    });
    expect(await change({ days: 7 })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('1 execution log would be deleted for good'),
    });
    expect(await change({ days: 7, confirmedDays: 6 })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await listed()).map(({ id }: { id: string }) => id)).toEqual([young, old]);

    expect(await change({ days: 7, confirmedDays: 7 })).toEqual({ changeRetention: { retention: { days: 7 } } });
    expect(await listed()).toEqual([{ id: young, expiresAt: expect.any(String) }]);
    const { executionLogsExpiredBefore: moment } = await ask('{ executionLogsExpiredBefore }');
    expect((Date.now() - Date.parse(moment)) / dayMs).toBeCloseTo(7, 3);
    await expect
      .poll(async () => (await ask('{ housekeepingReceipts { logsDeleted } }')).housekeepingReceipts, {
        timeout: 20_000,
      })
      .toEqual([{ logsDeleted: 1 }]);
    const { auditEvents } = await ask(
      '{ auditEvents(search: "RETENTION_DAYS", first: 1) { nodes { kind personName details } } }',
    );
    expect(auditEvents.nodes).toEqual([
      { kind: 'SETTING_CHANGED', personName: 'admin', details: { changes: { value: { old: '30', new: '7' } } } },
    ]);
  });

  test('is lengthened without a word, stays after a start, and can not be nonsense', async () => {
    expect(await change({ days: 60 })).toEqual({ changeRetention: { retention: { days: 60 } } });
    expect(await change({ days: 0 })).toMatchObject({
      message: 'days is 0; it must be a whole number from 1 to 3650.',
    });
    const again = await createTestApp({}, t.db);
    expect((await again.query('{ retention { days } }', admin)).data.retention).toEqual({ days: 60 });
    await again.close();
  });

  test('is not changed here when the environment sets it', async () => {
    const fixed = await createTestApp({ retentionDays: 90, retentionIsFixed: true }, t.db);
    expect((await fixed.query('{ retention { days isFixed } }', admin)).data.retention).toEqual({
      days: 90,
      isFixed: true,
    });
    const { errors } = await fixed.query(
      'mutation { changeRetention(input: {days: 99}) { retention { days } } }',
      admin,
    );
    expect(errors[0].message).toContain('RETENTION_DAYS in the environment');
    await fixed.close();
  });
});

test('the installation tells of its versions and its sandbox', async () => {
  const { installation } = await ask(
    '{ installation { version nodeVersion databaseVersion hasOwnDatabase sandbox { unavailable pythonVersion walls limits { wallMs } } } }',
  );
  expect(installation).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+/),
    databaseVersion: expect.stringMatching(/^1\d/),
    hasOwnDatabase: false,
    sandbox: { unavailable: null, pythonVersion: expect.stringMatching(/^3\./), limits: { wallMs: 2000 } },
  });
  expect(installation.sandbox.walls).toContain('seccomp');
});

test('the kinds of audit events are told in order', async () => {
  const { auditEventKinds } = await ask('{ auditEventKinds }');
  expect(auditEventKinds).toEqual([...auditEventKinds].sort());
  expect(auditEventKinds).toContain('ROLE_CREATED');
});

describe('deleting a role', () => {
  const remove = async (name: string) => {
    const { role } = await grantsOf(name);
    return ask('mutation ($id: ID!, $etag: String!) { deleteRole(id: $id, etag: $etag) { id } }', {
      id: role.id,
      etag: role._etag,
    });
  };
  const groupNames = async () =>
    (await ask('{ permissionGroups { nodes { name } } }')).permissionGroups.nodes.map(
      ({ name }: { name: string }) => name,
    );

  test('of one’s own takes it from who has it, and its own group with it, and leaves what it shared', async () => {
    const { sharedGroups } = await grantsOf('Viewer');
    await save({ name: 'Night watch', permissions: ['SEE_LOGS'], groupIds: [sharedGroups[0].id] });
    const watch = await t.join('Night watch');
    const mine = '{ me { name roles { name } permissions } }';
    expect(await ask(mine, {}, watch)).toMatchObject({ me: { permissions: ['SEE_LOGS'] } });
    expect(await groupNames()).toContain('NightWatch');

    expect(await remove('Night watch')).toEqual({ deleteRole: { id: expect.any(Number) } });
    expect(await ask(mine, {}, watch)).toEqual({ me: { name: 'Night watch', roles: [], permissions: [] } });
    expect(await ask('{ executionLogs { nodes { id } } }', {}, watch)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await groupNames()).not.toContain('NightWatch');
    expect(await grantsOf('Viewer')).toMatchObject({ sharedGroups });
    const { auditEvents } = await ask(
      '{ auditEvents(first: 3, filters: {kind: ["USER_CHANGED", "ROLE_DELETED", "PERMISSION_GROUP_DELETED"]}) { nodes { kind subjectTitle requestId } } }',
    );
    expect(auditEvents.nodes.map(({ kind }: { kind: string }) => kind)).toEqual([
      'PERMISSION_GROUP_DELETED',
      'ROLE_DELETED',
      'USER_CHANGED',
    ]);
    expect(new Set(auditEvents.nodes.map(({ requestId }: { requestId: string }) => requestId)).size).toBe(1);
  });

  test('that an action keeps half way leaves all of it as it was', async () => {
    await save({ name: 'Day watch', permissions: ['SEE_LOGS'] });
    const watch = await t.join('Day watch');
    const rule = await ask(
      'mutation { createRule(input: {title: "Groups stay", target: PERMISSIONGROUP, eventType: DELETE, context: "", code: "raise ValidationError()"}) { rule { id _etag } } }',
    );
    expect(await remove('Day watch')).toEqual({ code: 'VALIDATION_ERROR', message: 'Groups stay' });
    expect(await grantsOf('Day watch')).toMatchObject({ people: 1, ownPermissions: ['SEE_LOGS'] });
    expect(await ask('{ me { permissions } }', {}, watch)).toEqual({ me: { permissions: ['SEE_LOGS'] } });
    const { id, _etag: etag } = rule.createRule.rule;
    await ask('mutation ($id: ID!, $etag: String!) { deleteRule(id: $id, etag: $etag) { id } }', { id, etag });
    expect(await remove('Day watch')).toHaveProperty('deleteRole');
  });

  test('that came with Interlock is refused while somebody has it', async () => {
    expect(await remove('Viewer')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('still refers to it'),
    });
    expect(await grantsOf('Viewer')).toMatchObject({ people: 1 });
  });
});
