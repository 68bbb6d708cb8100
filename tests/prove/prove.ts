// Runs programs in the sandbox, writes their log files, runs those with every Python of this computer and compares bytes.
//
//   npm run prove [-- --programs 2000 --seed 1 --pythons python3.11,python3.13 --server python3.12 --only NAME --keep]

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileOf, recordLog } from '../../src/execution-logs/test-log.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { awkwardPrograms, readCorpus } from './corpus.ts';
import { findPythons, run } from './desk.ts';
import { generateProgram, type ProofProgram } from './grammar.ts';
import { type Finding, judge } from './judge.ts';

const atOnce = 2;

export interface ProofOptions {
  programs: ProofProgram[];
  /** Commands or paths; all that this computer has when left out. */
  pythons?: string[];
  /** The Python of the sandbox. */
  server?: string;
  keep?: boolean;
  say: (line: string) => void;
}

export interface Proof {
  programs: number;
  /** Counts of findings, by version of Python. */
  findings: Record<string, Partial<Record<Finding, number>>>;
  differences: string[];
}

export async function prove({ programs, pythons, server, keep, say }: ProofOptions): Promise<Proof> {
  const desks = await findPythons(pythons);
  const sandbox = await createSandbox({ children: 2, ...(server && { python: server }) });
  if (sandbox.unavailable) throw new Error(sandbox.unavailable);
  const folder = mkdtempSync(join(tmpdir(), 'prove ü-'));
  const proof: Proof = { programs: programs.length, findings: {}, differences: [] };
  const queue = [...programs.entries()];
  say(`Sandbox: Python ${sandbox.pythonVersion}. Desks: ${desks.map(({ version }) => version).join(', ')}.`);

  async function proveOne(program: ProofProgram, index: number): Promise<void> {
    const log = await recordLog(sandbox, program.actions);
    const file = await fileOf(sandbox, log);
    const own = join(folder, String(index));
    mkdirSync(own);
    const path = join(own, file.name);
    writeFileSync(path, file.text);
    let different = false;
    for (const python of desks) {
      const ran = await run(python.path, [path], { cwd: '/' });
      const finding = judge(log, ran, python, program.differsOn);
      const counts = proof.findings[python.version] ?? {};
      proof.findings[python.version] = counts;
      counts[finding] = (counts[finding] ?? 0) + 1;
      if (finding !== 'different') continue;
      different = true;
      proof.differences.push(`${program.name}, Python ${python.version}`);
      say(`DIFFERENT  ${program.name}, Python ${python.version}: ${path}\n${ran.stderr.trimEnd().slice(-1500)}`);
    }
    if (!different && !keep) rmSync(own, { recursive: true });
  }

  async function work(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, program] = next;
      await proveOne(program, index);
      if ((index + 1) % 200 === 0) say(`${index + 1} of ${programs.length}`);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, work));
  await sandbox.close();
  if (!proof.differences.length && !keep) rmSync(folder, { recursive: true });
  return proof;
}

export function proofPrograms(count: number, seed: number, corpusFolder: string): ProofProgram[] {
  const written = [...readCorpus(corpusFolder), ...awkwardPrograms];
  const generated = Array.from({ length: Math.max(0, count - written.length) }, (_, n) =>
    generateProgram(seed * 100_000 + n),
  );
  return [...written, ...generated];
}

export async function main(corpusFolder: string): Promise<void> {
  const { values } = parseArgs({
    options: {
      programs: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      pythons: { type: 'string' },
      server: { type: 'string' },
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const programs = proofPrograms(Number(values.programs), Number(values.seed), corpusFolder);
  const started = performance.now();
  const proof = await prove({
    programs: values.only ? programs.filter(({ name }) => name.includes(values.only!)) : programs,
    ...(values.pythons && { pythons: values.pythons.split(',') }),
    ...(values.server && { server: values.server }),
    keep: values.keep,
    say: console.log,
  });
  for (const [version, counts] of Object.entries(proof.findings)) {
    console.log(
      `Python ${version}: ${Object.entries(counts)
        .map(([finding, n]) => `${n} ${finding}`)
        .join(', ')}`,
    );
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${proof.programs} programs, ${proof.differences.length} differences (${seconds} s)`);
  process.exitCode = proof.differences.length ? 1 : 0;
}
