import { expect, test } from 'vitest';
import { innerWall, outerWall } from '../zygote.ts';
import { problemOf, readAttacks, runAttacks } from './run-attacks.ts';

/** Those that did not hold, with what they got. */
const problems = (results: Awaited<ReturnType<typeof runAttacks>>) => results.filter(({ problem }) => problem);

test('every attack gets what it should behind both walls, and the next action is untouched', async () => {
  const attacks = await readAttacks();
  expect(attacks.length).toBeGreaterThan(80);
  expect(problems(await runAttacks(attacks))).toEqual([]);
}, 90_000);

/** `npm run attacks` runs them all behind each wall alone; here those that end by themselves, and every third of those. */
const some = (attacks: Awaited<ReturnType<typeof readAttacks>>, from: number) =>
  attacks.filter(({ expected }) => expected === 'refused' || expected === 'ALLOWED').filter((_, n) => n % 3 === from);

test.each([
  ['inner', innerWall, 0],
  ['outer', outerWall, 1],
] as const)(
  'the %s wall alone is enough',
  async (_, walls, from) => {
    const attacks = await readAttacks(walls);
    const sweep = attacks.filter(({ name }) => name === 'sweep');
    expect(problems(await runAttacks([...some(attacks, from), ...sweep], { walls }))).toEqual([]);
  },
  60_000,
);

test('an attack that reaches something is told from one that is refused', async () => {
  const ended = (output: string, outcome = 'ALLOWED' as const) => ({
    outcome,
    message: null,
    output: Buffer.from(output),
  });
  expect(problemOf('refused', ended('refused: OSError\n'))).toBeUndefined();
  expect(problemOf('refused', ended('refused: OSError\nREACHED 3\n'))).toMatch(/it reached something/);
  expect(problemOf('refused', ended(''))).toMatch(/expected refused/);
  expect(problemOf('TIMED_OUT or ALLOWED: now', ended('now\n'))).toBeUndefined();
  expect(problemOf('FAILED: crashed', ended('now\n'))).toMatch(/expected FAILED/);
});

test('without walls the attacks do reach things', async () => {
  const attacks = (await readAttacks([])).filter(({ name }) => /^(files-stat|sockets-udp|host-facts)$/.test(name));
  expect(problems(await runAttacks(attacks, { walls: [] }))).toHaveLength(3);
});
