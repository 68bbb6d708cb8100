// Runs once a vitest run: has `python3` be the interpreter itself. A shim (pyenv's, say) takes several times as long to start as
// what it starts, and tests start hundreds.

import { delimiter, dirname } from 'node:path';
import { findPython } from '../../src/sandbox/find-python.ts';

export default async function setup(): Promise<void> {
  const folder = dirname((await findPython()).path);
  const folders = process.env.PATH?.split(delimiter) ?? [];
  if (!folders.includes(folder)) process.env.PATH = [folder, ...folders].join(delimiter);
}
