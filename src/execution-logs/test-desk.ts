// Somebody's desk: logs recorded by a sandbox, and their files run there.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramAction } from '../sandbox/program.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { ExecutionLog } from './execution-log.ts';
import { recordLog } from './test-log.ts';

export interface Ran {
  status: number;
  stdout: Buffer;
  stderr: string;
}

export interface Start {
  name?: string;
  flags?: string[];
  env?: Record<string, string>;
  cwd?: string;
}

export interface TestDesk {
  sandbox: Sandbox;
  /** Where the files are. */
  folder: string;
  python(text: string, start?: Start): Promise<Ran>;
  record(...chain: (string | (Partial<ProgramAction> & { code: string }))[]): Promise<ExecutionLog>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<TestDesk> {
  const sandbox = await createSandbox({ children: 2 });
  const folder = await mkdtemp(join(tmpdir(), 'log-file-'));
  return {
    sandbox,
    folder,
    python,
    record,
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };

  /** Runs the text as a file, as a person would. */
  async function python(text: string, { name, flags = [], env = {}, cwd }: Start = {}): Promise<Ran> {
    const path = join(folder, name ?? `log-${Math.random()}.py`);
    await writeFile(path, text);
    const options = { encoding: 'buffer' as const, maxBuffer: 1 << 26, env: { ...process.env, ...env }, cwd };
    return new Promise((resolve) => {
      execFile('python3', [...flags, path], options, (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr: stderr.toString() }),
      );
    });
  }

  function record(...chain: (string | (Partial<ProgramAction> & { code: string }))[]): Promise<ExecutionLog> {
    const actions: ProgramAction[] = chain.map((item, index) => ({
      id: index + 1,
      title: `Action\n${index + 1}`,
      errorState: 'ALLOW',
      context: '{"part": {"id": 34, "note": "it\'\'\'s \\u00fc\\"\\\\"}}',
      ...(typeof item === 'string' ? { code: item } : item),
    }));
    return recordLog(sandbox, actions);
  }
}

export const printed = (log: ExecutionLog) => Buffer.concat(log.actions.map(({ output }) => output));
