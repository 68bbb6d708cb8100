import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox } from './sandbox.ts';

const script = (name: string) => readFileSync(new URL(`./test-scripts/${name}`, import.meta.url), 'utf8');

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ children: 1, limits: { wallMs: 10_000, cpuMs: 10_000 } });
  expect(sandbox.unavailable).toBeUndefined();
});
afterAll(() => sandbox.close());

async function run(code: string, context = '{}', where = sandbox) {
  const action = { id: 1, title: 't', errorState: 'ALLOW' as const, code, context };
  const { actions } = await where.run({ createdAtMs: 0, seed: 's', actions: [action] });
  return { outcome: actions[0]!.outcome, message: actions[0]!.message, output: actions[0]!.output.toString() };
}

// On another processor each process runs one action.
const onX64 = test.runIf(process.arch === 'x64');

onX64('what an action was given and what it made is in no memory that the next one can read', async () => {
  const search = script('counts-secrets.py');
  const atFirst = await run(search);
  expect(atFirst).toMatchObject({ outcome: 'ALLOWED' });
  const secret = 'the secret of the neighbour';
  const given = JSON.stringify({ secret, more: Array(500).fill(secret) });
  const keep = "kept = [context['secret'] * 50 for n in range(2000)]";
  const whileHeld = await run(`${keep}\n${search}`, given);
  expect(Number(whileHeld.output)).toBeGreaterThan(Number(atFirst.output));
  for (let n = 0; n < 3; n++) await run(keep, given);
  expect(await run(search)).toEqual(atFirst);
  expect(sandbox.counts).toMatchObject({ forks: 1 });
});

onX64('a context of any size leaves the same process behind', async () => {
  const sum = "print(sum(context['numbers']))";
  for (const count of [10, 1000, 30_000, 10]) {
    const numbers = [...Array(count).keys()];
    const { output } = await run(sum, JSON.stringify({ numbers }));
    expect(output).toBe(`${(count * (count - 1)) / 2}\n`);
  }
  expect(sandbox.counts.forks).toBe(1);
});

onX64('a heap that has grown is gone before the next request is read into it', async () => {
  const grow = 'print(len([bytearray(100_000) for n in range(150)]))';
  const long = `${Array.from({ length: 9000 }, (_, n) => `v${n} = '''${n}'''`).join('\n')}\nprint(v8999)`;
  const { forks } = sandbox.counts;
  for (let n = 0; n < 6; n++) {
    expect((await run(grow)).output).toBe('150\n');
    expect(await run(`# ${n}\n${long}`)).toMatchObject({ message: null, output: '8999\n' });
  }
  expect(sandbox.counts.forks).toBe(forks);
});

onX64('a context too large for the memory that a process has left gets another one', async () => {
  await run('pass');
  const { outcome } = await run("print(len(context['text']))", JSON.stringify({ text: 'x'.repeat(4_000_000) }));
  expect(outcome).toBe('ALLOWED');
  expect((await run('print(1)')).output).toBe('1\n');
});

/** The processes whose parent is this one. */
function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined; // it has ended meanwhile
  }
}

onX64('the shadow of a process goes with it', async () => {
  const zygote = sandbox.zygotePid!;
  const shadows = () => childrenOf(zygote).flatMap(childrenOf);
  const [before, ...more] = shadows();
  expect(before).toBeDefined();
  expect(more).toEqual([]);
  for (let n = 0; n < 5; n++) expect((await run('while True: print("x" * 9999)')).outcome).toBe('FAILED');
  for (let n = 0; n < 5; n++) expect((await run(script('crashes.py'))).message).toContain('crashed');
  await vi.waitFor(
    () => {
      expect(childrenOf(zygote)).toHaveLength(1); // a shadow that has lost its process would be another
      expect(shadows()).toHaveLength(1);
      expect(shadows()).not.toContain(before);
      expect(readdirSync('/proc')).not.toContain(`${before}`);
    },
    { timeout: 10_000 },
  );
});

onX64('a process that has to put back much more than others is replaced in time', async () => {
  const own = await createSandbox({ children: 1 });
  try {
    const pass = async () => expect(await run('pass', '{}', own)).toMatchObject({ outcome: 'ALLOWED' });
    for (let n = 0; n < 20; n++) await pass();
    const wide = 'import sys\nkept = [list(vars(module).values()) for module in sys.modules.values()]';
    expect(await run(wide, '{}', own)).toMatchObject({ outcome: 'ALLOWED' });
    expect(own.counts.forks).toBe(1);
    for (let n = 0; n < 2000 && own.counts.forks === 1; n++) await pass();
    expect(own.counts.forks).toBe(2);
    for (let n = 0; n < 500; n++) await pass();
    expect(own.counts.forks).toBe(2);
  } finally {
    await own.close();
  }
});

onX64('no process but the zygote can write to the memory that others are set back from', () => {
  const tries = fileURLToPath(new URL('./test-scripts/writes-to-shelf.py', import.meta.url));
  const lines = execFileSync('python3', [tries], { encoding: 'utf8' }).trim().split('\n');
  expect(lines.pop()).toBe('unchanged');
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => !line.endsWith(' refused'))).toEqual([]);
});
