// What the machine must have before anything of ours runs. Plain JavaScript on Node's own modules, as nothing is installed yet.
import { spawnSync } from 'node:child_process';

const OLDEST_NODE = [20, 19];
const OLDEST_PYTHON = [3, 11];

/** Undefined when the machine will do, else a sentence that says what to install. */
export function findMissingRequirement() {
  return checkPlatform() ?? checkNode(process.versions.node) ?? checkPython();
}

function checkPlatform() {
  if (process.platform === 'linux') return undefined;
  return `Interlock runs on Linux (here: ${process.platform}): its sandbox needs Linux. On other systems use a Linux virtual machine or container.`;
}

/** @param {string} version such as 20.19.0 */
export function checkNode(version) {
  if (isAtLeast(version, OLDEST_NODE)) return undefined;
  return `Interlock needs Node.js ${OLDEST_NODE.join('.')} or newer (here: ${version}). Get it from https://nodejs.org.`;
}

function checkPython() {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  const version = status === 0 ? /(\d+(\.\d+)+)/.exec(stdout)?.[0] : undefined;
  if (version && isAtLeast(version, OLDEST_PYTHON)) return undefined;
  const found = version ? `python3 is ${version}` : 'there is no python3';
  return `Interlock needs Python ${OLDEST_PYTHON.join('.')} or newer as "python3" on the PATH, to run actions with (here: ${found}). On Debian or Ubuntu: apt-get install python3.`;
}

/** Whether a version such as 3.11.7 is the oldest one, such as [3, 11], or newer. */
function isAtLeast(version, oldest) {
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of oldest.entries()) {
    if (parts[i] !== wanted) return parts[i] > wanted;
  }
  return true;
}
