// The desk: finds the Pythons of this computer and runs log files with them, as a person would.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface DeskPython {
  path: string;
  /** As `3.11.7`. */
  version: string;
}

export interface DeskRun {
  status: number;
  stdout: Buffer;
  stderr: string;
}

export async function findPythons(given?: string[]): Promise<DeskPython[]> {
  const found = new Map<string, DeskPython>();
  for (const path of given ?? candidates()) {
    const asked = await run(
      path,
      ['-S', '-c', 'import sys; print(sys.implementation.name, "%d.%d.%d" % sys.version_info[:3], sys.executable)'],
      {},
    );
    const [name, version, executable] = asked.stdout.toString().trim().split(' ');
    if (name !== 'cpython' || !version || Number(version.split('.')[1]) < 9 || !version.startsWith('3.')) {
      if (given) throw new Error(`${path} is not CPython 3.9 or newer`);
      continue;
    }
    found.set(realpathSync(executable!), { path: executable!, version });
  }
  return [...found.values()].sort((a, b) => a.version.localeCompare(b.version, undefined, { numeric: true }));
}

function candidates(): string[] {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const inPath = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^python3(\.\d+)?$/.test(name))
          .map((name) => join(folder, name))
      : [],
  );
  const inPyenv = existsSync(pyenv) ? readdirSync(pyenv).map((version) => join(pyenv, version, 'bin/python3')) : [];
  return [...new Set([...inPath, ...inPyenv])].filter((path) => existsSync(path));
}

/** A run that takes longer is ended, and is a difference. Actions that time out take seconds. */
const patienceMs = 300_000;

export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<DeskRun> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { encoding: 'buffer', maxBuffer: 1 << 28, timeout: patienceMs, ...options },
      (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr: stderr.toString() }),
    );
  });
}
