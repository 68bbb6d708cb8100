import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SandboxUnavailableError } from './errors.ts';

const run = promisify(execFile);

export interface Python {
  /** Absolute path of the interpreter itself, never of a shim that needs its own environment. */
  path: string;
  version: string;
}

const found = new Map<string, Python>();

/** Finds `command` (default `python3`) and makes sure it is 64-bit CPython 3.11 or newer on Linux. It is asked once, a shim
 * can take longer than everything else that a sandbox starts with. */
export async function findPython(command = 'python3'): Promise<Python> {
  const known = found.get(command);
  if (known) return known;
  const facts =
    'import sys;print(sys.executable,sys.implementation.name,sys.maxsize>2**32,"%d.%d.%d"%sys.version_info[:3],sep="\\n")';
  let lines: string[];
  try {
    lines = (await run(command, ['-S', '-c', facts])).stdout.trim().split('\n');
  } catch (error) {
    throw new SandboxUnavailableError(
      `Python 3.11 or newer is needed to run actions, but "${command}" could not be started (${(error as Error).message.split('\n')[0]}). Install python3 or set PYTHON to its path.`,
    );
  }
  const [path, implementation, is64Bit, version] = lines as [string, string, string, string];
  const [major, minor] = version.split('.').map(Number) as [number, number];
  if (implementation !== 'cpython' || is64Bit !== 'True' || major !== 3 || minor < 11) {
    throw new SandboxUnavailableError(
      `Actions need 64-bit CPython 3.11 or newer; "${command}" is ${implementation} ${version}. Install a newer python3 or set PYTHON to its path.`,
    );
  }
  const python = { path, version };
  found.set(command, python);
  return python;
}
