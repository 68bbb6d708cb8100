// `npm run attacks`: runs every attack on the sandbox behind both walls, behind each wall alone, and as an ordinary user of a
// default container. `--only TEXT` runs those whose name contains it, `--soak [EXECUTIONS]` runs many, one in 47 of them hostile, and watches what grows.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatIsStale } from './build.js';
import { root, runScript } from './run-command.js';
import { soak } from './soak.js';

const container = join(root, 'src/sandbox/test-scripts/default-container.py');
const ordinaryUser = process.getuid() === 0 && existsSync('/usr/bin/setpriv');
const launcher = [...(ordinaryUser ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []), 'python3', container];

await runScript(async () => {
  buildWhatIsStale({ parts: ['server'] });
  const { readAttacks, runAttacks } = await import('../dist/server/sandbox/attacks/run-attacks.js');
  const { innerWall, outerWall } = await import('../dist/server/sandbox/zygote.js');
  const only = argumentOf('--only') ?? '';
  if (process.argv.includes('--soak')) {
    process.exitCode = (await soak(Number(argumentOf('--soak') ?? 20_000))) ? 0 : 1;
    return;
  }
  const settings = {
    'both walls': {},
    'the inner wall alone': { walls: innerWall },
    'the outer wall alone': { walls: outerWall },
    'an ordinary user in a default container': { launcher },
    'the same without Landlock, the outer wall alone': { walls: outerWall, launcher: [...launcher, 'no-landlock'] },
  };
  const failures = [];
  let count = 0;
  for (const [name, options] of Object.entries(settings)) {
    const started = performance.now();
    const attacks = (await readAttacks(options.walls)).filter((attack) => attack.name.includes(only));
    const results = await runAttacks(attacks, options);
    const failed = results.filter(({ problem }) => problem);
    count += results.length;
    failures.push(...failed);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${name}: ${results.length - failed.length} of ${results.length} held (${seconds} s)`);
    for (const { name: attack, problem } of failed) console.log(`  NOT HELD  ${attack}: ${problem}`);
  }
  console.log(
    `Attacks: ${count - failures.length} held, ${failures.length} did not, each followed by a clean execution`,
  );
  process.exitCode = failures.length || !count ? 1 : 0;
});

function argumentOf(flag) {
  const value = process.argv[process.argv.indexOf(flag) + 1];
  return process.argv.includes(flag) && value && !value.startsWith('-') ? value : undefined;
}
