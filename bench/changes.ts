// A guarded change against an unguarded one, over HTTP: 1 and 3 actions, contexts of 1, 10 and 50 KB; how many changes a
// second 1, 4 and 16 clients get; and the memory of it all.

import { type Figures, interleave, printFigures, throughput } from './measure.ts';
import { type ServerUnderTest, startServer } from './server-under-test.ts';

/** Types that have a name and nothing else that matters: one for each guarded case, so that all run in one server. */
const cases = [
  { type: 'Supplier', actions: 0, kb: 0 },
  { type: 'Location', actions: 1, kb: 1 },
  { type: 'PartSubtype', actions: 1, kb: 10 },
  { type: 'Team', actions: 1, kb: 50 },
  { type: 'Role', actions: 3, kb: 1 },
  { type: 'PermissionGroup', actions: 3, kb: 10 },
  { type: 'User', actions: 3, kb: 50 },
];

let made = 0;
const server = await startServer();
try {
  for (const kb of [1, 10, 50]) await createPartOfSize(server, kb);
  const candidates: Record<string, () => Promise<unknown>> = {};
  for (const { type, actions, kb } of cases) {
    await guard(server, type, actions, kb);
    const name = actions ? `${actions} action${actions > 1 ? 's' : ''}, ${kb} KB of context each` : 'no action';
    candidates[name] = await createChange(server, type, kb);
  }
  const figures: Record<string, Figures> = await interleave(candidates, { rounds: 300 });
  printFigures('One change over HTTP', figures);

  console.log('\nChanges a second');
  for (const [name, { type }] of Object.entries({ 'no action': cases[0]!, '1 action, 1 KB': cases[1]! })) {
    for (const clients of [1, 4, 16]) {
      const changes = await Promise.all(Array.from({ length: clients }, () => createChange(server, type)));
      const perSecond = await perClient(changes, 4000);
      console.log(
        `  ${name.padEnd(16)} ${String(clients).padStart(2)} clients  ${perSecond.toFixed(0).padStart(5)} a second`,
      );
    }
  }
  console.log(`\nMemory of server, sandbox and PostgreSQL together: ${(await server.memoryMb()).toFixed(0)} MB`);
} finally {
  await server.stop();
}

/** Each client changes a record of its own. */
async function perClient(changes: (() => Promise<unknown>)[], ms: number): Promise<number> {
  const rates = await Promise.all(changes.map((change) => throughput(change, { clients: 1, ms })));
  return rates.reduce((sum, rate) => sum + rate, 0);
}

async function createPartOfSize(server: ServerUnderTest, kb: number): Promise<void> {
  const attributes = Array.from({ length: Math.round(kb * 14) }, (_, n) => ({
    key: `attribute ${n}`,
    value: `the value of number ${n}`,
    type: 'text',
  }));
  await server.graphql('mutation ($input: CreatePartInput!) { createPart(input: $input) { part { id } } }', {
    input: { partNumber: `BENCH-${kb}`, description: 'for the benchmark', attributes },
  });
}

async function guard(server: ServerUnderTest, type: string, actions: number, kb: number): Promise<void> {
  for (let n = 0; n < actions; n++) {
    await server.graphql('mutation ($input: CreateRuleInput!) { createRule(input: $input) { rule { id } } }', {
      input: {
        title: `benchmark ${n}`,
        target: type.toUpperCase(),
        eventType: 'UPDATE',
        errorState: 'BLOCK',
        context: `{ parts(filters: {partNumber: {eq: "BENCH-${kb}"}}) { edges { node { id attributes { key value type } } } } }`,
        code: "rows = context['parts']['edges'][0]['node']['attributes']\nif any(row['value'] is None for row in rows):\n    raise ValidationError('empty')\n",
      },
    });
  }
}

/** A function that changes the name of a record made for it. */
async function createChange(server: ServerUnderTest, type: string, _kb = 0): Promise<() => Promise<unknown>> {
  const field = type.charAt(0).toLowerCase() + type.slice(1);
  made += 1;
  const input = { name: `bench ${made}`, ...(type === 'User' && { email: `bench-${made}@example.com` }) };
  const created = await server.graphql<Record<string, Record<string, { id: number; _etag: string }>>>(
    `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${field} { id _etag } } }`,
    { input },
  );
  let record = created[`create${type}`]![field]!;
  let round = 0;
  return async () => {
    round += 1;
    const updated = await server.graphql<typeof created>(
      `mutation ($input: Update${type}Input!) { update${type}(input: $input) { ${field} { id _etag } } }`,
      { input: { id: record.id, etag: record._etag, name: `${input.name} ${round}` } },
    );
    record = updated[`update${type}`]![field]!;
  };
}
