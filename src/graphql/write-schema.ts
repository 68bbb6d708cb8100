import { writeFile } from 'node:fs/promises';
import { printSchema } from 'graphql';
import { factoryPack } from '../record-types/factory-pack.ts';
import { createSchema } from './create-schema.ts';
import { schemaModules } from './modules.ts';

/** The text of the committed `schema.graphql`. */
export function schemaText(): string {
  return `${printSchema(createSchema({ recordTypes: factoryPack, modules: schemaModules }))}\n`;
}

/** `npm run schema`. @returns what it did, for the person who ran it. */
export async function writeSchema(file: string): Promise<string> {
  await writeFile(file, schemaText());
  return `Wrote ${file}`;
}
