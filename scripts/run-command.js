import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: every command runs there, whatever folder we were started from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A command of ours failed; it has said itself why, so its message alone is for the terminal. */
export class CommandError extends Error {}

/** Runs it with our terminal. Throws CommandError when it fails. */
export function runCommand(program, args, { env = {} } = {}) {
  const { status, signal, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status === 0) return;
  const how = error?.message ?? (signal ? `ended by ${signal}` : `status ${status}`);
  throw new CommandError(`${program} ${args.join(' ')} failed (${how})`);
}

/** Runs a program of an installed package, as npx does without npm's start-up time. */
export function runPackage(file, args, options) {
  runCommand(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/** Runs a script's story; failures are told without a stack trace and end in exit status 1. */
export async function runScript(story) {
  try {
    await story();
  } catch (error) {
    console.error(error instanceof CommandError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
