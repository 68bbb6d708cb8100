// Rules as they are published for the reference system run here unmodified: by dry run against known contexts, and end to
// end against real records.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../src/test-app.ts';

interface Rule {
  id: string;
  title: string;
  target: string;
  eventType: string;
  enabled: boolean;
  context: string;
  code: string;
  errorState?: string;
}

interface Case {
  rule: string;
  context: object;
  expect: string;
  why: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`./data/examples/${name}`, import.meta.url), 'utf8'));
const rules = new Map<string, Rule>((read('actions.json') as Rule[]).map((rule) => [rule.id, rule]));
const cases = read('cases.json') as Case[];

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  data?: any;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

let testApp: TestApp;
let admin: { authorization: string };
beforeAll(async () => {
  testApp = await createTestApp();
  admin = await testApp.join('admin');
});
afterAll(() => testApp.close());

const app = {
  ask: (query: string, variables?: object): Promise<Answer> => testApp.query(query, admin, variables),
  async data(query: string, variables?: object) {
    const { data, errors } = await app.ask(query, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  },
};

/** Creates published rules, runs `story`, and deletes them again. */
async function withRules(ids: string[], story: () => Promise<void>): Promise<void> {
  const made: { id: number; _etag: string }[] = [];
  for (const id of ids) {
    const { id: _, ...input } = rules.get(id)!;
    const { createRule } = await app.data(
      'mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id _etag } } }',
      { input },
    );
    made.push(createRule.rule);
  }
  try {
    await story();
  } finally {
    for (const { id, _etag } of made) {
      await app.data('mutation ($id: ID!, $etag: String!) { deleteRule(id: $id, etag: $etag) { id } }', {
        id,
        etag: _etag,
      });
    }
  }
}

describe('a dry run of a published rule gives its known outcome', () => {
  for (const { rule: id, context, expect: expected, why } of cases) {
    test(`${id} ${expected} ${why}`, async () => {
      const { title, code, errorState } = rules.get(id)!;
      const { dryRunRule } = await app.data(
        'mutation ($input: DryRunRuleInput!) { dryRunRule(input: $input) { outcome message } }',
        { input: { title, code, errorState, contextData: context } },
      );
      if (expected === 'PASS') expect(dryRunRule).toEqual({ outcome: 'ALLOWED', message: null });
      else if (expected === 'BLOCK') expect(dryRunRule.outcome).toBe('BLOCKED');
      else
        expect(dryRunRule).toMatchObject({
          outcome: 'FAILED',
          message: expect.stringContaining(expected.split(':')[1]!),
        });
    });
  }
});

interface Made {
  id: number;
  _etag: string;
}

let counter = 0;
const unique = (name: string) => `${name} ${++counter}`;
const fieldOf = (type: string) => type.charAt(0).toLowerCase() + type.slice(1);

async function create(type: string, input: object): Promise<Made> {
  const data = await app.data(
    `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${fieldOf(type)} { id _etag } } }`,
    { input },
  );
  return data[`create${type}`][fieldOf(type)];
}

async function change(type: string, id: number, changes: object) {
  const data = await app.data(`query ($id: ID!) { ${fieldOf(type)}(id: $id) { _etag } }`, { id });
  return app.ask(
    `mutation ($input: Update${type}Input!) { update${type}(input: $input) { ${fieldOf(type)} { id } } }`,
    {
      input: { id, etag: data[fieldOf(type)]._etag, ...changes },
    },
  );
}

const tryCreate = (type: string, input: object) =>
  app.ask(`mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${fieldOf(type)} { id } } }`, {
    input,
  });

/** The change was refused by this rule, and its log says that it was not committed. */
async function expectBlocked(answer: Answer, ruleId: string): Promise<void> {
  const { title } = rules.get(ruleId)!;
  expect(answer.errors?.[0]).toMatchObject({
    message: title,
    extensions: { code: 'VALIDATION_ERROR', actionTitle: title },
  });
  const { executionLog } = await app.data(
    'query ($id: ID!) { executionLog(id: $id) { outcome committed requestId } }',
    {
      id: answer.errors![0]!.extensions.executionLogId,
    },
  );
  expect(executionLog).toEqual({
    outcome: 'BLOCKED',
    committed: false,
    requestId: answer.errors![0]!.extensions.requestId,
  });
}

const expectMade = (answer: Answer) => expect(answer.errors).toBeUndefined();

async function createOrderLine(order: object = {}, line: object = {}): Promise<number> {
  const { id: purchaseOrderId } = await create('PurchaseOrder', order);
  return (await create('PurchaseOrderLine', { purchaseOrderId, description: 'bolts', quantity: 5, ...line })).id;
}

async function createReviewer(role: string): Promise<number> {
  const { roles } = await app.data('query ($name: String!) { roles(filters: {name: {eq: $name}}) { nodes { id } } }', {
    name: role,
  });
  const roleId = roles.nodes[0]?.id ?? (await create('Role', { name: role })).id;
  const name = unique(role);
  const email = `${name.replaceAll(' ', '.')}@example.com`;
  return (await create('User', { name, email, roleIds: [roleId] })).id;
}

describe('end to end, a published rule guards real records', () => {
  test('ex-01 and ex-16: an order line needs a need date', () =>
    withRules(['ex-01', 'ex-16'], async () => {
      const id = await createOrderLine();
      await expectBlocked(await change('PurchaseOrderLine', id, { status: 'requested' }), 'ex-01');
      await expectBlocked(await change('PurchaseOrderLine', id, { status: 'ORDERED' }), 'ex-16');
      expectMade(await change('PurchaseOrderLine', id, { status: 'CANCELED' }));
      expectMade(await change('PurchaseOrderLine', id, { status: 'REQUESTED', needDate: '2027-01-31' }));
    }));

  test('ex-02: an order with an empty justification is not requested', () =>
    withRules(['ex-02'], async () => {
      const attributes = [{ key: 'PO Justification', value: '' }];
      await expectBlocked(
        await change('PurchaseOrderLine', await createOrderLine({ attributes }), { status: 'requested' }),
        'ex-02',
      );
      attributes[0]!.value = 'we ran out';
      expectMade(await change('PurchaseOrderLine', await createOrderLine({ attributes }), { status: 'requested' }));
    }));

  test('ex-03: a receipt line needs a location', () =>
    withRules(['ex-03'], async () => {
      const part = await create('Part', { partNumber: unique('P'), description: 'd' });
      const location = await create('Location', { name: unique('Shelf') });
      const nowhere = await create('PartInventory', { partId: part.id });
      const shelved = await create('PartInventory', { partId: part.id, locationId: location.id });
      const receipt = await create('Receipt', {});
      await expectBlocked(
        await tryCreate('ReceiptItem', { receiptId: receipt.id, partInventoryId: nowhere.id }),
        'ex-03',
      );
      expectMade(await tryCreate('ReceiptItem', { receiptId: receipt.id, partInventoryId: shelved.id }));
    }));

  test('ex-04: a part needs a description', () =>
    withRules(['ex-04'], async () => {
      const partNumber = unique('P');
      await expectBlocked(await tryCreate('Part', { partNumber }), 'ex-04');
      const { parts } = await app.data(
        'query ($n: String) { parts(filters: {partNumber: {eq: $n}}) { pageInfo { totalCount } } }',
        { n: partNumber },
      );
      expect(parts.pageInfo.totalCount).toBe(0);
      expectMade(await tryCreate('Part', { partNumber, description: 'a bolt' }));
    }));

  test('ex-05: an expensive order needs a Manager among its reviewers', () =>
    withRules(['ex-05'], async () => {
      const manager = await createReviewer('Manager');
      const dear = await create('PurchaseOrder', {});
      const line = await create('PurchaseOrderLine', { purchaseOrderId: dear.id, quantity: 4, cost: 5000 });
      await expectBlocked(await change('PurchaseOrderLine', line.id, { status: 'requested' }), 'ex-05');
      await create('PurchaseOrderApprovalRequest', { purchaseOrderId: dear.id, reviewerId: manager });
      expectMade(await change('PurchaseOrderLine', line.id, { status: 'requested' }));
    }));

  test('ex-06, ex-07 and ex-08: a procedure is complete before its review', () =>
    withRules(['ex-06', 'ex-08'], async () => {
      const location = await create('Location', { name: unique('Bay') });
      const procedure = await create('Procedure', { title: 'Weld' });
      const cut = await create('Step', { procedureId: procedure.id, title: 'Cut' });
      const join = await create('Step', { procedureId: procedure.id, title: 'Join' });
      await expectBlocked(await change('Procedure', procedure.id, { status: 'in_review' }), 'ex-06');
      await change('Step', join.id, { upstreamStepIds: [cut.id] });
      await expectBlocked(await change('Procedure', procedure.id, { status: 'in_review' }), 'ex-08');
      for (const { id } of [cut, join]) expectMade(await change('Step', id, { locationId: location.id }));
      expectMade(await change('Procedure', procedure.id, { status: 'in_review' }));
    }));

  test('ex-07: child steps need dependencies', () =>
    withRules(['ex-07'], async () => {
      const procedure = await create('Procedure', { title: 'Paint' });
      const parent = await create('Step', { procedureId: procedure.id, title: 'Coats' });
      const first = await create('Step', { parentId: parent.id, title: 'Base' });
      expectMade(await change('Procedure', procedure.id, { status: 'in_review' }));
      expectMade(await change('Procedure', procedure.id, { status: 'draft' }));
      const second = await create('Step', { parentId: parent.id, title: 'Top' });
      await expectBlocked(await change('Procedure', procedure.id, { status: 'in_review' }), 'ex-07');
      expectMade(await change('Step', second.id, { upstreamStepIds: [first.id] }));
      expectMade(await change('Procedure', procedure.id, { status: 'in_review' }));
    }));

  test('ex-09, ex-10 and ex-11: an issue is filled in and assigned before reviewers are asked', async () => {
    const text = (words: string) => [{ type: 'p', children: [{ text: words }] }];
    const person = await create('User', {
      name: unique('Ada'),
      email: `${unique('ada').replace(' ', '')}@example.com`,
    });
    const bare = await create('Issue', { title: 'Crack' });
    const full = await create('Issue', {
      title: 'Scratch',
      assignedToId: person.id,
      disposition: text('use as is'),
      expectedCondition: text('smooth'),
      attributes: [
        { key: 'Department', value: 'Structures' },
        { key: 'Major Subsystem', value: 'Tank' },
      ],
    });
    for (const id of ['ex-09', 'ex-10', 'ex-11']) {
      await withRules([id], async () => {
        await expectBlocked(await tryCreate('IssueApprovalRequest', { issueId: bare.id, reviewerId: person.id }), id);
        expectMade(await tryCreate('IssueApprovalRequest', { issueId: full.id, reviewerId: person.id }));
      });
    }
  });

  test('ex-12: open redlines keep an issue from review', () =>
    withRules(['ex-12'], async () => {
      const run = await create('Run', { title: 'Run' });
      const step = await create('RunStep', { runId: run.id, title: 'Torque', status: 'REDLINE' });
      const issue = await create('Issue', { title: 'Loose' });
      await create('Redline', { issueId: issue.id, stepId: step.id, reason: 'wrong value' });
      await expectBlocked(await change('Issue', issue.id, { status: 'in_review' }), 'ex-12');
      expectMade(await change('RunStep', step.id, { status: 'complete' }));
      expectMade(await change('Issue', issue.id, { status: 'in_review' }));
    }));

  test('ex-13: an administrator reopens a resolved issue', () =>
    withRules(['ex-13'], async () => {
      const issue = await create('Issue', { title: 'Done' });
      expectMade(await change('Issue', issue.id, { status: 'resolved' }));
      expectMade(await change('Issue', issue.id, { status: 'in_review' }));
    }));

  test('ex-14: a CAPA part is not kitted', () =>
    withRules(['ex-14'], async () => {
      const bad = await create('Part', {
        partNumber: unique('P'),
        description: 'd',
        attributes: [{ key: 'On CAPA?', value: true, type: 'boolean' }],
      });
      const good = await create('Part', { partNumber: unique('P'), description: 'd' });
      const kit = await create('PartKit', {});
      await expectBlocked(await tryCreate('PartKitItem', { partKitId: kit.id, partId: bad.id, quantity: 1 }), 'ex-14');
      expectMade(await tryCreate('PartKitItem', { partKitId: kit.id, partId: good.id, quantity: 1 }));
    }));

  test('ex-15: a build procedure needs the right teams to review', () =>
    withRules(['ex-15'], async () => {
      const procedure = await create('Procedure', { title: 'Stack', type: 'build' });
      await expectBlocked(await change('Procedure', procedure.id, { status: 'in_review' }), 'ex-15');
      for (const name of ['Responsible Engineer', 'Production', 'Mission Assurance']) {
        const team = await create('Team', { name });
        const reviewer = await create('User', {
          name: unique(name),
          email: `${unique('r').replace(' ', '')}@example.com`,
          teamIds: [team.id],
        });
        await create('ProcedureReviewRequest', { procedureId: procedure.id, reviewerId: reviewer.id });
      }
      expectMade(await change('Procedure', procedure.id, { status: 'in_review' }));
    }));

  test('ex-17 and ex-18: a return ends its own action only', () =>
    withRules(['ex-17', 'ex-18', 'ex-12'], async () => {
      const issue = await create('Issue', { title: 'Return' });
      const refused = await change('Issue', issue.id, { title: 'Returned' });
      expect(refused.errors?.[0]).toMatchObject({ message: 'not resolved', extensions: { code: 'VALIDATION_ERROR' } });
      expectMade(await change('Issue', issue.id, { status: 'resolved' }));
      const { executionLogs } = await app.data(
        'query ($s: String) { executionLogs(search: $s, first: 1) { nodes { outcome executedActionIds } } }',
        {
          s: `update issue ${issue.id}`,
        },
      );
      expect(executionLogs.nodes[0]).toMatchObject({ outcome: 'ALLOWED' });
      expect(executionLogs.nodes[0].executedActionIds).toHaveLength(3);
    }));

  test('ex-19: inventory made by a run passes, and an administrator may make it by hand', () =>
    withRules(['ex-19'], async () => {
      const part = await create('Part', { partNumber: unique('P'), description: 'd' });
      expectMade(await tryCreate('PartInventory', { partId: part.id }));
      expectMade(await tryCreate('Run', { title: 'Build one', partId: part.id }));
      const { partInventories } = await app.data(
        'query ($p: ID) { partInventories(filters: {partId: {eq: $p}}) { nodes { howCreated } } }',
        { p: part.id },
      );
      expect(partInventories.nodes.map((node: { howCreated: string }) => node.howCreated).sort()).toEqual([
        'MANUAL',
        'RUN_MADE',
      ]);
    }));
});
