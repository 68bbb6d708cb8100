import { Hono } from 'hono';
import type pg from 'pg';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { HttpEnv } from './http-env.ts';
import type { Metrics } from './metrics.ts';

export interface HealthOptions {
  pool: pg.Pool;
  sandbox: Sandbox;
  metrics: Metrics;
  isStopping: () => boolean;
}

const databaseTimeoutMs = 2_000;

/** /healthz: the process answers. /readyz: it can do its job, or why not. /metrics: for Prometheus. */
export function healthRoutes({ pool, sandbox, metrics, isStopping }: HealthOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }));
  routes.get('/readyz', async (c) => {
    const reasons = [
      ...(isStopping() ? ['Interlock is stopping'] : []),
      ...(await findDatabaseProblem(pool)),
      ...(sandbox.unavailable === undefined ? [] : [sandbox.unavailable]),
    ];
    return reasons.length ? c.json({ status: 'not ready', reasons }, 503) : c.json({ status: 'ready' });
  });
  routes.get('/metrics', async (c) => {
    c.header('Content-Type', metrics.contentType);
    return c.body(await metrics.read());
  });
  return routes;
}

async function findDatabaseProblem(pool: pg.Pool): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve(['The database does not answer']), databaseTimeoutMs);
  });
  // What the driver says may name hosts and users: the log has it, a passer-by does not.
  const question = pool.query('select 1').then(
    () => [],
    () => ['The database cannot be reached'],
  );
  return Promise.race([question, timeout]).finally(() => clearTimeout(timer));
}
