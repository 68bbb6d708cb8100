// `npm run audit`: asks the registry for known weaknesses in what a server runs with. A registry that doesn't answer is no
// failure of ours: it says so and passes.
import { spawnSync } from 'node:child_process';
import { root } from './run-command.js';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 60_000,
});
const found = readAnswer(stdout);
if (!found) {
  console.log('The registry did not answer an audit: nothing was checked.');
} else {
  const { high = 0, critical = 0, moderate = 0, low = 0 } = found;
  console.log(`Known weaknesses: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`);
  if (critical + high > 0) {
    console.error('Run "npm audit --omit=dev" to see them.');
    process.exit(1);
  }
}

function readAnswer(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
