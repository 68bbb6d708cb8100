// `npm run bench:web [-- --logs 1000000]`: the web app in a real Chromium, over a server of its own with many logs. Prints how
// much JavaScript the logs page loads, and how long a person waits until what she asked for is painted: the answer to a
// search, the next log in Quick View, the page of a log with a context of 10 MB.

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type Browser, chromium, type Page } from 'playwright-core';
import { encodeBody } from '../src/execution-logs/body.ts';
import { contextOf, fillLogs } from './fill-logs.ts';
import { figuresOf } from './measure.ts';
import { benchmarkToken, startServer } from './server-under-test.ts';

const { values: options } = parseArgs({
  options: { logs: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '20' } },
});
const rounds = Number(options.rounds);
const goals = { scriptKb: 300, searchMs: 100, nextMs: 50, contextMs: 1000 };

const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu'],
});
try {
  const client = new pg.Client(server.database);
  await client.connect();
  await fillLogs(client, { logs: Number(options.logs), bodies: 2_000 });
  const largeLog = await enlargeOne(client);
  await client.query('checkpoint');
  await client.end();
  const [load] = loadavg();
  console.log(`${Number(options.logs).toLocaleString('en')} logs; load of the machine ${load!.toFixed(1)}\n`);

  print('JavaScript of the logs page, compressed', [await measureScripts(browser)], 'KB', goals.scriptKb);
  const page = await openPage(browser);
  print('Search: Enter to painted', await measureSearch(page), 'ms', goals.searchMs);
  print('Quick View: arrow key to painted', await measureNext(page), 'ms', goals.nextMs);
  print('Log with a context of 10 MB: click to painted', await measureLarge(page, largeLog), 'ms', goals.contextMs);
} finally {
  await browser.close();
  await server.stop();
}

function print(what: string, values: number[], unit: string, goal: number): void {
  const { p50 } = figuresOf(values);
  const worst = Math.max(...values);
  const verdict = p50 < goal ? 'good' : 'TOO MUCH';
  const figure = (value: number) => `${value.toFixed(0).padStart(6)} ${unit}`;
  console.log(`  ${what.padEnd(48)} p50 ${figure(p50)}   worst ${figure(worst)}   goal ${goal}   ${verdict}`);
}

async function openPage(from: Browser): Promise<Page> {
  const context = await from.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    extraHTTPHeaders: { authorization: `Bearer ${benchmarkToken}` },
  });
  const page = await context.newPage();
  await page.goto('/execution-logs');
  await page.locator('[data-row-id]').first().waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** What a first visit, with nothing in the cache, transfers as scripts until the page rests. */
async function measureScripts(from: Browser): Promise<number> {
  const context = await from.newContext({ extraHTTPHeaders: { authorization: `Bearer ${benchmarkToken}` } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  network.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${server.url}/execution-logs`);
  await page.locator('[data-row-id]').first().waitFor();
  await page.waitForLoadState('networkidle');
  await context.close();
  return bytes / 1000;
}

async function measureSearch(page: Page): Promise<number[]> {
  const searches = [
    'update part inventory',
    'delete',
    'create part',
    'issue',
    'run step update',
    'part inventory',
    '34',
  ];
  const box = page.getByRole('searchbox').first();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const painted = await timeUntil(page, 'keydown', '[data-row-id]');
    // Enter comes before the box would ask by itself.
    await box.fill(searches[round % searches.length]!);
    await page.keyboard.press('Enter');
    times.push(await painted.measured);
    await page.waitForTimeout(350);
  }
  await box.fill('');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  return times;
}

async function measureNext(page: Page): Promise<number[]> {
  await page.locator('[data-row-id]').first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('dialog').getByRole('region').first().waitFor();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Long enough for the next log to be fetched ahead, as it is while one reads.
    await page.waitForTimeout(300);
    times.push(await timeKey(page, 'ArrowRight', '[role=dialog]'));
  }
  await page.keyboard.press('Escape');
  return times;
}

async function measureLarge(page: Page, id: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.goto('/execution-logs');
    await page.locator(`[data-row-id="${id}"] a`).first().waitFor();
    await page.waitForLoadState('networkidle');
    const painted = await timeUntil(page, 'click', '[aria-label^="Context of"]');
    await page.locator(`[data-row-id="${id}"] a`).first().click();
    times.push(await painted.measured);
  }
  return times;
}

/** Milliseconds from the key's event to the frame that paints another text where the selector points. */
async function timeKey(page: Page, key: string, selector: string): Promise<number> {
  const painted = await timeUntil(page, 'keydown', selector);
  await page.keyboard.press(key);
  return painted.measured;
}

/** Waits until the page listens for the event; `measured` then resolves with the milliseconds from it to the paint. */
async function timeUntil(page: Page, event: string, selector: string): Promise<{ measured: Promise<number> }> {
  const measured = page.evaluate(
    ([event, selector]) =>
      new Promise<number>((resolve, reject) => {
        const read = () => [...document.querySelectorAll(selector!)].map((node) => node.textContent).join();
        const before = read();
        const giveUp = setTimeout(() => reject(new Error(`Nothing changed at ${selector} after ${event}`)), 10_000);
        const start = () => {
          const startedAt = performance.now();
          const look = () => {
            if (read() === before) return requestAnimationFrame(look);
            clearTimeout(giveUp);
            // A task after the frame's callbacks comes when the frame is painted.
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
          };
          look();
        };
        document.addEventListener(event!, start, { capture: true, once: true });
        document.documentElement.dataset.measuring = event;
      }),
    [event, selector],
  );
  await page.locator(`html[data-measuring="${event}"]`).waitFor();
  await page.evaluate(() => delete document.documentElement.dataset.measuring);
  return { measured };
}

/** Gives the second newest log a context of 10 MB. @returns its id */
async function enlargeOne(client: pg.Client): Promise<string> {
  const parts = Array.from({ length: 200 }, (_, n) => JSON.parse(contextOf(88, n)));
  const context = JSON.stringify({ parts });
  console.log(`One context of ${(context.length / 1e6).toFixed(1)} MB`);
  const { rows } = await client.query<{ id: string }>(
    'select id from execution_log order by created_at desc, id desc offset 1 limit 1',
  );
  const body = await encodeBody({
    limits: { wallMs: 2000, memoryMb: 64, outputBytes: 262_144 },
    actions: [
      {
        id: 11,
        title: 'Serial numbers',
        version: 1,
        errorState: 'BLOCK',
        context,
        contextError: null,
        output: Buffer.from(''),
        outcome: 'ALLOWED',
        message: null,
        line: null,
        executionTimeMs: 1.25,
      },
    ],
  });
  await client.query('update execution_log_body set body = $2 where id = $1', [rows[0]!.id, body]);
  return rows[0]!.id;
}
