// `npm run torture [-- --rounds 100 --clients 8 --nodes 1 --external]`: guarded changes at full load, while server, one of its
// nodes, PostgreSQL or one of its sessions are killed at random instants; then a checker proves from the clients' own journal that nothing
// acknowledged is missing, nothing refused is in force, and every change has its log. Exit status 1 when one promise is broken.

import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { check } from './torture/check.ts';
import { prepare, runClient } from './torture/clients.ts';
import { install, type Wound, wounds } from './torture/installation.ts';
import type { Entry } from './torture/journal.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    clients: { type: 'string', default: '8' },
    nodes: { type: 'string', default: '1' },
    /** Nodes with a DATABASE_URL, on one PostgreSQL. */
    external: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const nodes = Number(values.nodes);
const longestLifeMs = 1500;

const installation = await install({ nodes, external: values.external || nodes > 1 });
const journal: Entry[] = [];
const done: Partial<Record<Wound, number>> = {};
try {
  const parts = await prepare(installation.endpoint());
  let isOver = false;
  const clients = Array.from({ length: Number(values.clients) }, (_, n) =>
    runClient({
      name: `t${n}`,
      endpoint: installation.endpoint,
      parts,
      journal,
      isOver: () => isOver,
    }),
  );
  const started = Date.now();
  for (let round = 1; round <= rounds; round++) {
    await delay(50 + Math.random() * longestLifeMs);
    const wound = wounds[Math.floor(Math.random() * wounds.length)]!;
    await installation.wound(wound);
    done[wound] = (done[wound] ?? 0) + 1;
    if (round % 10 === 0) console.log(`  round ${round} of ${rounds}: ${journal.length} requests so far`);
  }
  isOver = true;
  await Promise.all(clients);
  await report(Date.now() - started);
} finally {
  await installation.stop();
}

async function report(ms: number): Promise<void> {
  const client = new pg.Client(installation.database);
  await client.connect();
  const { counts, violations } = await check(client, journal).finally(() => client.end());
  console.log(`\n${rounds} rounds in ${Math.round(ms / 1000)} s on ${nodes} node(s), killed: ${JSON.stringify(done)}`);
  for (const [name, count] of Object.entries(counts)) console.log(`  ${name.padEnd(32)} ${count}`);
  for (const [message, count] of countMessages(journal)) console.log(`    ${String(count).padStart(6)} x ${message}`);
  console.log(`  broken promises                  ${violations.length}`);
  for (const violation of violations.slice(0, 50)) console.log(`    ${violation}`);
  if (violations.length) process.exitCode = 1;
}

/** What the errors said that were no blocks. */
function countMessages(entries: readonly Entry[]): Map<string, number> {
  const byMessage = new Map<string, number>();
  for (const { answer, message } of entries) {
    if (answer === 'blocked' || !message) continue;
    const text = message.replace(/\d+|[0-9a-f]{8}-[0-9a-f-]+|"[^"]*"/g, '…').slice(0, 120);
    byMessage.set(text, (byMessage.get(text) ?? 0) + 1);
  }
  return byMessage;
}
