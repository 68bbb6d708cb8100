import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProgramAction } from './program.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox({ children: 2 });
  expect(sandbox.unavailable).toBeUndefined();
});
afterAll(() => sandbox.close());

const at = Date.parse('2026-11-23T01:22:27.123Z');

function action(code: string, more: Partial<ProgramAction> = {}): ProgramAction {
  return { id: 1, title: 'Needs a serial', errorState: 'ALLOW', code, context: '{}', ...more };
}

function run(code: string, more: Partial<ProgramAction> = {}) {
  return sandbox.run({ createdAtMs: at, seed: 'seed', actions: [action(code, more)] });
}

async function script(name: string) {
  return readFile(new URL(`./test-scripts/${name}`, import.meta.url), 'utf8');
}

test('an action that ends quietly allows the change and keeps what it printed', async () => {
  const result = await run("print('serial', context['serial'])", { context: '{"serial": "S-1"}' });
  expect(result).toMatchObject({ outcome: 'ALLOWED', message: null, raisedActionId: null });
  expect(result.actions[0]!.output.toString()).toBe('serial S-1\n');
  expect(result.pythonVersion).toMatch(/^3\.\d+\.\d+$/);
});

test('a ValidationError blocks with its message, or with the title when it has none', async () => {
  expect(await run("x = 1\nraise ValidationError('no serial')", { errorState: 'ALLOW' })).toMatchObject({
    outcome: 'BLOCKED',
    message: 'no serial',
    raisedActionId: 1,
    actions: [{ line: 2 }],
  });
  expect(await run('raise ValidationError')).toMatchObject({ outcome: 'BLOCKED', message: 'Needs a serial' });
});

test('an error of the code is a failure that errorState lets through or turns into a block', async () => {
  const message = "NameError: name 'x' is not defined";
  expect(await run('x')).toMatchObject({ outcome: 'FAILED', message, raisedActionId: 1 });
  expect(await run('x', { errorState: 'BLOCK' })).toMatchObject({ outcome: 'BLOCKED', message });
});

test('warnings add up and a block ends the chain', async () => {
  const { outcome, message, actions, raisedActionId } = await sandbox.run({
    createdAtMs: at,
    seed: 'seed',
    actions: [
      action("raise ValidationWarning('a')", { id: 1 }),
      action("raise ValidationWarning('b')", { id: 2 }),
      action("raise ValidationError('c')", { id: 3 }),
      action("print('never')", { id: 4 }),
    ],
  });
  expect({ outcome, message, raisedActionId }).toEqual({ outcome: 'BLOCKED', message: 'c', raisedActionId: 3 });
  expect(actions.map((a) => a.actionId)).toEqual([1, 2, 3]);
});

test('a top-level return ends that action only, and names do not leak into the next', async () => {
  const { outcome, actions } = await sandbox.run({
    createdAtMs: at,
    seed: 'seed',
    actions: [
      action('leak = 1\nreturn\nraise ValidationError()', { id: 1 }),
      action("print('leak' in globals())", { id: 2 }),
    ],
  });
  expect(outcome).toBe('ALLOWED');
  expect(actions[1]!.output.toString()).toBe('False\n');
});

test('the clock stands still at the given moment and randomness follows from the seed', async () => {
  const code = await script('clock-and-randomness.py');
  const [first, second] = [await run(code), await run(code)];
  expect(first.message).toBeNull();
  expect(first.actions[0]!.output.toString()).toContain('2026-11-23 01:22:27.123000');
  expect(second.actions[0]!.output.equals(first.actions[0]!.output)).toBe(true);
});

test('a script that never ends is timed out, and what it printed before is kept', async () => {
  const { actions, message } = await run(await script('forever.py'));
  expect(actions[0]).toMatchObject({ outcome: 'TIMED_OUT' });
  expect(actions[0]!.output.toString()).toBe('here we go\n');
  expect(message).toMatch(/^Timed out/); // by processor time, or by the clock where others have the processor
});

test('a script that ends a process at its first action has printed nothing but what it printed', async () => {
  const fresh = await createSandbox({ children: 3, limits: { cpuMs: 300, wallMs: 2000 } });
  for (let n = 0; n < 3; n++) {
    const { actions } = await fresh.run({
      createdAtMs: 0,
      seed: 's',
      actions: [{ id: 1, title: 't', errorState: 'ALLOW', code: 'while True: pass', context: '{}' }],
    });
    expect(actions[0]).toMatchObject({ outcome: 'TIMED_OUT', output: Buffer.alloc(0) });
  }
  await fresh.close();
});

test('a script that waits without working is ended by the wall clock', async () => {
  const { actions } = await run(await script('waits.py'));
  expect(actions[0]).toMatchObject({ outcome: 'TIMED_OUT', message: expect.stringMatching(/longer than 2 s/) });
});

test('a script that fills the memory is told so', async () => {
  const { actions } = await run(await script('fills-memory.py'));
  expect(actions[0]).toMatchObject({ outcome: 'OUT_OF_MEMORY', message: expect.stringMatching(/64 MB/) });
});

test('a script that floods the output fails and the first part is kept', async () => {
  const { actions } = await run(await script('floods-output.py'));
  expect(actions[0]).toMatchObject({ outcome: 'FAILED', message: expect.stringMatching(/more than 256 KB/) });
  expect(actions[0]!.output.length).toBe(256 * 1024);
});

test('a script that crashes the interpreter fails alone', async () => {
  const [crash, fine] = await Promise.all([run(await script('crashes.py')), run('print(1)')]);
  expect(crash.actions[0]).toMatchObject({ outcome: 'FAILED', message: expect.stringMatching(/SIGSEGV|SIGABRT/) });
  expect(fine.outcome).toBe('ALLOWED');
});

test('a context over the limit fails the action with the size and the limit', async () => {
  const { message } = await run('pass', { context: JSON.stringify('x'.repeat(20 * 1024 * 1024)) });
  expect(message).toMatch(/20 MB, more than the limit of 8 MB/);
});

test('a context just under the limit can be read', async () => {
  const context = JSON.stringify({
    rows: Array.from({ length: 120_000 }, (_, id) => ({ id, name: `part ${id}`, ok: true })),
  });
  const { actions } = await run("print(len(context['rows']))", { context });
  expect(actions[0]!.output.toString()).toBe('120000\n');
});

test('what an action may not reach is refused with an error it can read', async () => {
  expect((await run('import socket')).message).toBe("ModuleNotFoundError: module 'socket' is not available to actions");
  expect((await run("open('/etc/passwd')")).message).toBe(
    "PermissionError: [Errno 1] Operation not permitted: '/etc/passwd'",
  );
  expect((await run(await script('raw-open.py'))).actions[0]!.output.toString()).toBe('refused\n');
});

test('code is checked without being run', async () => {
  expect(await sandbox.check('if x:\n  return\nprint(1)')).toEqual([]);
  expect(await sandbox.check('x = 1\nif x\n  y')).toEqual([
    { severity: 'error', message: "SyntaxError: expected ':'", line: 2, column: 5 },
  ]);
});

test('what cannot be reproduced or imported is warned of', async () => {
  const warnings = async (code: string) =>
    (await sandbox.check(code)).map(({ severity, line, message }) => `${severity} ${line} ${message}`);
  expect(await warnings('import os\nfrom requests import get')).toEqual([
    "warning 1 module 'os' is not available to actions",
    "warning 2 module 'requests' is not available to actions",
  ]);
  expect(await warnings('import sys\nprint(sys.getsizeof([]))')).toEqual([
    'warning 2 the size of an object depends on the Python version',
  ]);
  expect(await warnings('class A: pass\nprint({A(), A()}, {type(x) for x in [1]})')).toEqual([
    expect.stringMatching(/^warning 2 the order of a set of classes, functions or plain objects/),
  ]);
  expect(await warnings("import json\nprint({'a', 'b'}, id(1), object())")).toEqual([]);
});

test('a killed zygote is replaced and no request is lost', async () => {
  const before = sandbox.zygotePid!;
  const running = Array.from({ length: 6 }, (_, n) => run(`import time\nprint(${n})`));
  process.kill(before, 'SIGKILL');
  const results = await Promise.all(running);
  expect(results.map((r) => r.actions[0]!.output.toString())).toEqual(['0\n', '1\n', '2\n', '3\n', '4\n', '5\n']);
  await delay(100);
  expect(sandbox.zygotePid).not.toBe(before);
});

test('Ctrl-C in our terminal does not reach the actions: the zygote leads a session of its own', async () => {
  const pid = sandbox.zygotePid!;
  const [, , , session] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  expect(Number(session)).toBe(pid);
});

test('beyond the bound of the queue an action is refused, not run', async () => {
  const small = await createSandbox({ children: 1, limits: { queueLength: 1 } });
  const program = { createdAtMs: at, seed: 's', actions: [action('print(1)')] };
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => small.run(program)));
  expect(results.filter((r) => r.status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { name: 'SandboxBusyError' } });
  await small.close();
});

test('a machine without a usable Python refuses and says why', async () => {
  const none = await createSandbox({ python: 'no-such-python' });
  expect(none.unavailable).toMatch(/Python 3.11 or newer is needed/);
  await expect(none.run({ createdAtMs: at, seed: 's', actions: [action('1')] })).rejects.toThrow(/no-such-python/);
});
