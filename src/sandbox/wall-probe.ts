import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SandboxUnavailableError } from './errors.ts';
import type { SandboxLimits } from './limits.ts';
import { environment } from './zygote.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./guest/probe_main.py', import.meta.url));
const maxMs = 10_000;

export interface ProbeSettings {
  python: string;
  limits: SandboxLimits;
  userId: number;
  launcher?: readonly string[];
}

export interface WallProbe {
  /** What could be done behind each wall alone, on this machine; nothing, when the wall stands. */
  reached: { inner: string[]; outer: string[] };
  /** What stood of the outer wall meanwhile. */
  standing: string[];
}

/** Tries each wall alone in a process of its own. Throws `SandboxUnavailableError` when that process does not come to its end. */
export async function tryEachWall({ python, limits, userId, launcher = [] }: ProbeSettings): Promise<WallProbe> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-'));
  const [command, ...rest] = [...launcher, python, '-s', '-S', script, JSON.stringify({ limits, userId, folder })];
  try {
    const { stdout } = await run(command!, rest, { env: environment, cwd: '/', timeout: maxMs, killSignal: 'SIGKILL' });
    return JSON.parse(stdout);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lastLine = (stderr || message).trim().split('\n').at(-1);
    throw new SandboxUnavailableError(`The walls of the sandbox could not be tried: ${lastLine}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
