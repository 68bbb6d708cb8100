// The built server with the sample factory, on a free port in a temporary folder, for scripts that look at the product.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, root } from './run-command.js';

export const administrator = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'difference engine' };

/** Answers `{ url, setupToken, stop }`: nobody is signed in yet, and the factory is not loaded. */
export async function startSampleServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlock-sample-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [join(root, 'dist/server/cli/main.js')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), BASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stopped = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    await stopped;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const setupToken = await readSetupToken(server.stdout, stopped);
  return { url, setupToken, stop };
}

/** Makes the administrator, signed in in the browser context, and loads the factory. */
export async function setUpSample(request, setupToken) {
  await expectOk(await request.post('/setup', { data: { token: setupToken, ...administrator } }));
  await expectOk(await request.post('/setup/sample', { data: {}, timeout: 120_000 }));
}

/** A GraphQL request of the signed-in administrator; a change that an action blocks is no error. */
export async function requestGraphql(request, query, variables = {}) {
  const { data, errors = [] } = await (await request.post('/graphql', { data: { query, variables } })).json();
  const error = errors.find(({ extensions }) => extensions?.code !== 'VALIDATION_ERROR');
  if (error) throw new CommandError(error.message);
  return data;
}

async function expectOk(response) {
  if (!response.ok())
    throw new CommandError(`${response.url()} answered ${response.status()}: ${await response.text()}`);
}

function readSetupToken(stream, stopped) {
  let said = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk) => {
      said += chunk.toString();
      const token = /setup\?token=(\S+)/.exec(said)?.[1];
      if (token && /Actions (run|can't run)/.test(said)) resolve(token);
    });
    void stopped.then(() => reject(new CommandError(`Interlock stopped while it was starting. It said:\n${said}`)));
  });
}

function findFreePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
