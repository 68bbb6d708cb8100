import type pg from 'pg';
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ChainOutcome } from '../sandbox/program.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** All that a node has counted, as it can be sent to another process. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

export interface Metrics {
  readonly contentType: string;
  /** As Prometheus reads them: of all nodes that were started together, each with its number as the label `node`. */
  read(): Promise<string>;
  snapshot(): Promise<MetricsSnapshot>;
  readonly requestDuration: Histogram<'method' | 'route' | 'status'>;
  /** Counts one run of a chain. */
  countExecution(run: { outcome: ChainOutcome; executionTimeMs: number }): void;
  /** Counts one action that was given a process after so many milliseconds. */
  countWait(ms: number): void;
  /** Counts one housekeeping run of this node. */
  countHousekeeping(run: { failed: boolean }): void;
  /** Tells from now on what these count themselves, too. */
  watch(parts: { sandbox: Sandbox; pool: pg.Pool }): void;
}

/** What /metrics answers. Labels come from fixed sets only: routes, outcomes, never what a person or an action wrote. */
export function createMetrics(fleet?: { node: number; metricsOfAll(): Promise<MetricsSnapshot[]> }): Metrics {
  const registry = new Registry();
  if (fleet) registry.setDefaultLabels({ node: String(fleet.node) });
  collectDefaultMetrics({ register: registry });
  const executions = new Counter({
    name: 'interlock_executions_total',
    help: 'Runs of a chain of actions',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const executionDuration = new Histogram({
    name: 'interlock_execution_duration_seconds',
    help: 'Time a chain of actions took',
    buckets: [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2],
    registers: [registry],
  });
  // Where a process is ready, it is taken in some microseconds.
  const sandboxWait = new Histogram({
    name: 'interlock_sandbox_wait_seconds',
    help: 'Time an action waited for a process',
    buckets: [0.0001, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2, 4],
    registers: [registry],
  });
  const requestDuration = new Histogram({
    name: 'interlock_http_request_duration_seconds',
    help: 'Time until a request is answered',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2, 4],
    registers: [registry],
  });
  const housekeepingSuccess = new Gauge({
    name: 'interlock_housekeeping_last_success_timestamp_seconds',
    help: 'When housekeeping last did all it had to, as Unix time; 0 when it has not since the start',
    registers: [registry],
  });
  const housekeepingFailures = new Counter({
    name: 'interlock_housekeeping_failures_total',
    help: 'Housekeeping runs that failed, in part or whole',
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    read: fleet ? async () => joinSnapshots(await fleet.metricsOfAll()) : () => registry.metrics(),
    snapshot: () => registry.getMetricsAsJSON(),
    requestDuration,
    countExecution({ outcome, executionTimeMs }) {
      executions.inc({ outcome });
      executionDuration.observe(executionTimeMs / 1000);
    },
    countWait: (ms) => sandboxWait.observe(ms / 1000),
    countHousekeeping({ failed }) {
      if (failed) housekeepingFailures.inc();
      else housekeepingSuccess.setToCurrentTime();
    },
    watch: (parts) => watch(registry, parts),
  };
}

/** Nothing is added up: Prometheus does that, and knows for each node alone when it began to count anew. */
function joinSnapshots(snapshots: MetricsSnapshot[]): Promise<string> {
  const metrics = snapshots.map((snapshot) => snapshot.map((metric) => ({ ...metric, aggregator: 'first' as const })));
  return AggregatorRegistry.aggregate(metrics).metrics();
}

function watch(registry: Registry, { sandbox, pool }: { sandbox: Sandbox; pool: pg.Pool }): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `interlock_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('sandbox_available', '1 when actions can run', () => (sandbox.unavailable === undefined ? 1 : 0));
  gauge('sandbox_waiting', 'Actions that wait for a process', () => sandbox.counts.waiting);
  gauge('sandbox_running', 'Actions that run', () => sandbox.counts.running);
  gauge('sandbox_armed', 'Processes that are ready to run an action', () => sandbox.counts.armed);
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `interlock_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  counter('sandbox_kills_total', 'Actions that were killed', () => sandbox.counts.kills);
  counter('sandbox_forks_total', 'Processes made for actions', () => sandbox.counts.forks);
  counter('sandbox_resets_total', 'Times a process got its first state back', () => sandbox.counts.renewals);
  counter('sandbox_unkept_total', 'Processes that could run one action only', () => sandbox.counts.unkept);
  counter('sandbox_restarts_total', 'Times the sandbox was started again', () => sandbox.counts.restarts);
  counter('sandbox_refusals_total', 'Actions refused because too many waited', () => sandbox.counts.refusals);
  new Counter({
    name: 'interlock_actions_total',
    help: 'Actions run, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(sandbox.counts.outcomes)) this.inc({ outcome }, count);
    },
  });
  gauge('database_connections', 'Open connections to the database', () => pool.totalCount);
  gauge('database_connections_idle', 'Of these, unused', () => pool.idleCount);
  gauge('database_waiting', 'Queries that wait for a connection', () => pool.waitingCount);
}
