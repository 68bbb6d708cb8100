// `npm run screenshots`: builds what is stale, starts the sample factory, and takes every page in light and dark, and some on
// a phone, into docs/screenshots/. Names given (`-- action-code record`) limit it to those pages.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildWhatIsStale } from './build.js';
import { requireChromium } from './find-chromium.js';
import { installWhatIsMissing } from './install.js';
import { CommandError, root, runScript } from './run-command.js';
import { setUpSample, startSampleServer } from './sample-server.js';
import { makeHistory, pagesOf } from './screenshot-pages.js';
import { shrinkPng } from './shrink-png.js';

const FOLDER = join(root, 'docs/screenshots');
const MAX_BYTES = 150_000;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

await runScript(async () => {
  const named = process.argv.slice(2);
  installWhatIsMissing();
  buildWhatIsStale();
  mkdirSync(FOLDER, { recursive: true });
  const server = await startSampleServer();
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--hide-scrollbars', '--font-render-hinting=none'],
  });
  try {
    const session = await browser.newContext({ baseURL: server.url });
    await setUpSample(session.request, server.setupToken);
    const facts = await makeHistory(session.request);
    const storageState = await session.storageState();
    const shot = { browser, baseURL: server.url, storageState, facts, named };
    for (const colorScheme of ['light', 'dark']) {
      await takeAll({ ...shot, colorScheme, viewport: DESK, suffix: colorScheme });
    }
    const onPhone = { viewport: PHONE, isMobile: true, hasTouch: true };
    await takeAll({ ...shot, colorScheme: 'light', ...onPhone, suffix: 'phone' });
  } finally {
    await browser.close();
    await server.stop();
  }
});

async function takeAll({ browser, facts, named, suffix, storageState, ...options }) {
  const onPhone = suffix === 'phone';
  for (const { name, phone, visitor, show } of pagesOf(facts)) {
    if ((named.length && !named.includes(name)) || (onPhone && !phone)) continue;
    const context = await browser.newContext({
      ...options,
      storageState: visitor ? undefined : storageState,
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const path = join(FOLDER, `${name}-${suffix}.png`);
    try {
      await show(page);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(350);
      writeFileSync(path, shrinkPng(await page.screenshot()));
    } catch (error) {
      await page.screenshot({ path: join(root, 'test-results', `${name}-${suffix}.png`) });
      throw new CommandError(`${name} (${suffix}): ${error.message}`);
    } finally {
      await context.close();
    }
    const { size } = statSync(path);
    if (size > MAX_BYTES) throw new CommandError(`${path} has ${size} bytes; the limit is ${MAX_BYTES}`);
    console.log(`${name}-${suffix}.png  ${Math.round(size / 1000)} KB`);
  }
}
