// What an action has decided stands: whatever it printed before, however long the server stood still, whatever others do.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
const limits = { cpuMs: 400, wallMs: 800 };

beforeAll(async () => {
  sandbox = await createSandbox({ children: 2, limits });
  expect(sandbox.unavailable).toBeUndefined();
});
afterAll(() => sandbox.close());

const program = (...codes: string[]) => ({
  createdAtMs: 0,
  seed: 's',
  actions: codes.map((code, n) => ({ id: n + 1, title: 't', errorState: 'ALLOW' as const, code, context: '{}' })),
});
const run = async (code: string) => (await sandbox.run(program(code))).actions[0]!;

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('an answer that came while the server stood still is read before the time is said to be over', async () => {
  const running = run("sum(range(10**5))\nprint('x' * 200_000)\nraise ValidationError('never')");
  await vi.waitUntil(() => sandbox.counts.running === 1, { interval: 1 });
  standStill(2 * limits.wallMs);
  expect(await running).toMatchObject({ outcome: 'BLOCKED', message: 'never' });
  await vi.waitUntil(() => sandbox.counts.armed === 2);
});

test.each([
  ['caught', "try:\n    print('x' * 300_000)\nexcept Exception:\n    pass\nraise ValidationError('must not pass')"],
  ['in its place', "try:\n    print('x' * 300_000)\nfinally:\n    raise ValidationError('must not pass')"],
])('a ValidationError blocks, too much printed before or not: %s', async (_, code) => {
  expect(await run(code)).toMatchObject({ outcome: 'BLOCKED', message: 'must not pass' });
});

test.each([
  ['its traceback', "class Odd(ValidationError):\n    __traceback__ = property(lambda self: 1 / 0)\nraise Odd('no')"],
  ['its truth', "class Odd(ValidationError):\n    def __bool__(self):\n        raise KeyError\nraise Odd('no')"],
])('a ValidationError blocks, whatever it says of %s', async (_, code) => {
  expect(await run(code)).toMatchObject({ outcome: 'BLOCKED', message: 'no' });
});

test.each([
  ['wide letters', "'\\U0001F600' * 9000", 18_000],
  ['what can not be stored', "'\\udcff' * 10_000", 60_000],
  ['more than is kept', "'\\0' * 12_000", 40_000 + '… (2000 more characters)'.length],
])('a ValidationError blocks, however long its message is: %s', async (_, message, length) => {
  const result = await run(`raise ValidationError(${message})`);
  expect([result.outcome, result.message!.length]).toEqual(['BLOCKED', length]);
});

test('too much printed and nothing decided is a failure', async () => {
  const warned = "try:\n    print('x' * 300_000)\nexcept Exception:\n    raise ValidationWarning('w')";
  for (const code of ["print('x' * 300_000)", warned]) {
    const { outcome, message } = await run(code);
    expect([outcome, message]).toEqual(['FAILED', expect.stringMatching(/^OutputLimitExceeded: .*256 KB/)]);
  }
});

test.each([
  ['a long word beside an object', "raise ValidationError('x' * 9900 + '\\n' + repr(object()))"],
  ['much of it printed', "print('x' * 100_000 + '\\n' + repr(object()))\nraise ValidationError('not')"],
  [
    'many objects among many',
    `
class Row:
    __slots__ = ('a', '__weakref__')
rows = [Row() for _ in range(150_000)]
raise ValidationError('bad rows: %r' % rows[::650])`,
  ],
])('what is shown of objects takes no time of the action: %s', async (_, code) => {
  expect((await run(code)).outcome).toBe('BLOCKED');
});

test('of a chain that was stopped nothing waits any more, and nothing runs on', async () => {
  const { outcome, actions } = await sandbox.run(
    program("raise ValidationError('at once')", ...Array.from({ length: 12 }, () => 'while True: pass')),
  );
  expect([outcome, actions.length]).toEqual(['BLOCKED', 1]);
  expect(sandbox.counts.waiting).toBe(0);
  const timedOut = sandbox.counts.outcomes.TIMED_OUT;
  await vi.waitUntil(() => sandbox.counts.running === 0);
  expect(sandbox.counts.outcomes.TIMED_OUT).toBe(timedOut);
  expect((await run('print(1)')).output.toString()).toBe('1\n');
});

test('a chain of slow actions lets others in between', async () => {
  const slow = sandbox.run(program(...Array.from({ length: 8 }, () => 'while True: pass')));
  let isOver = false;
  void slow.then(() => {
    isOver = true;
  });
  await vi.waitUntil(() => sandbox.counts.waiting > 0);
  expect((await run('print(1)')).output.toString()).toBe('1\n');
  expect(isOver).toBe(false);
  expect((await slow).actions.map((action) => action.outcome)).toEqual(Array(8).fill('TIMED_OUT'));
});

test('what was printed is what the log says, whatever is set where it is written', async () => {
  const lie = `
import sys
print('truth')
sys.stdout.buffer.written = bytearray(b'LIE')
sys.stdout.buffer.max_bytes = 10**9
sys.stdout.buffer.exceeded = False`;
  expect((await run(lie)).output.toString()).toBe('truth\n');
  expect((await run(`${lie}\nprint('x' * 300_000)`)).outcome).toBe('FAILED');
});

const real = await readFile(new URL('./test-scripts/real-modules.py', import.meta.url), 'utf8');

test('what was printed outlives an end with status 0', async () => {
  const { outcome, output } = await run(`${real}\nprint('evidence')\nreal('posix')._exit(0)`);
  expect([outcome, output.toString()]).toEqual(['FAILED', 'evidence\n']);
});

test('a forged answer with more than may be printed is none', async () => {
  const forged = `${real}
answer = b'{"outcome": "ALLOWED", "outputBytes": 1000000}'
real('posix').write(0, len(answer).to_bytes(4, 'little') + answer + b'x' * 1000000)`;
  const { outcome, message, output } = await run(forged);
  expect([outcome, message]).toEqual(['FAILED', expect.stringMatching(/an output of the wrong size/)]);
  expect(output.length).toBe(0);
});

test('thousands of objects are shown one by one in time, each by a number of its own', async () => {
  const { outcome, output } = await run(
    'class Part:\n    pass\nparts = [Part() for _ in range(3000)]\nfor part in parts:\n    print(part)',
  );
  expect(outcome).toBe('ALLOWED');
  expect(new Set(output.toString().trim().split('\n')).size).toBe(3000);
});
