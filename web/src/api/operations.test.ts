import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';

const source = new URL('../', import.meta.url).pathname;
const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

/** The operations and fragments of each file, which belong together. */
const documents = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => {
    const texts = readFileSync(join(source, file), 'utf8').matchAll(/= graphql\(\s*`([^`]*)`/g);
    return { file, text: [...texts].map(([, text]) => text).join('\n') };
  })
  .filter(({ text }) => text !== '');

test('there are operations to check', () => {
  expect(documents.length).toBeGreaterThan(3);
});

test.each(documents)('the operations in $file fit the schema', ({ text }) => {
  expect(validate(schema, parse(text), rules).map((error) => error.message)).toEqual([]);
});
