// Runs the attacks of this folder, each of which tries one thing, and looks at two things: that it got what its header
// says, and that the action after it gives the same bytes as on a fresh sandbox.

import { readdir, readFile } from 'node:fs/promises';
import type { ActionResult, ProgramAction } from '../program.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts';
import { allWalls } from '../zygote.ts';

export interface Attack {
  name: string;
  /** What its header says it must get: `refused`, or `<OUTCOME>[: text in its message or output] or …`. */
  expected: string;
  code: string;
}

export interface AttackResult {
  name: string;
  /** Why it did not hold; undefined when it did. */
  problem: string | undefined;
  ms: number;
}

/** Shorter than the defaults, so that the attacks that end by a time-out take less time. */
const limits = { cpuMs: 500, wallMs: 1200 };
const sandboxes = 4;

/** What some attacks look for in the memory of the process they run in. */
const fingerprintContext = '{"secretOfTheNeighbour": 42}';

export async function readAttacks(walls: readonly string[] = allWalls): Promise<Attack[]> {
  const read = (name: string) => readFile(new URL(`./${name}`, import.meta.url), 'utf8');
  const settings = `MACHINE = '${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}'\nWALLS = ${JSON.stringify(walls)}\n`;
  const prelude = settings + (await read('prelude/prelude.py'));
  const names = (await readdir(new URL('.', import.meta.url))).filter((name) => name.endsWith('.py')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await read(name);
      const expected = /^# Expect: (.+)$/m.exec(text)?.[1];
      if (!expected) throw new Error(`${name} does not say what it expects`);
      const isPlain = text.includes('\n# Plain: ');
      return { name: name.replace(/\.py$/, ''), expected, code: isPlain ? text : `${prelude}\n${text}` };
    }),
  );
}

/** Runs the attacks, a few sandboxes side by side. Each has a single process, so that what an attack leaves in it meets the
 * next action. `onResult` is told of each as it ends. */
export async function runAttacks(
  attacks: readonly Attack[],
  options: SandboxOptions = {},
  onResult: (result: AttackResult) => void = () => {},
): Promise<AttackResult[]> {
  const fingerprint = await readFile(new URL('./prelude/fingerprint.py', import.meta.url), 'utf8');
  const expected = await withSandbox(options, (fresh) => run(fresh, fingerprint, fingerprintContext));
  const results: AttackResult[] = [];
  const todo = attacks.values();
  const worker = () =>
    withSandbox(options, async (sandbox) => {
      for (const attack of todo) {
        const started = performance.now();
        const problem =
          problemOf(attack.expected, await run(sandbox, attack.code)) ??
          differenceOf(expected, await run(sandbox, fingerprint, fingerprintContext));
        const result = { name: attack.name, problem, ms: performance.now() - started };
        results.push(result);
        onResult(result);
      }
      if (sandbox.counts.restarts) {
        results.push({ name: 'the zygote', problem: `it was lost ${sandbox.counts.restarts} times`, ms: 0 });
      }
    });
  await Promise.all(Array.from({ length: sandboxes }, worker));
  return results;
}

async function withSandbox<T>(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await createSandbox({ children: 1, limits, ...options });
  try {
    if (sandbox.unavailable) throw new Error(sandbox.unavailable);
    return await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function run(
  sandbox: Sandbox,
  code: string,
  context = '{"part": {"id": 1, "name": "bolt"}}',
): Promise<ActionResult> {
  const action: ProgramAction = {
    id: 1,
    title: 'Attack',
    errorState: 'BLOCK',
    code,
    context,
  };
  const { actions } = await sandbox.run({ createdAtMs: Date.UTC(2026, 10, 23), seed: 'seed', actions: [action] });
  return actions[0]!;
}

/** What is wrong with how an attack ended, if anything. */
export function problemOf(expected: string, result: Pick<ActionResult, 'outcome' | 'message' | 'output'>) {
  const output = result.output.toString();
  const got = `${result.outcome}: ${result.message ?? ''} ${output.slice(-400)}`;
  if (`${result.message}\n${output}`.includes('REACHED')) return `it reached something: ${got}`;
  const isHeld = expected.split(' or ').some((one) => {
    if (one === 'refused') {
      const lines = output.split('\n').filter(Boolean);
      return result.outcome === 'ALLOWED' && lines.length > 0 && lines.every((line) => line.startsWith('refused'));
    }
    const [outcome, ...text] = one.split(': ');
    return result.outcome === outcome && `${result.message}\n${output}`.includes(text.join(': '));
  });
  return isHeld ? undefined : `expected ${expected}, got ${got}`;
}

function differenceOf(expected: ActionResult, got: ActionResult): string | undefined {
  if (expected.outcome !== 'WARNED') return `the fingerprint does not run: ${expected.message}`;
  const isSame =
    got.outcome === expected.outcome && got.message === expected.message && got.output.equals(expected.output);
  return isSame ? undefined : `the next action ran differently: ${got.outcome} ${got.message} ${got.output}`;
}
