// Writes web/src/graphql/introspection.d.ts, from which gql.tada types every operation of the app, out of the committed
// schema.graphql. With --check it writes nothing and fails when the file is stale.
//   node web/scripts/generate-graphql-types.js [--check] [path/to/schema.graphql]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';

const root = new URL('../../', import.meta.url);
const output = new URL('web/src/graphql/introspection.d.ts', root);
const args = process.argv.slice(2);
const check = args.includes('--check');
const source = args.find((arg) => !arg.startsWith('--')) ?? new URL('schema.graphql', root);

const schema = buildSchema(readFileSync(source, 'utf8'));
const introspection = minifyIntrospection(introspectionFromSchema(schema));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });

if (!check) {
  mkdirSync(new URL('./', output), { recursive: true });
  writeFileSync(output, types);
} else if (readFileSync(output, 'utf8') !== types) {
  process.stderr.write('web/src/graphql/introspection.d.ts is stale: run npm run generate:web\n');
  process.exitCode = 1;
}
