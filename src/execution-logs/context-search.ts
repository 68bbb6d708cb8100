// Search of contexts by path and value (`issue.status` = `PENDING`). Contexts are stored compressed and have no index, so
// the logs that fit all else are opened one by one, up to a number and a time; then the search says that it gave up, and
// where, and the next page goes on there. So the whole retention can be searched, at a bounded cost a page.

import { setImmediate as others } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { PlannedRead, Read } from '../storage/reading.ts';
import { decodeBody, type LogBody } from './body.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import type { Position } from './walk.ts';

export interface ContextSearch {
  /** Names with dots between them; a list on the way means any of its items, a number one of them. */
  path: string;
  /** Compared as text, in any case: `pending`, `12`, `true`, `null`. */
  value: string;
}

export interface FoundContexts {
  nodes: ExecutionLogHead[];
  gaveUpAt?: ExecutionLogHead;
}

export type ContextMatch = (contextJson: string) => boolean;

const maxLogs = 10_000;
const maxMs = 1500;
const batchSize = 200;
/** Bodies held at once, as they are stored. */
const bytesAtOnce = 4 * 1024 * 1024;
/** So long it keeps the server from everything else. */
const sliceMs = 10;

export function createContextMatch({ path, value }: ContextSearch): ContextMatch {
  const names = path.split('.').map((name) => name.trim());
  const wanted = value.toLowerCase();
  // Most contexts don't have the text at all: 30 times as fast to find as to parse them.
  const asText = JSON.stringify(wanted).slice(1, -1);
  return (json) => json.toLowerCase().includes(asText) && hasValue(JSON.parse(json), names, wanted);
}

function hasValue(node: unknown, names: readonly string[], wanted: string): boolean {
  const [name, ...rest] = names;
  if (Array.isArray(node)) {
    const item = name !== undefined && /^\d+$/.test(name) ? node[Number(name)] : undefined;
    if (item !== undefined) return hasValue(item, rest, wanted);
    return node.some((one) => hasValue(one, names, wanted));
  }
  if (name === undefined) return (typeof node !== 'object' || node === null) && String(node).toLowerCase() === wanted;
  if (typeof node !== 'object' || node === null) return false;
  return Object.hasOwn(node, name) && hasValue((node as Record<string, unknown>)[name], rest, wanted);
}

/** `next` gives the logs after a position, in the order of the list. */
export async function searchContexts(
  read: PlannedRead,
  options: {
    matches: ContextMatch;
    /** A closer look at one whose contexts match. */
    admits?: (head: ExecutionLogHead, body: LogBody) => Promise<boolean>;
    size: number;
    after: Position | undefined;
    next: (after: Position | undefined, batch: number) => Promise<ExecutionLogHead[]>;
  },
): Promise<FoundContexts> {
  const { matches, admits, size, next } = options;
  const started = performance.now();
  const nodes: ExecutionLogHead[] = [];
  let { after } = options;
  let slice = started;
  for (let looked = 0; ; ) {
    const heads = await next(after, batchSize);
    for await (const { head, stored } of openBodies(read, heads)) {
      const body = stored && decodeBody(stored);
      if (body?.actions.some(({ context }) => matches(context)) && (await (admits?.(head, body) ?? true)))
        nodes.push(head);
      if (nodes.length >= size) return { nodes };
      looked += 1;
      if (looked >= maxLogs || performance.now() - started > maxMs) return { nodes, gaveUpAt: head };
      if (performance.now() - slice < sliceMs) continue;
      await others();
      slice = performance.now();
    }
    if (heads.length < batchSize) return { nodes };
    after = heads.at(-1)!;
  }
}

/** The bodies of these logs, in order, a few megabytes at once. */
async function* openBodies(
  read: PlannedRead,
  heads: readonly ExecutionLogHead[],
): AsyncGenerator<{ head: ExecutionLogHead; stored: Buffer | undefined }, void> {
  if (!heads.length) return;
  read.planBy(undefined);
  const sizes = await readBodies(read, heads, sql`octet_length(b.body)`);
  for (let at = 0; at < heads.length; ) {
    const group: ExecutionLogHead[] = [];
    for (let bytes = 0; at < heads.length && (!group.length || bytes < bytesAtOnce); at++) {
      group.push(heads[at]!);
      bytes += Number(sizes.get(heads[at]!.id) ?? 0);
    }
    const bodies = await readBodies<Buffer>(read, group, sql`b.body`);
    for (const head of group) yield { head, stored: bodies.get(head.id) };
  }
}

async function readBodies<Value = number>(
  read: Read,
  heads: readonly ExecutionLogHead[],
  value: RawBuilder<unknown>,
): Promise<Map<string, Value>> {
  const rows = await read<{ id: string; value: Value }>(sql`
    select b.id, ${value} as value from unnest(${heads.map(({ createdAt }) => createdAt)}::timestamptz[], ${heads.map(({ id }) => id)}::uuid[]) wanted (created_at, id)
    join execution_log_body b using (created_at, id)`);
  return new Map(rows.map((row) => [row.id, row.value]));
}
