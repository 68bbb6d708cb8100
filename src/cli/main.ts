// The command line. Without a command, Interlock starts.

import { Command } from 'commander';
import { start } from './start.ts';

const program = new Command('interlock')
  .description('A factory system of record with actions and reproducible execution logs.')
  .addHelpText('after', '\nSettings are environment variables: PORT, HOST, DATA_DIR, DATABASE_URL and others.');

program.command('start', { isDefault: true }).description('start the server').action(start);

await program.parseAsync();
