// Every way from one record to another, found in the schema: none leads to records that may not be seen.

import { type GraphQLResolveInfo, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Access } from '../people/permissions.ts';
import { factoryPack } from '../record-types/factory-pack.ts';
import type { OperationContext } from './context.ts';
import { createSchema } from './create-schema.ts';
import { schemaModules } from './modules.ts';
import { requirePermittedFilters } from './permitted-filters.ts';

const schema = createSchema({ recordTypes: factoryPack, modules: schemaModules });
const typeNames = new Set(factoryPack.all.map(({ name }) => name));
const nothing: Access = { mayRead: () => false, maySee: () => false };
const loaders = new Proxy({}, { get: () => () => ['a record'] });
const context = { access: nothing, loaders } as unknown as OperationContext;
/** A reader learns their own roles, teams and groups, and who they are. */
const own = new Set(['Me.roles', 'Me.teams', 'Me.permissionGroups', 'Query.me']);

const ways = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !/(Connection|Edge|Payload)$/.test(name) && name !== 'Mutation')
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => typeNames.has(getNamedType(field.type).name.replace(/Connection$/, '')))
      .map((field) => ({ way: `${type.name}.${field.name}`, resolve: field.resolve })),
  );

describe('who may see no records', () => {
  test.each(ways.filter(({ way }) => !own.has(way)))('gets none by $way', async ({ resolve }) => {
    let got: unknown;
    try {
      got = await resolve!({ id: 1 }, { id: 1 }, context, {} as GraphQLResolveInfo);
    } catch (error) {
      expect(error).toMatchObject({ code: 'FORBIDDEN' });
      got = null;
    }
    expect(got).toBeNull();
  });

  test('can not probe them with filters', () => {
    for (const type of factoryPack.all) {
      const filters = schema.getType(`${type.name}Filters`);
      if (!isInputObjectType(filters)) throw new Error(`no filters of ${type.name}`);
      for (const { name, type: inner } of Object.values(filters.getFields())) {
        if (!/Filters$/.test(getNamedType(inner).name) || ['and', 'or', 'not'].includes(name)) continue;
        for (const probe of [{ [name]: {} }, { and: [{ [name]: {} }] }, { not: { or: [{ [name]: {} }] } }]) {
          expect(() => requirePermittedFilters(nothing, factoryPack, type, probe), `${type.name} ${name}`).toThrow(
            /You may not see|is sensitive/,
          );
        }
      }
    }
  });
});
