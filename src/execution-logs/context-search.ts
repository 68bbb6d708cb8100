// Search of contexts by path and value (`issue.status` = `PENDING`). Contexts are stored compressed and have no index, so
// the logs that fit all else are opened one by one, up to a number and a time; then the search says that it gave up, and
// where, and the next page goes on there. So the whole retention can be searched, at a bounded cost a page.

import { sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { decodeBody, type LogBody } from './body.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import type { Position } from './find-page.ts';

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
  read: Read,
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
  for (let looked = 0; ; ) {
    const heads = await next(after, batchSize);
    const bodies = await readBodies(read, heads);
    for (const head of heads) {
      const stored = bodies.get(head.id);
      const body = stored && decodeBody(stored);
      if (body?.actions.some(({ context }) => matches(context)) && (await (admits?.(head, body) ?? true)))
        nodes.push(head);
      if (nodes.length >= size) return { nodes };
    }
    if (heads.length < batchSize) return { nodes };
    looked += heads.length;
    after = heads.at(-1)!;
    if (looked >= maxLogs || performance.now() - started > maxMs) return { nodes, gaveUpAt: heads.at(-1)! };
  }
}

async function readBodies(read: Read, heads: readonly ExecutionLogHead[]): Promise<Map<string, Buffer>> {
  if (!heads.length) return new Map();
  await read(sql`set local enable_indexscan = on; set local enable_bitmapscan = on`);
  const rows = await read<{ id: string; body: Buffer }>(sql`
    select b.id, b.body from unnest(${heads.map(({ createdAt }) => createdAt)}::timestamptz[], ${heads.map(({ id }) => id)}::uuid[]) wanted (created_at, id)
    join execution_log_body b using (created_at, id)`);
  return new Map(rows.map(({ id, body }) => [id, body]));
}
