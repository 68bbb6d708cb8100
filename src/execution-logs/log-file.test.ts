import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProgramAction } from '../sandbox/program.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { ExecutionLog } from './execution-log.ts';
import { createLogFile } from './log-file.ts';
import { createLogId } from './log-id.ts';

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await createSandbox({ children: 2 });
  folder = await mkdtemp(join(tmpdir(), 'log-file-'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

interface Ran {
  status: number;
  stdout: Buffer;
  stderr: string;
}

function python(text: string): Promise<Ran> {
  const path = join(folder, `log-${Math.random()}.py`);
  return writeFile(path, text).then(
    () =>
      new Promise((resolve) => {
        execFile('python3', [path], { encoding: 'buffer', maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
          resolve({ status: error ? Number(error.code) : 0, stdout, stderr: stderr.toString() }),
        );
      }),
  );
}

async function record(...chain: (string | (Partial<ProgramAction> & { code: string }))[]): Promise<ExecutionLog> {
  const createdAt = new Date('2026-11-23T01:22:27.123Z');
  const id = createLogId(createdAt);
  const actions: ProgramAction[] = chain.map((item, index) => ({
    id: index + 1,
    title: `Action\n${index + 1}`,
    errorState: 'ALLOW',
    context: '{"part": {"id": 34, "note": "it\'\'\'s \\u00fc\\"\\\\"}}',
    ...(typeof item === 'string' ? { code: item } : item),
  }));
  const result = await sandbox.run({ createdAtMs: createdAt.getTime(), seed: id, actions });
  const { wallMs, memoryMb, outputBytes } = sandbox.limits;
  return {
    id,
    createdAt,
    event: 'UPDATE',
    target: 'PARTINVENTORY',
    targetRecordId: 34,
    outcome: result.outcome,
    committed: false,
    validationMessage: result.message,
    raisedAction: result.raisedActionId ? { id: result.raisedActionId, title: 'x' } : null,
    executedActionIds: result.actions.map(({ actionId }) => actionId),
    executionTimeMs: result.executionTimeMs,
    requestId: createLogId(createdAt),
    clientRequestId: null,
    triggeredBy: { id: 1, name: 'Ada', email: 'ada@example.com' },
    viaToken: null,
    pythonVersion: result.pythonVersion,
    limits: { wallMs, memoryMb, outputBytes },
    actions: result.actions.map((ran, index) => ({
      ...actions[index]!,
      ...ran,
      version: 1,
      contextError: actions[index]!.contextError ?? null,
    })),
  };
}

const fileOf = (log: ExecutionLog) =>
  createLogFile(log, { sandbox, link: 'http://127.0.0.1/x', targetLabel: 'Part Inventory' });
const printed = (log: ExecutionLog) => Buffer.concat(log.actions.map(({ output }) => output));

const programs: Record<string, string[]> = {
  'prints, then blocks': ["print('id', context['part'])\nraise ValidationError('no serial')\n"],
  'only comments': ['# nothing\n# here'],
  empty: [''],
  'no line break at the end': ['print(1)'],
  'a multi-line string': ["x = '''a\n  b\n\n'''\nif x:\n    print(repr(x), f'''{x\n}z\n q''')\n"],
  'tabs and carriage returns': ['if True:\r\n\tprint(1)\r\n', 'for x in range(2):\n\tif x:\n\t\tprint(x)\n'],
  'a star import': [
    'from math import *\nprint(pi)\n',
    'from math import *\nif pi > 3:\n    print(e)\n    return\nprint(0)\n',
  ],
  'a top-level return': ['x = 1\ndef f():\n    return x\nprint(f())\nreturn\nprint(2)\n', 'print(3)'],
  'clock and randomness': [
    'import datetime, random, uuid, time\nprint(datetime.datetime.now(), random.random(), uuid.uuid4(), time.time())\n',
  ],
  'sets and hashes': ["print({'a', 'b', 'cc', 'ddd', ('e', 1)}, hash('x'))\n"],
  'warnings and failures': ["raise ValidationWarning('a')", 'x', "raise ValidationWarning('b')"],
  'non-ASCII names': ["größe = 'π'\nprint(größe)\n"],
  'syntax error': ['def f(:\n'],
  'denied things': ["try:\n    open('/etc/passwd')\nexcept PermissionError as e:\n    print(e)\nimport socket\n"],
  'raw bytes': ["import sys\nsys.stdout.buffer.write(b'\\xff\\x00')\n"],
  recursion: [
    'd = 0\ndef f():\n    global d\n    d += 1\n    f()\ntry:\n    f()\nexcept RecursionError:\n    print(d)\n',
  ],
  'a dataclass': [
    'from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\nprint(A(), A.__module__)\n',
  ],
  'triple quotes in an unwrappable body': ["from math import *\nx = '''a\"\"\"'''\nprint(x)\\\n"],
  'exec and globals': ['exec("y = 7")\nprint(y, sorted(k for k in globals() if not k.startswith("_")))\n'],
  'too much output': ["while True:\n    print('x' * 999)\n"],
  'too much memory': ["print('before')\nx = [0] * 10**9\n"],
  'no end': ["print('before')\nwhile True:\n    pass\n", "print('after')"],
};

for (const [name, chain] of Object.entries(programs)) {
  test(`a log of "${name}" is reproduced byte for byte`, async () => {
    const log = await record(...chain);
    const { text } = await fileOf(log);
    const ran = await python(text);
    expect(ran.stderr).toMatch(/Identical to the log\.\n$/);
    expect(ran.stdout.equals(printed(log))).toBe(true);
    expect(ran.status).toBe(['ALLOWED', 'WARNED'].includes(log.outcome) ? 0 : 1);
  }, 60_000);
}

test('a failed context is reproduced without running the code', async () => {
  const log = await record({ code: "print('never')", contextError: 'Cannot query field "x"', errorState: 'BLOCK' });
  const ran = await python((await fileOf(log)).text);
  expect(ran).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Cannot query field "x"[\s\S]*Identical to the log/),
  });
});

test('the code stands in the file as its author wrote it', async () => {
  const { text, name } = await fileOf(await record("# why\nif context['part']:\n    print('yes')\n"));
  expect(text).toContain(
    "def action_1(context):\n    # why\n    if context['part']:\n        print('yes')\n    return  # end of action_1\n",
  );
  expect(text).toContain('# Action 1, version 1: Action\\u000a1\n');
  expect(name).toMatch(/^UPDATE_PARTINVENTORY_34_20261123T012227Z_[0-9a-f]{8}\.py$/);
});

test('an edited action runs as edited and the file says so', async () => {
  const { text } = await fileOf(await record("raise ValidationError('no')\n"));
  const ran = await python(text.replace("    raise ValidationError('no')", "    print('mended')"));
  expect(ran).toMatchObject({ status: 0 });
  expect(ran.stdout.toString()).toBe('mended\n');
  expect(ran.stderr).toMatch(
    /Differs from the log after editing the code of action 1: the outcome of action 1 is 'ALLOWED'/,
  );
});

test('an edited context is used and named', async () => {
  const { text } = await fileOf(await record("print(context['part']['id'])\n"));
  const ran = await python(text.replace('"id": 34', '"id": 35'));
  expect(ran.stdout.toString()).toBe('35\n');
  expect(ran.stderr).toMatch(
    /after editing the context of action 1: line 1 of the output of action 1 is '35', the log says '34'/,
  );
});
