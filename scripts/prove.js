// `npm run prove`: transpiles the proof (Node 20 can't run TypeScript as it is) and runs it. See tests/prove/prove.ts.
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, '.interlock-cache/prove');
const guest = 'src/sandbox/guest';

const compiler = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', 'tests/prove/tsconfig.json', '--outDir', built], {
  cwd: root,
  stdio: 'inherit',
});
cpSync(join(root, guest), join(built, guest), { recursive: true });
const { main } = await import(pathToFileURL(join(built, 'tests/prove/prove.js')).href);
await main(join(root, 'tests/prove/corpus'));
