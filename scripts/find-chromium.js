// The browser of the browser tests: one the machine has, else one that we install.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CommandError, runCommand, runPackage } from './run-command.js';

// The first draws no windows and is a quarter faster.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** An absolute path; set CHROMIUM_PATH to choose. Throws CommandError when there is none and none can be installed. */
export function requireChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new CommandError(`CHROMIUM_PATH is ${chosen}, which is no program.`);
  }
  const found = findChromium() ?? installChromium();
  if (found) return found;
  throw new CommandError(
    'The browser tests need Chromium or Chrome, and none could be installed. Install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  );
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...listPlaywrightBrowsers()].find(isExecutable);
}

function listPlaywrightBrowsers() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  const builds = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('chromium-')) : [];
  return builds.flatMap((build) => ['chrome-linux64', 'chrome-linux'].map((dir) => join(cache, build, dir, 'chrome')));
}

/** Undefined when no way of installing one worked; each has said why. */
function installChromium() {
  console.log('There is no Chromium for the browser tests; installing one …');
  for (const install of [installWithApt, installWithPlaywright]) {
    try {
      install();
    } catch (error) {
      console.error(error.message);
    }
    const found = findChromium();
    if (found) return found;
  }
  return undefined;
}

function installWithApt() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  runCommand('apt-get', ['update', '-q'], { env });
  // Not every release has the first.
  const known = (name) => spawnSync('apt-cache', ['show', name]).status === 0;
  const name = ['chromium-headless-shell', 'chromium'].find(known) ?? 'chromium';
  runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env });
}

function installWithPlaywright() {
  runPackage('playwright-core/cli.js', ['install', 'chromium']);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
