import { readFile } from 'node:fs/promises';
import { validateSchema } from 'graphql';
import { expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { createSchema } from './create-schema.ts';
import { schemaModules } from './modules.ts';
import { schemaText } from './write-schema.ts';

it('is valid', () => {
  expect(validateSchema(createSchema({ recordTypes: factoryPack, modules: schemaModules }))).toEqual([]);
});

it('is what schema.graphql says; otherwise run npm run schema', async () => {
  expect(await readFile('schema.graphql', 'utf8')).toBe(schemaText());
});
