// The container image, without containers: what its last stage copies, and nothing besides, with its command, its
// environment and its health check. What Docker itself does is not tried.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../setup/interlock-server.ts';

const lastStage = readFileSync('Dockerfile', 'utf8')
  .split(/^FROM /m)
  .at(-1)!;
let image: string;
beforeAll(() => {
  mkdirSync('test-results', { recursive: true });
  image = mkdtempSync(resolve('test-results/image-'));
  for (const [, sources, target] of lastStage.matchAll(/^COPY --from=build (.+) (\S+)$/gm)) {
    for (const source of sources!.split(' ').map((path) => path.replace('/app/', ''))) {
      if (source === 'node_modules') copyPackagesOfAServer();
      else cpSync(source, target === './' ? join(image, source) : join(image, target!), { recursive: true });
    }
  }
});
afterAll(() => rmSync(image, { recursive: true, force: true }));

/** What `npm prune --omit=dev` leaves; linked, as there is much of it. */
function copyPackagesOfAServer(): void {
  const list = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { encoding: 'utf8' });
  const [root, ...packages] = list.trim().split('\n');
  const outermost = packages
    .map((path) => path.slice(root!.length + 1))
    .filter((path) => !/node_modules.*node_modules/.test(path));
  for (const path of outermost) {
    mkdirSync(dirname(join(image, path)), { recursive: true });
    execFileSync('cp', ['-rl', path, join(image, path)]);
  }
}

function instruction(name: string): string {
  return new RegExp(`^${name} (.*)$`, 'm').exec(lastStage)![1]!;
}

test('what is in the image starts, is healthy, makes its first administrator, and stops when told', async () => {
  const port = String(await findFreePort());
  const settings = Object.fromEntries(
    instruction('ENV')
      .split(' ')
      .map((setting) => setting.split('=')),
  );
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    ...settings,
    PORT: port,
    BASE_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: join(image, 'data'),
  };
  const [command, ...words] = JSON.parse(instruction('CMD')) as string[];
  const server = spawn(command!, words, { cwd: image, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  const ready = async () => (await fetch(`${env.BASE_URL}/readyz`).catch(() => undefined))?.status;
  await expect.poll(ready, { timeout: 60_000, message: said }).toBe(200);
  execFileSync('sh', ['-c', instruction('HEALTHCHECK CMD')], { cwd: image, env });

  // It answers as soon as it listens, and prints the link a moment later.
  const link = () => /http\S+setup\?token=\S+(?=\s)/.exec(said)?.[0];
  await expect.poll(link).toBeDefined();
  const token = new URL(link()!).searchParams.get('token');
  const made = await fetch(`${env.BASE_URL}/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'difference engine', token }),
  });
  expect(made.status).toBe(200);
  expect(await (await fetch(env.BASE_URL)).text()).toContain('<title>Interlock');
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});
