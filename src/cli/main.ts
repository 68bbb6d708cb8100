// The command line. Without a command, Interlock starts.

import './production.ts';
import { Command, Option } from 'commander';
import { ApplyError, type ApplyOptions, applyLogFile } from './apply-log-file.ts';
import { backup, restore } from './backup.ts';
import { start } from './start.ts';

const program = new Command('interlock')
  .description('A factory system of record with actions and reproducible execution logs.')
  .addHelpText('after', '\nSettings are environment variables: PORT, HOST, DATA_DIR, DATABASE_URL and others.');

program.command('start', { isDefault: true }).description('start the server').action(start);

program
  .command('backup')
  .argument('<file>', 'file to write; - for standard output')
  .description('write all that is in the database of DATA_DIR or DATABASE_URL to a file, also while the server runs')
  .option('--without-logs', 'leave execution logs out', false)
  .action(backup);

program
  .command('restore')
  .argument('<file>', 'a backup; - for standard input')
  .description('fill the empty database of DATA_DIR or DATABASE_URL from a backup')
  .action(restore);

program
  .command('actions')
  .description('work with actions from the desk')
  .command('apply')
  .argument('<file>', 'a downloaded log file, edited')
  .description('show how the actions of an edited log file differ from what is saved, and save them as new versions')
  .addOption(
    new Option('--url <address>', 'address of the server').env('INTERLOCK_URL').default('http://127.0.0.1:4400'),
  )
  .addOption(
    new Option('--token <token>', 'API token of somebody who may edit actions')
      .env('INTERLOCK_TOKEN')
      .makeOptionMandatory(),
  )
  .option('--yes', 'save without asking', false)
  .action(async (file: string, options: Omit<ApplyOptions, 'print'>) => {
    const print = (text: string) => void process.stdout.write(`${text}\n`);
    try {
      await applyLogFile(file, { ...options, print });
    } catch (error) {
      if (!(error instanceof ApplyError)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    }
  });

await program.parseAsync();
