import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { factoryPack } from '../record-types/factory-pack.ts';
import { compileContextQuery } from './context-query.ts';
import { createSchema } from './create-schema.ts';

const schema = createSchema({ recordTypes: factoryPack, modules: [] });
const problems = (source: string) => compileContextQuery(schema, source).problems;

interface Example {
  id: string;
  title: string;
  context: string;
}
const examples = JSON.parse(await readFile('tests/data/examples/actions.json', 'utf8')) as Example[];

describe('the context of every published example compiles', () => {
  for (const { id, title, context } of examples) {
    it(`${id} ${title}`, () => expect(problems(context)).toBeUndefined());
  }
});

describe('a context query', () => {
  it('need not declare $id, and may', () => {
    expect(problems('{ part(id: $id) { ...f } } fragment f on Part { id }')).toBeUndefined();
    expect(problems('query Named { issue(id: $id) { id } }')).toBeUndefined();
    expect(problems('query ($id: ID!) { issue(id: $id) { id } }')).toBeUndefined();
    expect(problems('query ($id: Int!) { issue(id: $id) { id } }')).toBeUndefined();
    expect(problems('{ me { id permissionGroups { name } } }')).toBeUndefined();
    expect(problems('query ($id: ID!) { me { id } }')).toBeUndefined();
  });

  it('that is broken says where', () => {
    expect(problems('{\n  part(id: $id) {\n    colour\n  }\n}')).toEqual([
      { message: 'Cannot query field "colour" on type "Part".', line: 3, column: 5 },
    ]);
    expect(problems('{ part(id: $id) { id }')).toMatchObject([{ message: /Syntax Error/, line: 1, column: 23 }]);
    expect(problems('')).toMatchObject([{ message: /Syntax Error/ }]);
    expect(problems('{ part(id: $part) { id } }')).toMatchObject([{ message: /\$part/, line: 1, column: 12 }]);
  });

  it('only reads records, once', () => {
    expect(problems('mutation { deletePart(id: $id, etag: "x") { id } }')).toMatchObject([
      { message: /can't be a mutation/ },
    ]);
    expect(problems('subscription { x }')).toMatchObject([{ message: /can't be a subscription/ }]);
    expect(problems('query A { me { id } } query B { me { id } }')).toMatchObject([{ message: /this has 2/ }]);
    expect(problems('fragment f on Part { id }')).toMatchObject([{ message: /this has 0/ }]);
    expect(problems('{ __schema { types { name } } }')).toMatchObject([
      { message: /can't ask for __schema/, column: 3 },
    ]);
    expect(problems('{ part(id: $id) { __typename } }')).toBeUndefined();
    expect(problems('{ rules { nodes { id } } }')).toMatchObject([{ message: /rules/ }]);
    expect(problems('query ($x: Int!) { parts(first: $x) { nodes { id } } }')).toMatchObject([
      { message: /nothing for \$x/ },
    ]);
  });

  it('is limited in size', () => {
    const nested = `{ part(id: $id) ${'{ inventories { part '.repeat(12)}{ id }${' } }'.repeat(12)} }`;
    expect(problems(nested)).toMatchObject([{ message: /more than 20 deep/ }]);
    expect(problems(`{ ${'me { id } '.repeat(20_000)} }`)).toMatchObject([{ message: /token/ }]);
  });
});
