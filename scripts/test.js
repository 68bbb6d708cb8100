// `npm test`: installs what is missing and runs every check. A failing stage does not keep the next from running, so that one
// run shows all there is to mend; the exit status is 0 only when all passed.
import { buildWhatIsStale } from './build.js';
import { requireChromium } from './find-chromium.js';
import { installWhatIsMissing } from './install.js';
import { findMissingRequirement } from './requirements.js';
import { CommandError, runCommand, runPackage } from './run-command.js';

const STAGES = {
  'types of the server': () => runPackage('typescript/bin/tsc', ['-p', 'tsconfig.json', '--noEmit']),
  'types of the web app': () => {
    runCommand(process.execPath, ['web/scripts/generate-graphql-types.js']);
    runPackage('typescript/bin/tsc', ['-p', 'web/tsconfig.json', '--noEmit']);
  },
  lint: () => runPackage('@biomejs/biome/bin/biome', ['check', '.', '--error-on-warnings']),
  'known weaknesses of packages': () => runCommand(process.execPath, ['scripts/audit.js']),
  'unit and API tests': () => runPackage('vitest/vitest.mjs', ['run']),
  build: () => buildWhatIsStale(),
  'nothing lost on three nodes': () => {
    runCommand(process.execPath, ['scripts/bench.js', 'torture', '--nodes', '3', '--rounds', '8']);
  },
  'browser tests': () => {
    const env = { CHROMIUM_PATH: requireChromium() };
    runPackage('vitest/vitest.mjs', ['run', '--config', 'vitest.e2e.config.ts'], { env });
  },
};

const results = [];

/** Notes the outcome; answers whether it passed. */
function runStage(name, work) {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  let passed = true;
  try {
    work();
  } catch (error) {
    passed = false;
    console.error(error instanceof CommandError ? error.message : error);
  }
  results.push({ name, passed, seconds: (performance.now() - startedAt) / 1000 });
  return passed;
}

const isReady = runStage('requirements and packages', () => {
  const missing = findMissingRequirement();
  if (missing) throw new CommandError(missing);
  installWhatIsMissing();
});
if (isReady) for (const [name, work] of Object.entries(STAGES)) runStage(name, work);

console.log('\n== sum-up');
for (const { name, passed, seconds } of results) {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
}
const failed = results.filter(({ passed }) => !passed).length;
console.log(`Stages: ${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
