// `npm run bench -- load [--seconds 10 --clients 16]`: changes a second, as wrk measures them from outside: unguarded, and guarded by
// one action with 1 KB of context; and, as the baseline, the statements of a guarded change alone (bare-statements.ts), in turn. With
// `--minutes 4` guarded ones alone, for so long: how many of them are held. wrk is no package of npm: `apt-get install wrk`.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bareStatements } from './bare-statements.ts';
import { benchmarkToken, projectRoot, startServer } from './server-under-test.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '16' },
    minutes: { type: 'string' },
  },
});
if (spawnSync('wrk', ['--version']).error) {
  console.error('This benchmark measures with wrk, which is not on this computer: apt-get install wrk');
  process.exit(1);
}

const rounds = 3;
const server = await startServer();
try {
  const attributes = Array.from({ length: 14 }, (_, n) => ({
    key: `attribute ${n}`,
    value: `the value of number ${n}`,
    type: 'text',
  }));
  await server.graphql('mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id } } }', {
    input: { partNumber: 'LOAD-1', attributes },
  });
  await server.graphql('mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }', {
    input: {
      title: 'load',
      target: 'LOCATION',
      eventType: 'UPDATE',
      errorState: 'BLOCK',
      context:
        '{ parts(filters: {partNumber: {eq: "LOAD-1"}}) { edges { node { id attributes { key value type } } } } }',
      code: "rows = context['parts']['edges'][0]['node']['attributes']\nif any(row['value'] is None for row in rows):\n    raise ValidationError('empty')\n",
    },
  });
  if (options.minutes) holdGuarded(Number(options.minutes));
  else await compare();
} finally {
  await server.stop();
}

async function compare(): Promise<void> {
  const best: Record<string, number> = {};
  // What is compiled in the first half minute, by each node for itself, is there for the hours after it.
  for (const type of ['Supplier', 'Location', 'Location', 'Location']) drive(type, 'warm-up');
  for (let round = 1; round <= rounds; round++) {
    const bare = await bareStatements(server.database, {
      clients: Number(options.clients),
      seconds: Number(options.seconds),
    });
    best.bare = Math.max(best.bare ?? 0, bare);
    console.log(`  ${'its statements'.padEnd(16)} ${bare.toFixed(0).padStart(6)} a second`);
    for (const [name, type] of [
      ['no action', 'Supplier'],
      ['1 action, 1 KB', 'Location'],
    ] as const) {
      const { perSecond, p50, p99, refused } = drive(type, `${round}`);
      best[name] = Math.max(best[name] ?? 0, perSecond);
      console.log(
        `  ${name.padEnd(16)} ${perSecond.toFixed(0).padStart(6)} a second   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms${refused ? `   ${refused} refused` : ''}`,
      );
    }
  }
  const [bare, unguarded, guarded] = Object.values(best) as [number, number, number];
  console.log(
    `\nBest of ${rounds}: ${guarded.toFixed(0)} guarded changes a second, ×${(guarded / unguarded).toFixed(2)} of unguarded, ×${(guarded / bare).toFixed(2)} of their statements alone`,
  );
}

/** In slices of ten seconds, so that it shows how much the machine and its neighbours matter. */
function holdGuarded(minutes: number): void {
  // Anew each time, as connections stay with the node that took them, and the second is ready later.
  for (let n = 0; n < 6; n++) drive('Location', 'warm-up', '10');
  const rates = Array.from({ length: Math.ceil(minutes * 6) }, (_, n) => drive('Location', `${n}`, '10').perSecond);
  const sorted = rates.toSorted((one, other) => one - other);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  console.log(`  in slices of ten seconds: ${rates.map((rate) => rate.toFixed(0)).join(' ')}`);
  console.log(
    `\n${(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toFixed(0)} guarded changes a second over ${minutes} minutes; ${least.toFixed(0)} to ${most.toFixed(0)}, half of the time ${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} and more`,
  );
}

function drive(type: string, run: string, seconds = options.seconds) {
  const { clients } = options;
  const script = join(projectRoot, 'bench/load.lua');
  const flags = ['-t', clients, '-c', clients, '-d', seconds, '--latency', '-s', script, server.url];
  const { stdout, stderr } = spawnSync('wrk', [...flags, '--', type, benchmarkToken, run], { encoding: 'utf8' });
  const found = /^FIGURES (\S+) (\S+) (\S+) (\S+)$/m.exec(stdout);
  if (!found) throw new Error(`wrk failed: ${stderr || stdout}`);
  const [perSecond, p50, p99, refused] = found.slice(1).map(Number) as [number, number, number, number];
  return { perSecond, p50, p99, refused };
}
