// Several nodes on one port, each a process: this one starts the database and them, and starts a node again
// that ended by itself. It does nothing else, so that nothing else can end it.

import cluster, { type Worker } from 'node:cluster';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { MetricsSnapshot } from '../http/metrics.ts';
import { startOwnDatabase } from '../open-database.ts';
import { findDamage } from '../storage/damage.ts';
import { createRestartPauses } from '../storage/restart-pauses.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { FromNode, ToNode } from './node-messages.ts';
import { databaseGone, type Running } from './running.ts';

/** A node did not start, and has said why itself. */
export class NodeError extends Error {
  override name = 'NodeError';
}

interface Node {
  readonly worker: Worker;
  isLoaded: boolean;
  /** Resolves when it can be told where to begin. */
  readonly loaded: Promise<void>;
  /** Resolves with what it says about itself; rejects when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<void>;
}

/** Before a node that has failed again and again is tried once more, while others serve. */
const LONG_PAUSE_MS = 30_000;
/**
 * A change leaves half a megabyte of objects behind, and several are under way at once: with twice the room that V8 gives to young
 * objects, more of them are garbage before they are looked at, and a node needs 6 % less processor time.
 */
const YOUNG_OBJECTS_MB = 32;
/** How long /metrics waits for the metrics of a node that is busy. */
const METRICS_PATIENCE_MS = 2_000;

/** @throws StorageError, and NodeError when the first node does not start */
export async function runNodes(config: Config, log: Logger): Promise<Running> {
  // They accept connections themselves. Handed out in turn, one that is on its way to a node that is killed would never be answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({
    execArgv: [...process.execArgv, '--enable-source-maps', `--max-semi-space-size=${YOUNG_OBJECTS_MB}`],
  });
  // It loads its modules while the database starts.
  const serving = new Set<Worker>();
  const first = startNode(serving);
  const server =
    config.databaseUrl === undefined
      ? await startOwnDatabase(config, log).catch((error) => {
          first.worker.process.kill('SIGKILL');
          throw findDamage(error, config) ?? error;
        })
      : undefined;
  let isStopping = false;
  const { promise: stopping, resolve: stop } = withResolvers<void>();
  const begin = async (started: Node, node: number, introduces: boolean) => {
    await Promise.race([started.loaded, started.ended]);
    tell(started.worker, { kind: 'begin', node, introduces, database: server?.connection });
  };
  let about: string;
  try {
    await begin(first, 1, true);
    about = await first.ready;
  } catch (error) {
    await server?.stop();
    throw error;
  }

  const running = new Set<Node>();
  const { promise: noneStarts, resolve: giveUp } = withResolvers<Error>();

  /** Starts a node again whenever it ends, until we stop; gives up only when it is the last. */
  const keep = async (node: number, begun?: Node) => {
    const pauses = createRestartPauses();
    for (let next = begun; ; next = undefined) {
      const startedAt = Date.now();
      const current = next ?? startNode(serving);
      running.add(current);
      if (!next) void begin(current, node, false);
      await current.ended;
      running.delete(current);
      if (isStopping) return;
      const pauseMs = pauses.next(Date.now() - startedAt) ?? (serving.size ? LONG_PAUSE_MS : undefined);
      if (pauseMs === undefined) return giveUp(new StorageError('No node starts again, so Interlock ends.'));
      log.error({ node }, 'A node ended by itself; starting it again');
      await Promise.race([delay(pauseMs), stopping]);
      if (isStopping) return;
    }
  };
  const kept = Array.from({ length: config.nodes }, (_, index) => keep(index + 1, index === 0 ? first : undefined));
  return {
    about: async () => about,
    failed: Promise.race([noneStarts, ...(server ? [server.ended.then(databaseGone)] : [])]),
    async close() {
      isStopping = true;
      stop();
      for (const node of running) stopNode(node);
      await Promise.all(kept);
      await server?.stop();
    },
  };
}

/** @param serving the nodes that take requests; this one is among them from when it is ready until it ends. */
function startNode(serving: Set<Worker>): Node {
  const worker = cluster.fork();
  const { promise: loaded, resolve: load } = withResolvers<void>();
  const { promise: ready, resolve: serve, reject: fail } = withResolvers<string>();
  const { promise: ended, resolve: end } = withResolvers<void>();
  const node: Node = { worker, isLoaded: false, loaded, ready, ended };
  // Only the first is waited for; of any that does not start, `ended` tells.
  ready.catch(() => {});
  worker.on('message', (message: FromNode) => {
    if (message.kind === 'loaded') {
      node.isLoaded = true;
      load();
    }
    if (message.kind === 'ready') {
      serving.add(worker);
      serve(message.about);
    }
    if (message.kind === 'ask-metrics') void answerMetrics(worker, message.question, serving);
  });
  const finish = () => {
    serving.delete(worker);
    fail(new NodeError('A node ended while it was starting'));
    end();
  };
  worker.once('exit', finish);
  worker.on('error', () => {
    // There was no process to be had; then nothing else tells.
    if (worker.process.pid === undefined) finish();
  });
  return node;
}

/** One that has not loaded does not hear, and is at nothing. */
function stopNode({ worker, isLoaded }: Node): void {
  if (isLoaded) tell(worker, { kind: 'stop' });
  else worker.process.kill('SIGKILL');
}

async function answerMetrics(asking: Worker, question: string, serving: ReadonlySet<Worker>): Promise<void> {
  const answers = await Promise.all([...serving].map((worker) => askMetrics(worker, question)));
  tell(asking, { kind: 'all-metrics', question, snapshots: answers.filter((answer) => answer !== undefined) });
}

/** Undefined of one that does not answer: it is ending, or busy beyond measure. */
function askMetrics(worker: Worker, question: string): Promise<MetricsSnapshot | undefined> {
  return new Promise((resolve) => {
    const finish = (snapshot?: MetricsSnapshot) => {
      clearTimeout(timer);
      worker.off('message', hear);
      worker.off('exit', hearEnd);
      resolve(snapshot);
    };
    const hear = (message: FromNode) => {
      if (message.kind === 'metrics' && message.question === question) finish(message.snapshot);
    };
    const hearEnd = () => finish();
    const timer = setTimeout(finish, METRICS_PATIENCE_MS);
    worker.on('message', hear);
    worker.once('exit', hearEnd);
    tell(worker, { kind: 'tell-metrics', question });
  });
}

function tell(worker: Worker, message: ToNode): void {
  // One that has just died needs to be told nothing any more.
  if (worker.isConnected()) worker.send(message, () => {});
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
}
