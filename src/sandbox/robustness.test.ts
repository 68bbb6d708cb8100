import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
const real = await readFile(new URL('./test-scripts/real-modules.py', import.meta.url), 'utf8');

beforeAll(async () => {
  sandbox = await createSandbox({ children: 4, limits: { cpuMs: 400, wallMs: 800 } });
  expect(sandbox.unavailable).toBeUndefined();
});
afterAll(() => sandbox.close());

async function run(code: string, on = sandbox) {
  const action = { id: 1, title: 't', errorState: 'ALLOW' as const, code, context: '{}' };
  const { actions } = await on.run({ createdAtMs: 0, seed: 's', actions: [action] });
  return actions[0]!;
}

test('an action cannot write into what its siblings are said to have printed', async () => {
  const overwrite = `
import sys
at, mirrors = sys._getframe(), []
while at is not None:
    for value in at.f_locals.values():
        children = getattr(value, 'children', None)
        if type(children) is dict:
            mirrors += [child.mirror.memory for child in children.values()]
    at = at.f_back
print(len(mirrors))
for mirror in mirrors:
    mirror[:12] = bytes([8, 0, 0, 0]) + b'forged!!'
while True:
    pass`;
  const results = await Promise.all([
    run("print('mine')\nwhile True:\n    pass"),
    run(overwrite),
    run("print('mine')\nwhile True:\n    pass"),
    run(overwrite),
  ]);
  const printed = results.map((result) => result.output.toString());
  expect([printed[0], printed[2]]).toEqual(['mine\n', 'mine\n']);
});

test('a child that has answered and goes on is set back all the same', async () => {
  const stay = `${real}
answer = b'{"outcome": "ALLOWED", "outputBytes": 0}'
real('posix').write(0, len(answer).to_bytes(4, 'little') + answer)
lock = real('_thread').allocate_lock()
lock.acquire()
lock.acquire()`;
  const results = await Promise.all(Array.from({ length: 12 }, () => run(stay)));
  expect(results.map((result) => result.message)).toEqual(results.map(() => null));
  expect((await run('print(1)')).output.toString()).toBe('1\n');
  await expect.poll(() => sandbox.counts.armed, { timeout: 10_000 }).toBe(4);
});

test('no request is lost when the zygote is killed at random moments', async () => {
  const own = await createSandbox({ children: 3 });
  let isOver = false;
  const kill = async () => {
    for (let killed = 0, n = 0; killed < 8; n++) {
      await delay(20 + ((n * 37) % 230));
      try {
        process.kill(own.zygotePid!, 'SIGKILL');
        killed += 1;
      } catch {} // the last one is dead, the next not yet there
    }
    isOver = true;
  };
  const wrong: unknown[] = [];
  const client = async (id: number) => {
    for (let n = 0; !isOver; n++) {
      const result = await run(`print(${id}, ${n})`, own).catch((error) => error);
      if (result.output?.toString() !== `${id} ${n}\n`) wrong.push(result);
    }
  };
  await Promise.all([kill(), ...Array.from({ length: 6 }, (_, id) => client(id))]);
  expect(wrong).toEqual([]);
  expect(own.counts.restarts).toBeGreaterThan(3);
  await own.close();
}, 60_000);

const crash = `
f = lambda: 0
f.__code__ = f.__code__.replace(co_code=b'\\x64\\xff' * 50 + b'\\x53\\x00', co_consts=())
f()`;

test.each([
  [
    'while actions run',
    ['print(1)', 'while True: pass', 'print(3)', 'print(4)', 'print(5)'],
    ['ALLOWED', 'TIMED_OUT', 'ALLOWED', 'ALLOWED', 'ALLOWED'],
  ],
  ['and nothing is to be known but how a process ended', [crash], ['FAILED']],
])('a zygote that is stuck is replaced, and no request is lost: %s', async (_, codes, outcomes) => {
  await vi.waitUntil(() => sandbox.counts.armed === 4); // the zygote has nothing to do
  const before = sandbox.zygotePid!;
  process.kill(before, 'SIGSTOP');
  const results = await Promise.all(codes.map((code) => run(code)));
  expect(results.map(({ outcome }) => outcome)).toEqual(outcomes);
  expect(sandbox.zygotePid).not.toBe(before);
  expect(() => process.kill(before, 0)).toThrow();
});

test.runIf(process.arch === 'x64')(
  'processes that take the place of crashed ones are set back, too',
  async () => {
    const unkeptBefore = sandbox.counts.unkept;
    for (let n = 0; n < 12; n++) await Promise.all([run(crash), run(crash), run('print(1)'), run('print(2)')]);
    for (let n = 0; n < 12; n++) await run('print(1)');
    const { forks, unkept } = sandbox.counts;
    expect(unkept).toBe(unkeptBefore);
    for (let n = 0; n < 60; n++) await run('print(1)');
    expect(sandbox.counts.forks - forks).toBeLessThan(8);
  },
  60_000,
);

test('requests are served in the order in which they came, and the counts tell of it', async () => {
  const waitsMs: number[] = [];
  const own = await createSandbox({ children: 1, onWait: (ms) => void waitsMs.push(ms) });
  const order: number[] = [];
  await Promise.all(Array.from({ length: 12 }, (_, n) => run('pass', own).then(() => order.push(n))));
  expect(order).toEqual(Array.from({ length: 12 }, (_, n) => n));
  await run('x', own);
  await own.check('pass');
  const { outcomes, waiting, running } = own.counts;
  expect(outcomes).toMatchObject({ ALLOWED: 12, FAILED: 1 });
  expect({ waiting, running }).toEqual({ waiting: 0, running: 0 });
  expect(waitsMs).toHaveLength(13);
  expect(waitsMs[11]).toBeGreaterThan(waitsMs[0]!);
  await own.close();
});

test('hundreds of executions leave no descriptor behind', async () => {
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const isRested = () => sandbox.counts.armed === 4;
  for (let n = 0; n < 40; n++) await run('pass');
  await vi.waitUntil(isRested);
  const before = descriptors();
  for (let n = 0; n < 100; n++) await Promise.all([run('pass'), run('1/0'), run('print(1)')]);
  await vi.waitUntil(isRested);
  await expect.poll(descriptors).toBeLessThanOrEqual(before + 2);
});

test('code that runs again and again is compiled once, and gives the same bytes as when it is not', async () => {
  const code = `
def total(rows):
    return sum(row * 1.5 for row in rows if row in (1, 2, 3))
print(total([1, 2, 3, 4]), (lambda: ('a', b'b', 1j, ...))(), f"{1!r:>4}", [x for x in 'abc'])
if total([1]):
    return
print('never')`;
  const printed = new Set<string>();
  for (let n = 0; n < 8; n++) printed.add((await run(code)).output.toString());
  expect(printed.size).toBe(1);
  const failing = new Set<string>();
  for (let n = 0; n < 5; n++) {
    const { message, line } = await run('x = 1\n\nundefined_name');
    failing.add(`${message} ${line}`);
  }
  expect([...failing]).toEqual(["NameError: name 'undefined_name' is not defined 3"]);
});

test('the elements of a set in the code come in the same order, compiled before or not', async () => {
  const words = 'received approved scrapped rework inspected on_hold mrb shipped kitted issued open closed'.split(' ');
  for (let from = 0; from < words.length; from++) {
    const some = [...words.slice(from), ...words.slice(0, from)].slice(0, 3 + (from % 5));
    const code = `for word in {${some.map((word) => `'${word}'`).join(', ')}}:\n    print(word)`;
    const printed = new Set<string>();
    for (let n = 0; n < 5; n++) printed.add((await run(code)).output.toString());
    expect([...printed]).toHaveLength(1);
  }
});
