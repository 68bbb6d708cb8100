import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findPythons } from './prove/desk.ts';
import type { ProofProgram } from './prove/grammar.ts';
import { proofPrograms, prove } from './prove/prove.ts';

const programs = proofPrograms(50, 11, fileURLToPath(new URL('./prove/corpus/', import.meta.url)));

async function findDifferences(programs: ProofProgram[], pythons: string[]) {
  const said: string[] = [];
  const { differences } = await prove({ programs, pythons, say: (line) => said.push(line) });
  return { differences, said: said.join('\n') };
}

test('fifty programs do the same in the sandbox and at the desk (all: npm run prove)', async () => {
  const { differences, said } = await findDifferences(programs, ['python3']);
  expect(differences, said).toEqual([]);
}, 480_000);

test('a sixth of them does the same with the oldest and the newest Python of this computer', async () => {
  const all = await findPythons();
  const pythons = [...new Set([all[0]!.path, all.at(-1)!.path])];
  const { differences, said } = await findDifferences(
    programs.filter((_, n) => n % 6 === 0),
    pythons,
  );
  expect(differences, said).toEqual([]);
}, 480_000);
