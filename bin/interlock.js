#!/usr/bin/env node
// The installed command. It needs what "npm run build" makes.
import { existsSync } from 'node:fs';

const main = new URL('../dist/server/cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('Interlock is not built yet: run "npm run build" in its folder, or "npm start".\n');
  process.exitCode = 1;
}
