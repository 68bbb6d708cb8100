// Writes the files that are generated from declarations: `node scripts/generate.js migrations NAME`, `… schema`, `… settings`.
// The sources are TypeScript, so they are transpiled into a cache folder first (Node 20 can't run them as they are).
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceDir = join(root, 'src');
const builtDir = join(root, '.interlock-cache/generate');

const [what, name = 'record-types'] = process.argv.slice(2);
if (!['migrations', 'schema', 'settings'].includes(what)) {
  console.error('usage: node scripts/generate.js migrations NAME | schema | settings');
  process.exit(2);
}

run('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', builtDir);

const built = (file) => import(pathToFileURL(join(builtDir, file)).href);
if (what === 'migrations') {
  const { writeMigration } = await built('record-types/write-migration.js');
  console.log(writeMigration(sourceDir, name) ?? 'The record types and the migrations agree.');
  run('@biomejs/biome/bin/biome', 'format', '--write', join(sourceDir, 'record-types/record-tables.json'));
} else if (what === 'settings') {
  const { settingsReference } = await built('cli/settings-reference.js');
  writeFileSync(join(root, 'docs/settings.md'), settingsReference());
} else {
  const { writeSchema } = await built('graphql/write-schema.js');
  console.log(await writeSchema(join(root, 'schema.graphql')));
}

/** Runs the program of an installed package to its end. */
function run(program, ...args) {
  execFileSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' });
}
