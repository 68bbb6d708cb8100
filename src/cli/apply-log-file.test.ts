import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../test-app.ts';
import { ApplyError, applyLogFile } from './apply-log-file.ts';

let app: TestApp;
let admin: { authorization: string };
let folder: string;
let file: string;
let url: string;
let printed: string[];

beforeAll(async () => {
  app = await createTestApp({ port: 0 });
  admin = await app.join('admin');
  url = `http://127.0.0.1:${await app.app.listen()}`;
  folder = await mkdtemp(join(tmpdir(), 'apply-'));
  file = join(folder, 'log.py');
  await app.query(
    `mutation { createRule(input: {title: "No x", target: SUPPLIER, eventType: CREATE, errorState: BLOCK, context: "{ supplier(id: $id) { name } }",
      code: "if context['supplier']['name'] == 'x':\\n    raise ValidationError('not x')\\n"}) { rule { id } } }`,
    admin,
  );
  const refused = await app.query('mutation { createSupplier(input: {name: "x"}) { supplier { id } } }', admin);
  const download = await app.ask(`/execution-logs/${refused.errors[0].extensions.executionLogId}/download`, {
    headers: admin,
  });
  await writeFile(file, await download.text());
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const apply = (path: string, token = admin.authorization.slice('Bearer '.length)) => {
  printed = [];
  return applyLogFile(path, { url, token, yes: true, print: (text) => void printed.push(text) });
};

test('an unedited log file changes nothing', async () => {
  await apply(file);
  expect(printed).toEqual(['Action 1 "No x" is saved as it stands in the file.']);
});

test('an edited log file is shown as a diff and saved as a new version', async () => {
  const edited = join(folder, 'edited.py');
  await writeFile(edited, (await readFile(file, 'utf8')).replace("'not x'", "'choose another name'"));
  await apply(edited);
  expect(printed[0]).toContain(
    "-    raise ValidationError('not x')\n+    raise ValidationError('choose another name')",
  );
  expect(printed[1]).toBe('Saved as version 2 of action 1.');
  const { data } = await app.query('{ rule(id: 1) { version code } }', admin);
  expect(data.rule).toEqual({
    version: 2,
    code: "if context['supplier']['name'] == 'x':\n    raise ValidationError('choose another name')\n",
  });
});

test('what is no log file is refused with the reason', async () => {
  const broken = join(folder, 'broken.py');
  await writeFile(broken, 'def action_1(context):\n  oops(\n');
  await expect(apply(broken)).rejects.toThrow(/Python cannot read the file: SyntaxError/);
  await writeFile(broken, 'print(1)\n');
  await expect(apply(broken)).rejects.toThrow(/holds no action/);
  await expect(apply(join(folder, 'missing.py'))).rejects.toBeInstanceOf(ApplyError);
  await expect(apply(file, 'a-wrong-token')).rejects.toThrow(/API token is not known/);
});
