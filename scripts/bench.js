// `npm run bench [-- NAME …]`: builds what is stale and runs the benchmarks of bench/, all of them or those named. Each
// prints its figures and the ratio to its baseline in the same run. Options (`-- NAME --rounds 5`) go on to the benchmark.
// The other programs of bench/, which prove rather than measure, run only when they are named.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatIsStale } from './build.js';
import { requireChromium } from './find-chromium.js';
import { installWhatIsMissing } from './install.js';
import { CommandError, root, runCommand, runPackage, runScript } from './run-command.js';

const BENCHMARKS = ['sandbox', 'changes', 'logs', 'log-cost', 'zip', 'start-up'];
const PROOFS = ['torture', 'retention'];
/** Needs a load tool that npm has not. */
const FROM_OUTSIDE = ['load'];
/** Needs a Chromium, so it too runs only when it is named. */
const IN_BROWSER = ['web'];

await runScript(() => {
  const given = process.argv.slice(2);
  const firstOption = given.findIndex((argument) => argument.startsWith('-'));
  const named = firstOption === -1 ? given : given.slice(0, firstOption);
  const options = given.slice(named.length);
  const known = [...BENCHMARKS, ...PROOFS, ...FROM_OUTSIDE, ...IN_BROWSER];
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length)
    throw new CommandError(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  installWhatIsMissing();
  buildWhatIsStale();
  // A migration that is gone would run all the same.
  rmSync(join(root, 'dist/bench'), { recursive: true, force: true });
  runPackage('typescript/bin/tsc', ['-p', 'tsconfig.bench.json']);
  const isAsset = (path) => !path.endsWith('.ts') && !path.includes('__pycache__');
  for (const folder of ['src', 'bench']) {
    cpSync(join(root, folder), join(root, 'dist/bench', folder), { recursive: true, filter: isAsset });
  }
  const asked = named.length ? named : BENCHMARKS;
  const failed = [];
  for (const name of asked) {
    const file = join(root, 'dist/bench/bench', `${name}.js`);
    if (!existsSync(file)) throw new CommandError(`The benchmark ${name} is not there`);
    console.log(`\n${name}`);
    const env = IN_BROWSER.includes(name) ? { CHROMIUM_PATH: requireChromium() } : {};
    try {
      runCommand(process.execPath, [file, ...options], { env });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failed.push(name);
    }
  }
  const others = failed.length ? `, of which ${failed.join(', ')} missed its aims or failed` : ', each within its aims';
  console.log(`\nBenchmarks: ${asked.length} ran${others}`);
  process.exitCode = failed.length ? 1 : 0;
});
