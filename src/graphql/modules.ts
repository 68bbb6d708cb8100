import type { SchemaOptions } from './create-schema.ts';

/** What the schema has beside records, in the order in which it is printed. */
export const schemaModules: SchemaOptions['modules'] = [];
