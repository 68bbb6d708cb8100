// Installs the npm packages when node_modules is missing or not what package-lock.json says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runCommand } from './run-command.js';

/** Answers whether it had to install. */
export function installWhatIsMissing() {
  if (isInstalled()) return false;
  console.log('Installing the packages of package-lock.json …');
  runCommand('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  return true;
}

/**
 * npm writes what it installed to node_modules/.package-lock.json when it is done, so that file is the stamp: it also
 * tells of an installation by hand, and an interrupted one has none.
 */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  const isSame = ([path, { version }]) => wanted[path]?.version === version;
  const isThere = ([path, { optional, peer }]) => path === '' || optional || peer || installed[path] !== undefined;
  return Object.entries(installed).every(isSame) && Object.entries(wanted).every(isThere);
}

/** Path in node_modules to what npm knows of it; undefined when the file is missing or broken. */
function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
