// `npm start`: installs what is missing, builds what is stale, and becomes the server. Arguments go on to its command line.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhatIsStale } from './build.js';
import { installWhatIsMissing } from './install.js';
import { findMissingRequirement } from './requirements.js';
import { CommandError, root, runScript } from './run-command.js';

await runScript(() => {
  const missing = findMissingRequirement();
  if (missing) throw new CommandError(missing);
  installWhatIsMissing();
  buildWhatIsStale();
});

// In this process, not in a child: signals and the exit status are then the server's own, with nothing to forward.
process.setSourceMapsEnabled(true);
// As npm does, so that the default data folder is the project's from wherever we were started.
process.chdir(root);
const main = join(root, 'dist', 'server', 'cli', 'main.js');
process.argv[1] = main;
await import(pathToFileURL(main).href);
