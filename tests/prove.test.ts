import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findPythons } from './prove/desk.ts';
import { proofPrograms, prove } from './prove/prove.ts';

test('sixty programs do the same in the sandbox and at the desk (all: npm run prove)', async () => {
  const all = await findPythons();
  const pythons = [...new Set(['python3', all[0]!.path, all.at(-1)!.path])];
  const programs = proofPrograms(60, 11, fileURLToPath(new URL('./prove/corpus/', import.meta.url)));
  const said: string[] = [];
  const { differences } = await prove({ programs, pythons, say: (line) => said.push(line) });
  expect(differences, said.join('\n')).toEqual([]);
}, 240_000);
