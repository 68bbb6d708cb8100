// How long an action takes in the sandbox, seen from the server, against a long-lived Python that runs the same guest with no
// isolation at all; how many run in a second; how long a zygote takes to be ready; what it needs of memory.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findPython } from '../src/sandbox/find-python.ts';
import { encodeRequest, type Frame, readFrames } from '../src/sandbox/frames.ts';
import { defaultLimits } from '../src/sandbox/limits.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { allWalls, Zygote } from '../src/sandbox/zygote.ts';
import { type Figures, figuresOf, printFigures, throughput } from './measure.ts';
import { memoryOf } from './server-under-test.ts';

const folder = fileURLToPath(new URL('./sandbox-actions/', import.meta.url));
const scripts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const contexts = Object.fromEntries([1, 10, 50].map((kb) => [kb, contextOf(kb * 1000)]));
const isShort = process.argv.includes('--short');

const baselineFolder = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
const baseline = await startBaseline();
const start = await measureStart();
const sandbox = await createSandbox({ children: Number(process.env.CHILDREN ?? 4) });
if (sandbox.unavailable) throw new Error(sandbox.unavailable);

/** Those of decision 050, by how many times the figure is above what it may be. */
const missed: string[] = [];
function aim(name: string, figure: number, most: number): void {
  if (figure > most) missed.push(`${name} (x${(figure / most).toFixed(2)})`);
}

let turn = 0;
const inSandbox = (kb: number) => async () => {
  const { actions } = await sandbox.run(programOf(scripts[turn++ % scripts.length]!, contexts[kb]!));
  check(actions[0]!.outcome);
};
const inBaseline = (kb: number) => async () => {
  const request = { kind: 'run', id: 1, title: 't', createdAtMs: 0, seed: 's' };
  const { message } = await baseline.ask(encodeRequest(request, scripts[turn++ % scripts.length]!, contexts[kb]!));
  check(message.outcome as string);
};

for (const [name, gapMs, rounds] of [
  ['idle: a pause of 6 ms between executions', 6, 250],
  ['tight: one after the other', 0, 500],
] as const) {
  for (const kb of [1, 10, 50]) {
    const gap = () => (gapMs ? delay(gapMs) : undefined);
    const figures = await interleaveWithGap(kb, gap, isShort ? rounds / 5 : rounds);
    printFigures(`${kb} KB context, ${name}`, figures);
    const [baseline, ours] = Object.values(figures) as [Figures, Figures];
    aim(`p50 at ${kb} KB, ${name}`, ours.p50 / baseline.p50, 1.2);
    aim(`p99 at ${kb} KB, ${name}`, ours.p99 / baseline.p99, 3);
  }
}

console.log('\nExecutions a second, 10 KB contexts');
let most = 0;
for (const clients of [1, 4, 16]) {
  const perSecond = await throughput(inSandbox(10), { clients, ms: isShort ? 1000 : 4000 });
  most = Math.max(most, perSecond);
  console.log(`  ${String(clients).padStart(2)} at once ${perSecond.toFixed(0).padStart(38)}`);
}
const eight = await createSandbox({ children: 8 });
await delay(1000);
console.log(`
A zygote is ready after ${start.readyMs.toFixed(0)} ms, a sandbox has run its first action after ${start.firstActionMs.toFixed(0)} ms (medians of 9)`);
const megabytes = await memoryOf(eight.zygotePid!); // and their shadows
console.log(`A zygote with 8 armed children needs ${megabytes.toFixed(1)} MB (proportional set size)`);
aim('1,000 executions a second', 1000 / most, 1);
aim('a zygote in 150 ms', start.readyMs / 150, 1);
aim('60 MB', megabytes / 60, 1);
await eight.close();
await sandbox.close();
baseline.stop();
console.log(missed.length ? `\nAims missed: ${missed.join('; ')}` : '\nAll aims are met');
process.exitCode = missed.length ? 1 : 0;
rmSync(baselineFolder, { recursive: true });

async function interleaveWithGap(kb: number, gap: () => Promise<void> | undefined, rounds: number) {
  const times: Record<string, number[]> = { 'one long-lived Python, not isolated': [], sandbox: [] };
  const candidates = [inBaseline(kb), inSandbox(kb)];
  for (let round = -20; round < rounds; round++) {
    turn = round + 20; // both run the same script
    for (const [index, run] of candidates.entries()) {
      turn = round + 20;
      await gap();
      const started = performance.now();
      await run();
      if (round >= 0) Object.values(times)[index]!.push(performance.now() - started);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, figuresOf(all)]));
}

function check(outcome: string): void {
  if (outcome !== 'ALLOWED' && outcome !== 'WARNED') throw new Error(`An action of the benchmark is ${outcome}`);
}

function programOf(code: string, context: string) {
  return { createdAtMs: 0, seed: 's', actions: [{ id: 1, title: 't', errorState: 'ALLOW' as const, code, context }] };
}

function contextOf(bytes: number): string {
  const lines: object[] = [];
  const text = () => JSON.stringify({ changes: { purchaseOrderLines: { status: { old: 'a', new: 'b' } } }, lines });
  for (let id = 1; text().length < bytes; id++) {
    const dueDate = `2026-${String((id % 12) + 1).padStart(2, '0')}-15`;
    const tags = [`tag-${id % 7}`, `shelf-${id % 5}`];
    lines.push({ id, partNumber: `AB-${id * 37}`, quantity: id, price: id * 1.25, dueDate, status: 'approved', tags });
  }
  return text();
}

async function startBaseline() {
  const socketPath = join(baselineFolder, 'baseline.sock');
  const guest = fileURLToPath(new URL('../src/sandbox/guest', import.meta.url));
  const script = fileURLToPath(new URL('./sandbox-baseline.py', import.meta.url));
  const env = { PYTHONHASHSEED: '0', TZ: 'UTC0', LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn('python3', ['-s', '-S', script, guest, socketPath], {
    env: { ...env, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await once(child.stdout, 'data');
  const socket = connect(socketPath);
  let answer: (frame: Frame) => void;
  const frames = readFrames(socket, {
    onFrame: (frame) => answer(frame),
    onBroken: (error) => {
      throw error;
    },
  });
  frames.allow(1 << 20);
  return {
    ask: (request: Buffer) =>
      new Promise<Frame>((resolve) => {
        answer = resolve;
        socket.write(request);
      }),
    stop() {
      socket.destroy();
      process.kill(-child.pid!, 'SIGKILL');
    },
  };
}

/** How long a zygote takes to be ready, and a sandbox from nothing to the end of its first action; a first start, which compiles
 * the guest, is not among them. */
async function measureStart() {
  const ready: number[] = [];
  const firstAction: number[] = [];
  const python = (await findPython()).path;
  const settings = { python, children: 4, limits: defaultLimits, walls: allWalls, userId: 64_400 };
  for (let n = 0; n < 9; n++) {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
    let started = performance.now();
    const zygote = await Zygote.start({ ...settings, socketPath: join(folder, 'zygote.sock') });
    ready.push(performance.now() - started);
    await zygote.stop();
    rmSync(folder, { recursive: true });
    started = performance.now();
    const fresh = await createSandbox({ children: 4 });
    check((await fresh.run(programOf('pass', '{}'))).outcome);
    firstAction.push(performance.now() - started);
    await fresh.close();
  }
  return { readyMs: figuresOf(ready).p50, firstActionMs: figuresOf(firstAction).p50 };
}
