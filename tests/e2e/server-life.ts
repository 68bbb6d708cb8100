// What a server does and leaves, seen from outside: its processes, and a change that takes a while.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { InterlockServer } from '../setup/interlock-server.ts';

const token = 'a-token-for-tests-of-32-characters-or-more';
/** Settings of a server with two nodes, where a change may take a while. */
export const slowSettings = {
  NODES: '2',
  INTERLOCK_ADMIN_TOKEN: token,
  SANDBOX_CPU_MS: '9000',
  SANDBOX_WALL_MS: '9000',
};

/** On a connection of its own: one that is kept may be to a node that was killed meanwhile. */
export function fetchAnew({ url }: InterlockServer, path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, { ...options, headers: { ...options.headers, connection: 'close' } });
}

/** The whole answer to a GraphQL query of an administrator. */
export async function ask(server: InterlockServer, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetchAnew(server, '/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

/** Begins a change whose action takes a while, and resolves when the action runs. */
export async function beginSlowChange(
  server: InterlockServer,
  rounds = 20_000_000,
): Promise<{ answer: Promise<unknown> }> {
  await ask(
    server,
    `mutation { createRule(input: {title: "Slow", target: TEAM, eventType: CREATE, context: "", code: "for i in range(${rounds}): pass"}) { rule { id } } }`,
  );
  const answer = ask(server, 'mutation { createTeam(input: {name: "Night shift"}) { team { name } } }');
  answer.catch(() => {});
  for (;;) {
    const metrics = await (await fetchAnew(server, '/metrics')).text();
    if (/^interlock_sandbox_running\S* 1$/m.test(metrics)) return { answer };
  }
}

/** The processes of a server: itself, what descends from it, and what has a file of its data folder open. */
export function processesOf({ process: { pid: root }, dataDir }: InterlockServer): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(pids.map((pid) => [Number(pid), parentOf(pid)]));
  const descends = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || descends(parents.get(pid)));
  return pids.map(Number).filter((pid) => descends(pid) || hasFileIn(pid, dataDir));
}

/** The processes of its nodes, where it has started several. */
export function nodesOf({ process: { pid: root } }: InterlockServer): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === root && isNode(name))
    .map(Number);
}

function isNode(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.js');
  } catch {
    return false;
  }
}

function parentOf(pid: string): number | undefined {
  try {
    const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

function hasFileIn(pid: number, folder: string): boolean {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`).map((name) => `/proc/${pid}/fd/${name}`);
    return [`/proc/${pid}/cwd`, ...descriptors].some((path) => readlinkSync(path).startsWith(folder));
  } catch {
    return false;
  }
}

const isAlive = (pid: number) => parentOf(String(pid)) !== undefined;

/** Those that are still there when they had ten seconds to go. */
export async function leftOf(pids: readonly number[]): Promise<number[]> {
  const until = Date.now() + 10_000;
  while (pids.some(isAlive) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  return pids.filter(isAlive);
}
