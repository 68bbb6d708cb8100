// One of several nodes, in a process of its own: it learns from the process that started it where the database is, and when to stop.

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { MetricsSnapshot } from '../http/metrics.ts';
import type { FromNode, ToNode } from './node-messages.ts';
import { runApp } from './run-app.ts';
import type { Running } from './running.ts';

/** `stop` is called when the process that started it says so. When that has died, Node ends this one, too. */
export async function runNode(config: Config, log: Logger, stop: () => void): Promise<Running> {
  const questions = new Map<string, (snapshots: MetricsSnapshot[]) => void>();
  // Told only when it takes requests, and so has metrics.
  let tellMetrics = async (): Promise<MetricsSnapshot> => [];
  const begun = new Promise<Extract<ToNode, { kind: 'begin' }>>((resolve) => {
    process.on('message', async (message: ToNode) => {
      if (message.kind === 'begin') resolve(message);
      if (message.kind === 'stop') stop();
      if (message.kind === 'all-metrics') questions.get(message.question)?.(message.snapshots);
      if (message.kind === 'tell-metrics')
        tell({ kind: 'metrics', question: message.question, snapshot: await tellMetrics() });
    });
  });
  const metricsOfAll = async () => {
    const question = randomUUID();
    const snapshots = new Promise<MetricsSnapshot[]>((resolve) => questions.set(question, resolve));
    tell({ kind: 'ask-metrics', question });
    return snapshots.finally(() => questions.delete(question));
  };
  tell({ kind: 'loaded' });
  const { node, introduces, database } = await begun;
  const running = await runApp(shareOf(config), log.child({ node }), { node, database, metricsOfAll });
  tellMetrics = () =>
    running.metrics().catch((error) => {
      log.error({ err: error, node }, 'The metrics of a node could not be read, so they are left out');
      return [];
    });
  tell({ kind: 'ready', about: introduces ? await running.about() : '' });
  return { ...running, about: async () => '' };
}

function tell(message: FromNode): void {
  process.send?.(message);
}

/** What the settings give to all nodes together. */
function shareOf(config: Config): Config {
  const share = (whole: number, least: number) => Math.max(least, Math.ceil(whole / config.nodes));
  return {
    ...config,
    databaseConnections: share(config.databaseConnections, 2),
    sandboxProcesses: share(config.sandboxProcesses, 1),
    sandboxLimits: { ...config.sandboxLimits, queueLength: share(config.sandboxLimits.queueLength, 1) },
  };
}
