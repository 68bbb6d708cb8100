import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unguarded } from '../records/guard.ts';
import { createTestGraphQL, type TestGraphQL } from './test-graphql.ts';

let api: TestGraphQL;

beforeAll(async () => {
  api = await createTestGraphQL();
});
afterAll(() => api.close());
beforeEach(() => api.guardWith(unguarded));

const createPart = 'mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id _etag partNumber } } }';

describe('a record over GraphQL', () => {
  it('is created, read, updated and deleted', async () => {
    const { createPart: created } = await api.data(createPart, { input: { partNumber: 'A-1' } });
    const { id, _etag } = created.part;
    expect(Number.isInteger(id)).toBe(true);
    const read = '{ part(id: ID) { id partNumber createdBy { name } createdById _created attributes { key } } }';
    const { part } = await api.data(read.replace('ID', id));
    expect(part).toMatchObject({
      id,
      partNumber: 'A-1',
      createdBy: { name: 'Ada' },
      createdById: api.person.id,
      attributes: [],
    });
    expect(part._created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

    const update = `mutation ($input: UpdatePartInput!) { updatePart(input: $input) { part { _etag description } } }`;
    const { updatePart } = await api.data(update, { input: { id: String(id), etag: _etag, description: 'new' } });
    expect(updatePart.part.description).toBe('new');
    const stale = await api.query(update, { input: { id, etag: _etag, description: 'lost' } });
    expect(stale.errors![0]!.extensions.code).toBe('CONCURRENCY_ERROR');

    const remove = `mutation ($id: ID!, $etag: String!) { deletePart(id: $id, etag: $etag) { id part { partNumber } } }`;
    const { deletePart } = await api.data(remove, { id, etag: updatePart.part._etag });
    expect(deletePart).toEqual({ id, part: { partNumber: 'A-1' } });
    expect(await api.data(`{ part(id: ${id}) { id } }`)).toEqual({ part: null });
  });

  it('that does not exist is null', async () => {
    expect(await api.data('{ part(id: 99999999999) { id } issue(id: "424242") { id } }')).toEqual({
      part: null,
      issue: null,
    });
  });

  it('accepts ids as numbers or text, from variables of either type', async () => {
    const { createPart: created } = await api.data(createPart, { input: { partNumber: 'ID-1' } });
    const { id } = created.part;
    for (const query of [`{ part(id: ${id}) { id } }`, `{ part(id: "${id}") { id } }`]) {
      expect(await api.data(query)).toEqual({ part: { id } });
    }
    expect(await api.data('query ($id: Int!) { part(id: $id) { id } }', { id })).toEqual({ part: { id } });
    expect(await api.data('query ($id: String!) { part(id: $id) { id } }', { id: `${id}` })).toEqual({ part: { id } });
    expect(await api.data('query ($id: ID!) { parts(filters: {id: {in: [$id]}}) { nodes { id } } }', { id })).toEqual({
      parts: { nodes: [{ id }] },
    });
  });

  it('accepts values of enumerations in any case, bare, quoted or as a variable, and answers upper case', async () => {
    const make = (type: string) =>
      `createPart(input: {partNumber: "E-${type}", trackingType: ${type}}) { part { trackingType } }`;
    const answer = await api.data(
      `mutation ($t: String, $u: PartTrackingType) {
        a: ${make('SERIAL')} b: ${make('serial')} c: ${make('"Serial"').replace('E-"Serial"', 'E-c')}
        d: createPart(input: {partNumber: "E-d", trackingType: $t}) { part { trackingType } }
        e: createPart(input: {partNumber: "E-e", trackingType: $u}) { part { trackingType } } }`,
      { t: 'serial', u: 'Serial' },
    );
    for (const key of ['a', 'b', 'c', 'd', 'e']) expect(answer[key].part.trackingType).toBe('SERIAL');
    const found = await api.data(
      `query ($t: String) { parts(filters: {trackingType: {in: [serial]}, and: [{trackingType: {eq: $t}}]}) { pageInfo { count } } }`,
      { t: 'serial' },
    );
    expect(found.parts.pageInfo.count).toBe(5);
    const wrong = await api.query('{ parts(filters: {trackingType: {eq: BOX}}) { nodes { id } } }');
    expect(wrong.errors![0]!.message).toContain('its values are SERIAL, LOT');
  });

  it('takes rich text as a text or as nodes', async () => {
    const { createIssue } = await api.data(
      `mutation { createIssue(input: {title: "Crack", disposition: "Scrap it", causeCondition: [{type: "li", children: [{text: "x"}]}]})
        { issue { disposition causeCondition expectedCondition } } }`,
    );
    expect(createIssue.issue).toEqual({
      disposition: [{ type: 'p', children: [{ text: 'Scrap it' }] }],
      causeCondition: [{ type: 'li', children: [{ text: 'x' }] }],
      expectedCondition: null,
    });
  });

  it('shows me with roles, teams and permission groups', async () => {
    const { createPermissionGroup: g } = await api.data(
      'mutation { createPermissionGroup(input: {name: "QualityApprover", permissions: ["READ *"]}) { permissionGroup { id } } }',
    );
    const { createRole: r } = await api.data(
      `mutation { createRole(input: {name: "Approver", permissionGroupIds: [${g.permissionGroup.id}]}) { role { id } } }`,
    );
    const { user } = await api.data(`{ user(id: ${api.person.id}) { _etag } }`);
    await api.data(
      `mutation { updateUser(input: {id: ${api.person.id}, etag: "${user._etag}", roleIds: [${r.role.id}]}) { user { id } } }`,
    );
    const { me } = await api.data(
      '{ me { id name email roles { id name } teams { name } permissionGroups { id name } } }',
    );
    expect(me).toEqual({
      id: api.person.id,
      name: 'Ada',
      email: 'ada@example.com',
      roles: [{ id: r.role.id, name: 'Approver' }],
      teams: [],
      permissionGroups: [{ id: g.permissionGroup.id, name: 'QualityApprover' }],
    });
  });
});

describe('a list', () => {
  it('pages with cursors and counts when asked', async () => {
    for (let n = 1; n <= 5; n++) await api.data(createPart, { input: { partNumber: `L-${n}` } });
    const list = `query ($after: String) { parts(filters: {partNumber: {ilike: "l-%"}}, sort: {field: partNumber, direction: DESC}, first: 2, after: $after) {
      edges { cursor node { partNumber } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage totalCount count } } }`;
    const first = (await api.data(list)).parts;
    expect(first.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { partNumber: 'L-5' },
      { partNumber: 'L-4' },
    ]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, totalCount: 5, count: 2 });
    expect(first.pageInfo.endCursor).toBe(first.edges[1].cursor);
    const second = (await api.data(list, { after: first.pageInfo.endCursor })).parts;
    expect(second.edges[0].node.partNumber).toBe('L-3');

    api.statements.length = 0;
    await api.data('{ parts(first: 2) { nodes { id } pageInfo { hasNextPage } } }');
    expect(api.statements.filter((statement) => statement.includes('count('))).toEqual([]);
  });

  it('reads relations with one query each, however many records there are', async () => {
    const { createProcedure: p } = await api.data(
      'mutation { createProcedure(input: {title: "P"}) { procedure { id } } }',
    );
    const { createLocation: l } = await api.data(
      'mutation { createLocation(input: {name: "Bay"}) { location { id } } }',
    );
    for (let n = 0; n < 4; n++) {
      const { createStep: s } = await api.data(
        `mutation { createStep(input: {title: "s", procedureId: ${p.procedure.id}, locationId: ${l.location.id}}) { step { id } } }`,
      );
      for (let m = 0; m < 3; m++) {
        await api.data(`mutation { createStep(input: {title: "c", parentId: ${s.step.id}}) { step { id } } }`);
      }
    }
    api.statements.length = 0;
    const { procedures } = await api.data(`{ procedures { nodes { steps {
      title location { name } upstreamStepIds steps { title location { name } downstreamStepIds procedure { title } } } } } }`);
    expect(procedures.nodes[0].steps).toHaveLength(4);
    expect(procedures.nodes[0].steps[3].steps).toHaveLength(3);
    // procedures, steps, locations, upstream ids, child steps, downstream ids; procedures come from the loader
    expect(api.statements).toHaveLength(6);
  });
});

it('describes the record types for the web app', async () => {
  const { recordTypes } =
    await api.data(`{ recordTypes { name label pluralLabel queryName listQueryName target titleField displayFields
    fields { name label kind required createOnly readOnly inputName enumValues { value label } relation { type many } } } }`);
  const inventory = recordTypes.find(({ name }: { name: string }) => name === 'PartInventory');
  expect(inventory).toMatchObject({
    label: 'Part Inventory',
    pluralLabel: 'Part Inventories',
    listQueryName: 'partInventories',
    target: 'PARTINVENTORY',
  });
  const field = (name: string) => inventory.fields.find((candidate: { name: string }) => candidate.name === name);
  expect(field('part')).toMatchObject({
    kind: 'RELATION',
    required: true,
    inputName: 'partId',
    relation: { type: 'Part', many: false },
  });
  expect(field('howCreated')).toMatchObject({ kind: 'ENUM', createOnly: true });
  expect(field('status').enumValues[6]).toEqual({ value: 'ON_ORDER', label: 'On order' });
  expect(field('runs')).toMatchObject({ kind: 'RELATIONS', readOnly: true, inputName: null });
});
