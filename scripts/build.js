// `npm run build`: makes dist/server (TypeScript to JavaScript, other files copied beside) and dist/web, each only when its
// sources changed; `--force` makes both. Each is built aside and then put in place, so that what is in dist is always whole.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';
import { root, runPackage, runScript } from './run-command.js';

/** Sources are files or folders; a change in any makes the part stale. */
const PARTS = {
  server: {
    sources: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    build(outDir) {
      runPackage('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', outDir]);
      const isAsset = (path) => !path.endsWith('.ts') && !path.includes('__pycache__');
      cpSync(join(root, 'src'), outDir, { recursive: true, filter: isAsset });
    },
    /** Compiles the sandbox's Python for where a server can't write beside its sources; without a Python here, each start does. */
    finish(target) {
      spawnSync(process.env.PYTHON || 'python3', ['-s', '-S', join(target, 'sandbox/guest/kept_code.py')]);
    },
  },
  web: {
    sources: ['web', 'tsconfig.json', 'schema.graphql', 'package-lock.json'],
    build(outDir) {
      const options = ['--config', 'web/vite.config.ts', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
      runPackage('vite/bin/vite.js', ['build', ...options]);
    },
  },
};

/** Builds what is stale, or all of it; answers the names of what it built. */
export function buildWhatIsStale({ force = false, parts = ['server', 'web'] } = {}) {
  return Object.entries(PARTS)
    .filter(([name, part]) => parts.includes(name) && buildPart(name, part, force))
    .map(([name]) => name);
}

function buildPart(name, { sources, build, finish }, force) {
  const target = join(root, 'dist', name);
  const stamp = join(root, 'dist', `${name}.sources`);
  const hash = hashFiles(sources);
  if (!force && existsSync(target) && readStamp(stamp) === hash) return false;
  console.log(`Building the ${name} …`);
  const aside = join(root, 'dist', `.${name}.${process.pid}`);
  const replaced = `${aside}.old`;
  mkdirSync(aside, { recursive: true });
  try {
    build(aside);
    rmSync(stamp, { force: true });
    if (existsSync(target)) renameSync(target, replaced);
    renameSync(aside, target);
    finish?.(target);
    writeFileSync(stamp, hash);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(replaced, { recursive: true, force: true });
  }
  return true;
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Of names and contents, so that neither a checkout nor a copy, which change times only, makes anything stale. */
function hashFiles(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap((source) => listFiles(join(root, source)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function listFiles(path) {
  if (!existsSync(path)) return [];
  const IGNORED = /(^|\/)(node_modules|__pycache__)$|\.test\.tsx?$/;
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .map((entry) => join(path, entry.name))
    .filter((entry) => !IGNORED.test(entry))
    .sort()
    .flatMap((entry) => listFiles(entry));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(() => {
    installWhatIsMissing();
    const built = buildWhatIsStale({ force: process.argv.includes('--force') });
    if (built.length === 0) console.log('Nothing changed since the last build.');
  });
}
