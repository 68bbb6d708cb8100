// Judges a run of a log file against the log: not by what the file says of itself alone, but also whether it says so rightly.

import type { ExecutionLog } from '../../src/execution-logs/execution-log.ts';
import type { DeskPython, DeskRun } from './desk.ts';
import type { ProofProgram } from './grammar.ts';

/**
 * What a run may be found to be. The version that made the log must be `identical`; another may have its own `wording` of
 * errors, or use the `addresses` of dead objects again in another way; one before 3.11 its own `order` of sets; and
 * `known` is what a program of the corpus says of itself.
 */
export type Finding = 'identical' | 'wording' | 'addresses' | 'order' | 'known' | 'different';

export function judge(
  log: ExecutionLog,
  ran: DeskRun,
  python: DeskPython,
  differsOn: ProofProgram['differsOn'],
): Finding {
  const lastLine = ran.stderr.trimEnd().split('\n').at(-1) ?? '';
  const sameBytes = ran.stdout.equals(Buffer.concat(log.actions.map(({ output }) => output)));
  const sameMessages = log.actions.every(({ message }) => message === null || ran.stderr.includes(message));
  const sameStatus = ran.status === (log.outcome === 'ALLOWED' || log.outcome === 'WARNED' ? 0 : 1);
  const sameOutcome = new RegExp(`^${log.outcome}\\b`, 'm').test(ran.stderr);
  const isSame = sameBytes && sameMessages && sameStatus && sameOutcome;
  if (lastLine === 'Identical to the log.') return isSame ? 'identical' : 'different';
  if (log.pythonVersion === python.version) return 'different';
  if (sameStatus && sameOutcome) {
    if (lastLine.startsWith('The same as the log, except for the wording of Python ')) return 'wording';
    if (lastLine.startsWith('The same as the log, except for memory addresses')) return 'addresses';
  }
  if (isSameMinor(log.pythonVersion, python.version)) return 'different';
  if (!isNewEnough(python) && lastLine.includes('The order of a set, or a hash, shows')) return 'order';
  const isKnown = differsOn === 'versions before 3.11' ? !isNewEnough(python) : differsOn !== undefined;
  return isKnown ? 'known' : 'different';
}

function isSameMinor(a: string, b: string): boolean {
  return a.split('.')[1] === b.split('.')[1];
}

function isNewEnough({ version }: DeskPython): boolean {
  return Number(version.split('.')[1]) >= 11;
}
