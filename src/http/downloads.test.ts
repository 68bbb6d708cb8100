import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepHouse } from '../execution-logs/retention.ts';
import { createTestApp, type TestApp } from '../test-app.ts';

const runFile = promisify(execFile);

let t: TestApp;
let admin: { authorization: string };
let folder: string;
let ids: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-downloads-'));
  t = await createTestApp();
  admin = await t.join('admin');
  await t.query(
    `mutation { createRule(input: {title: "Says so", target: PART, eventType: CREATE, enabled: true,
      context: "{ part(id: $id) { partNumber } }", code: "print(context['part'])"}) { rule { id } } }`,
    admin,
  );
  for (const number of ['A', 'B', 'C']) {
    await t.query(`mutation { createPart(input: {partNumber: "${number}"}) { part { id } } }`, admin);
  }
  const { data } = await t.query('{ executionLogs { nodes { id } } }', admin);
  ids = data.executionLogs.nodes.map(({ id }: { id: string }) => id);
});
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true });
});

const download = (body: unknown) => t.ask('POST /execution-logs/download', { body, headers: admin });

test('a log is a Python file that says what the log says', async () => {
  const response = await t.ask(`/execution-logs/${ids[0]}/download`, { headers: admin });
  expect(response.headers.get('content-type')).toBe('text/x-python; charset=utf-8');
  const name = /filename="(CREATE_PART_3_\d{8}T\d{6}Z_[0-9a-f]{8}\.py)"/.exec(
    response.headers.get('content-disposition') ?? '',
  )?.[1];
  const file = join(folder, name ?? '');
  await writeFile(file, await response.text());
  const { stdout, stderr } = await runFile('python3', [file]);
  expect(stdout).toBe("{'partNumber': 'C'}\n");
  expect(stderr).toContain('Identical to the log.');
});

describe('a Zip', () => {
  test('has one Python file for each log', async () => {
    const response = await download({ ids: [...ids, ids[0]] });
    expect(response.headers.get('content-type')).toBe('application/zip');
    const names = await unzip(response);
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^CREATE_PART_\d_.*\.py$/);
    const text = await readFile(join(folder, 'unzipped', names[0]!), 'utf8');
    expect(text).toContain('Says so');
  });

  test('has what a search and filters find', async () => {
    expect(await unzip(await download({ search: 'part 2' }))).toHaveLength(1);
    expect(
      await unzip(await download({ filters: { targetRecordId: { in: [1, '3'] }, event: { eq: 'create' } } })),
    ).toHaveLength(2);
  });

  test('says which logs are not there (any more), and is refused when none is', async () => {
    const gone = '019aaf12-3b4c-7d5e-8f60-718293a4b5c6';
    const names = await unzip(await download({ ids: [gone, ids[0]] }));
    expect(names).toContain('NOT_FOUND.txt');
    expect(await readFile(join(folder, 'unzipped', 'NOT_FOUND.txt'), 'utf8')).toContain(gone);
    expect((await download({ ids: [gone, 'nonsense'] })).status).toBe(404);
    expect((await download({ search: 'delete' })).status).toBe(404);
  });

  test.each([
    [{}, 404],
    [{ ids: [] }, 400],
    [{ ids: 'x' }, 400],
    [{ filters: { nope: { eq: 1 } } }, 400],
    [{ filters: { outcome: { eq: 'GREEN' } } }, 400],
    [{ filters: { createdAt: { gt: 'yesterday' } } }, 400],
    [{ ids: Array.from({ length: 10_001 }, (_, n) => `id-${n}`) }, 413],
  ])('of %o answers %i', async (body, status) => {
    const response = await download('filters' in body || 'ids' in body ? body : { search: 'delete' });
    expect(response.status).toBe(status);
  });
});

test('a log outlives its action: deleted, it is still read and run with the code that ran', async () => {
  const code = "print('seen', context['location']['name'])";
  const made = await t.query(
    `mutation ($code: String!) { createRule(input: {title: "Soon gone", target: LOCATION, eventType: CREATE,
      enabled: true, context: "{ location(id: $id) { name } }", code: $code}) { rule { id _etag } } }`,
    admin,
    { code },
  );
  const { id, _etag: etag } = made.data.createRule.rule;
  await t.query('mutation { createLocation(input: {name: "Shelf"}) { location { id } } }', admin);
  const deleted = await t.query(
    'mutation ($id: ID!, $etag: String!) { deleteRule(id: $id, etag: $etag) { id } }',
    admin,
    {
      id,
      etag,
    },
  );
  expect(deleted.errors).toBeUndefined();
  await keepHouse(t.db, 30);

  const { data } = await t.query(
    `query ($action: ID!) { executionLogs(filters: {actionId: {eq: $action}}) { nodes { id
      actions { title code context output } } } }`,
    admin,
    { action: id },
  );
  const [log] = data.executionLogs.nodes;
  expect(log.actions).toEqual([
    {
      title: 'Soon gone',
      code,
      context: expect.objectContaining({ location: { name: 'Shelf' } }),
      output: 'seen Shelf\n',
    },
  ]);
  const file = join(folder, 'outlived.py');
  await writeFile(file, await (await t.ask(`/execution-logs/${log.id}/download`, { headers: admin })).text());
  expect(await readFile(file, 'utf8')).toContain(code);
  const { stdout, stderr } = await runFile('python3', [file]);
  expect(stdout).toBe('seen Shelf\n');
  expect(stderr).toContain('Identical to the log.');
});

async function unzip(response: Response): Promise<string[]> {
  expect(response.status).toBe(200);
  const file = join(folder, 'logs.zip');
  const target = join(folder, 'unzipped');
  await rm(target, { recursive: true, force: true });
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  execFileSync('python3', ['-m', 'zipfile', '-t', file]);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, target]);
  return readdir(target);
}
