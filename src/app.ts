// The composition root: the only file that knows every part. Parts are started in the order they need each other and
// stopped in reverse; what has been started is stopped again when a later part can't be.

import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { createActionGuard } from './actions/action-guard.ts';
import { createActions } from './actions/actions.ts';
import { actionsInForce, createChains } from './actions/chains.ts';
import { createDryRun } from './actions/dry-run.ts';
import { readLogFile } from './actions/read-log-file.ts';
import type { Config } from './config.ts';
import { createActionStatistics } from './execution-logs/action-statistics.ts';
import { createExecutionLogs } from './execution-logs/find-logs.ts';
import { mendMissingPartition } from './execution-logs/partitions.ts';
import { createRetention, findRetentionDays } from './execution-logs/retention-setting.ts';
import type { Services } from './graphql/context.ts';
import { createContextReader } from './graphql/context-reader.ts';
import { createSchema } from './graphql/create-schema.ts';
import { createContextHider, withoutSensitive } from './graphql/hide-context.ts';
import { schemaModules } from './graphql/modules.ts';
import { createOperationContext } from './graphql/operation-context.ts';
import { maskOf } from './graphql/readable-log.ts';
import { createGraphQLHandler } from './graphql/server.ts';
import { keepHouseRegularly } from './housekeeping.ts';
import { createHttp } from './http/create-http.ts';
import { listen } from './http/listen.ts';
import { createMetrics, type MetricsSnapshot } from './http/metrics.ts';
import { createSampleLoader } from './load-sample.ts';
import { openDatabase } from './open-database.ts';
import { auditSetting, recordAuditEvent } from './people/audit.ts';
import { auditedGuard } from './people/audit-guard.ts';
import { keepAdministrator } from './people/keep-administrator.ts';
import { createPeople } from './people/people.ts';
import { accessOf, permitChange } from './people/permissions.ts';
import { roleCascade } from './people/role-cascade.ts';
import { factoryPack } from './record-types/factory-pack.ts';
import { factoryCascades } from './records/factory-cascades.ts';
import { findUntouched } from './records/find-untouched.ts';
import { createRecords } from './records/records.ts';
import { createSandbox, type Sandbox } from './sandbox/sandbox.ts';
import { findDamage } from './storage/damage.ts';
import type { DatabaseLocation } from './storage/database.ts';
import { untraced } from './tracing/trace.ts';

export interface App {
  /** Answers a request without a socket. */
  fetch(request: Request): Response | Promise<Response>;
  /** Every route it answers, as `GET /healthz`. */
  readonly routes: readonly string[];
  /** Accepts connections where the config says. @throws ListenError @returns the port. */
  listen(): Promise<number>;
  /** The one-time link for the first administrator; undefined when there is one. */
  createSetupLink(): Promise<string | undefined>;
  readonly sandbox: Pick<Sandbox, 'unavailable' | 'pythonVersion' | 'walls'>;
  /** What it has counted. */
  metrics(): Promise<MetricsSnapshot>;
  /** Resolves when its own database has ended for good, without which nothing can be answered. */
  readonly databaseEnded: Promise<void>;
  /** Accepts nothing more, finishes what runs, and stops every part. Calling it again does nothing more. */
  close(): Promise<void>;
}

/** Of several nodes that were started together, what one needs to know. */
export interface Fleet {
  /** From 1 on. */
  readonly node: number;
  /** Our own database where it runs already; undefined with DATABASE_URL. */
  readonly database?: DatabaseLocation;
  /** The metrics of all of them. */
  metricsOfAll(): Promise<MetricsSnapshot[]>;
}

/** How long running requests may take to finish when we stop. */
const patienceMs = 10_000;

/** @throws StorageError when there is no usable database, or it is damaged. A sandbox that can't run is no reason not to start. */
export async function createApp(config: Config, log: Logger, fleet?: Fleet): Promise<App> {
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return await start(config, log, fleet, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw findDamage(error, config) ?? error;
  }
}

async function start(
  config: Config,
  log: Logger,
  fleet: Fleet | undefined,
  closers: (() => Promise<void>)[],
  closeAll: () => Promise<void>,
): Promise<App> {
  const { baseUrl, retentionDays, retentionIsFixed } = config;
  const startedAt = new Date();
  const trace = config.tracing ? await startTracing(log, closers) : untraced;
  const metrics = createMetrics(fleet);
  const startingSandbox = createSandbox({
    limits: config.sandboxLimits,
    children: config.sandboxProcesses,
    python: config.python,
    onZygoteLost: () => log.error('The sandbox ended by itself; starting it again'),
    onWait: metrics.countWait,
  });
  closers.push(async () => (await startingSandbox).close());
  const { db, ended: databaseEnded, close: closeDatabase } = await openDatabase(config, log, fleet?.database);
  closers.push(closeDatabase);
  const sandbox = await startingSandbox;
  if (sandbox.unavailable)
    log.error(
      { reason: sandbox.unavailable },
      'Actions cannot run: guarded changes are refused, unless the settings let them through',
    );
  const housekeeping = await keepHouseRegularly(db, {
    ...(retentionIsFixed && { fixedDays: retentionDays }),
    defaultDays: retentionDays,
    confirmedDays: config.confirmedRetentionDays,
    onRun: metrics.countHousekeeping,
    log,
  });
  closers.push(() => housekeeping.stop());
  const retention = createRetention({
    db: db.kysely,
    isFixed: retentionIsFixed,
    defaultDays: retentionDays,
    onShortened: () => void housekeeping.runSoon(),
  });

  const recordTypes = factoryPack;
  const targets = recordTypes.all.map(({ target }) => target);
  metrics.watch({ sandbox, pool: db.pool });
  const contexts = createContextReader({ recordTypes });
  const contextHider = createContextHider({ recordTypes });
  const guard = createActionGuard({
    sandbox,
    contexts,
    chains: createChains(),
    trace,
    onRun: metrics.countExecution,
    maskMessage: (message, read, target) =>
      maskOf(read.flatMap((context) => contextHider.hide({ ...context, target }, withoutSensitive).values))(message),
  });
  const records = createRecords({
    db: db.kysely,
    recordTypes,
    cascades: { ...factoryCascades, Role: roleCascade },
    guard: keepAdministrator(auditedGuard(guard)),
    notes: actionsInForce,
    permit: permitChange,
    trace,
    mendLogStore: (error) => mendMissingPartition(db.kysely, error),
    onLogLost: (error, requestId) =>
      log.error({ requestId, err: error }, 'A change failed, and its execution logs could not be kept'),
  });
  const executionLogs = createExecutionLogs({
    db,
    retentionDays,
    targets: recordTypes.all.map(({ target, label }) => ({ target, label })),
  });
  const changeOf: Parameters<typeof createDryRun>[0]['changeOf'] = (target, event, recordId, tx) =>
    findUntouched(tx, { type: recordTypes.withTarget(target), event, recordId });
  const actions = createActions({ db, sandbox, contexts, targets });
  const services: Services = {
    actions,
    readLogFile: (text) => readLogFile(text, { sandbox, actions }),
    dryRun: createDryRun({
      db,
      sandbox,
      contexts,
      targets,
      changeOf,
      contextFor: (read, person) => contextHider.hide(read, accessOf(person)).context,
    }),
    executionLogs,
    actionStatistics: createActionStatistics({
      db,
      retentionDays: async () => (await findRetentionDays(db.kysely)) ?? retentionDays,
    }),
    contextHider,
    retention,
    baseUrl,
    installation: {
      version: config.version,
      startedAt,
      baseUrl,
      hasOwnDatabase: config.databaseUrl === undefined,
      hasOpenIdConnect: config.openIdConnect !== undefined,
      sandbox,
    },
  };

  await auditSetting(db.kysely, 'RETENTION_DAYS', await retention.days());
  const people = await createPeople({
    db,
    baseUrl,
    secret: config.secret,
    openIdConnect: config.openIdConnect,
    adminToken: config.adminToken,
    log,
  });
  const sample = createSampleLoader({ db, recordTypes, records, actions: services.actions, sandbox });
  if (config.loadSample) await sample.loadIfEmpty({ requestId: v7(), person: await people.requireAdmin() });
  const schema = createSchema({ recordTypes, modules: schemaModules });
  const graphql = createGraphQLHandler({
    schema,
    buildContext: ({ request: { signal }, requestId, clientRequestId, person, confirmation }) =>
      createOperationContext(
        { db: db.kysely, recordTypes, records, services },
        { requestId, clientRequestId, person, confirmation, signal },
      ),
    onInternalError: (error, requestId) => log.error({ requestId, err: error }, 'A request failed'),
  });
  let isStopping = false;
  const http = createHttp({
    people,
    graphql,
    executionLogs,
    recordTypes,
    sandbox,
    schema,
    contextHider,
    baseUrl,
    openIdConnect: config.openIdConnect !== undefined,
    proxies: config.trustedProxies,
    requestsPerMinute: config.requestsPerMinute,
    db: db.kysely,
    audit: (event) => recordAuditEvent(db.kysely, event),
    metrics,
    pool: db.pool,
    isStopping: () => isStopping,
    loadSample: sample.load,
    webDir: config.webDir,
    trace,
    log,
  });

  let closing: Promise<void> | undefined;
  return {
    fetch: (request) => http.fetch(request),
    routes: http.routes.map(({ method, path }) => `${method} ${path}`),
    async listen() {
      const listener = await listen(http, config);
      closers.push(() => listener.close(patienceMs));
      return listener.port;
    },
    createSetupLink: () => people.createSetupLink(),
    sandbox,
    metrics: metrics.snapshot,
    databaseEnded,
    close() {
      isStopping = true;
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Loads the exporter only where one is configured: it takes time and memory. */
async function startTracing(log: Logger, closers: (() => Promise<void>)[]) {
  const { startOpenTelemetry } = await import('./tracing/open-telemetry.ts');
  const { trace, close } = startOpenTelemetry((problem) => log.warn({ problem }, 'Traces could not be sent'));
  closers.push(close);
  return trace;
}
