import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { queryShape } from './query-shape.ts';

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

test('a query gives the names that its code can read, aliases and fragments included', () => {
  const shapes = queryShape(
    `query { item: partInventory(id: $id) { ...facts attributes { key value } } }
     fragment facts on PartInventory { serialNumber part { partNumber } }`,
    schema,
  );
  const fields = shapes.item?.fields ?? {};
  expect(Object.keys(fields)).toEqual(['serialNumber', 'part', 'attributes']);
  expect(Object.keys(fields.part?.fields ?? {})).toEqual(['partNumber']);
  expect(Object.keys(fields.attributes?.item?.fields ?? {})).toEqual(['key', 'value']);
});

test('a connection filtered to one id is its node', () => {
  const shapes = queryShape('{ issues(filters: {id: {eq: $id}}) { edges { node { title } } } }', schema);
  expect(Object.keys(shapes.issues?.fields ?? {})).toEqual(['title']);
});

test('a query that is being typed gives nothing, and an unknown field is left out', () => {
  expect(queryShape('{ partInventory(id: $id) {', schema)).toEqual({});
  expect(
    Object.keys(queryShape('{ partInventory(id: $id) { id nonsense } }', schema).partInventory?.fields ?? {}),
  ).toEqual(['id']);
});
