import { Hono } from 'hono';
import type { People } from '../people/people.ts';
import { requirePermission } from '../people/permissions.ts';
import type { RequestScope } from '../records/guard.ts';
import { answerAuth, clientHeaders } from './auth.ts';
import type { HttpEnv } from './http-env.ts';
import { requireSignIn } from './identify.ts';
import { readJson } from './read-json.ts';

export interface SetupOptions {
  people: People;
  /** Fills an empty installation with the sample factory. @throws RequestError when it isn't empty */
  loadSample: (request: RequestScope) => Promise<void>;
}

/** The first run: whether it is one, making the first administrator, and filling the installation with a sample. */
export function setupRoutes({ people, loadSample }: SetupOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get('/status', async (c) => c.json({ needsSetup: await people.needsSetup() }));
  routes.post('/', async (c) => answerAuth(c, await people.setUp(await readJson(c), clientHeaders(c))));
  routes.post('/sample', requireSignIn(people), async (c) => {
    const { requestId, clientRequestId } = c.var;
    await loadSample({ requestId, clientRequestId, person: requirePermission(c.var.person, 'ADMINISTER') });
    return c.json({ loaded: true });
  });
  return routes;
}
