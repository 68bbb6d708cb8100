import { expect, test } from 'vitest';
import { ImportParseError, readRules } from './import-actions.ts';
import { parseNewAction } from './parse-action.ts';
import { shareMutation } from './share.ts';

const rule = {
  title: 'A "quoted" title',
  target: 'PARTINVENTORY',
  eventType: 'UPDATE',
  code: "x = 'a\\n'\n# π\n",
  context: '{ me { id } }',
};

test('a bare JSON object is one rule', () => {
  expect(readRules(JSON.stringify(rule))).toEqual([rule]);
});

test('a rule wrapped in create_rule is unwrapped, and a list holds several', () => {
  expect(readRules(JSON.stringify({ create_rule: rule }))).toEqual([rule]);
  expect(readRules(JSON.stringify([rule, { create_rule: rule }]))).toHaveLength(2);
});

test('a createRule mutation with bare enumerations is read, also in the short form and several at once', () => {
  const input = `{title: "T", target: PARTINVENTORY, eventType: update, enabled: true, code: """\n    if 1:\n      pass\n    """}`;
  expect(readRules(`mutation { createRule(input: ${input}) { rule { id } } }`)).toEqual([
    { title: 'T', target: 'PARTINVENTORY', eventType: 'update', enabled: true, code: 'if 1:\n  pass' },
  ]);
  expect(
    readRules(
      `mutation M { a: createRule(input: ${input}) { rule { id } } b: createRule(input: ${input}) { rule { id } } }`,
    ),
  ).toHaveLength(2);
});

test('what Share copies is read back as the same action', () => {
  const action = parseNewAction({ ...rule, errorState: 'BLOCK', enabled: false }, ['PARTINVENTORY']);
  const [input] = readRules(shareMutation(action));
  expect(parseNewAction(input!, ['PARTINVENTORY'])).toEqual(action);
});

function errorOf(source: string): ImportParseError {
  try {
    readRules(source);
  } catch (error) {
    if (error instanceof ImportParseError) return error;
  }
  throw new Error('no parse error');
}

test('a broken text is refused with line and column', () => {
  expect(errorOf('{\n  "title": "x",\n  "code" "y"\n}')).toMatchObject({ line: 3, column: 10 });
  expect(errorOf('{"title": "x"')).toMatchObject({ line: 1, message: expect.stringMatching(/not valid JSON/) });
  expect(errorOf('mutation {\n  createRule(input: {title: }) { rule { id } }\n}')).toMatchObject({
    line: 2,
    column: 29,
  });
  expect(errorOf('mutation ($i: I!) { createRule(input: $i) { rule { id } } }').message).toMatch(/written out/);
  expect(errorOf('')).toMatchObject({ message: 'There is nothing to import' });
  expect(errorOf('query { me { id } }').message).toMatch(/no createRule/);
});

test('an imported rule that leaves errorState out lets failures through, and enumerations may be in any case', () => {
  const input = { title: 'T', target: 'part_inventory', event_type: 'update', code: 'pass', rule_type: 'validation' };
  expect(parseNewAction(input, ['PARTINVENTORY'])).toMatchObject({
    target: 'PARTINVENTORY',
    event: 'UPDATE',
    errorState: 'ALLOW',
    enabled: true,
    context: '',
  });
});

test('a wrong value is named with what is allowed', () => {
  const parse = (input: object) => () => parseNewAction({ ...rule, ...input }, ['PARTINVENTORY']);
  expect(parse({ target: 'NOPE' })).toThrow('target "NOPE" is not a record type; there are PARTINVENTORY');
  expect(parse({ eventType: 'UPSERT' })).toThrow('eventType "UPSERT" is not one of CREATE, UPDATE, DELETE');
  expect(parse({ title: ' ' })).toThrow(/title is empty/);
  expect(parse({ code: 'a\0b' })).toThrow('code has a NUL character at position 2; remove it');
  expect(parse({ code: 'x'.repeat(300_000) })).toThrow('code has 300000 bytes; the limit is 262144');
  expect(parse({ code: '\ud800' })).toThrow(/half a surrogate pair/);
  expect(parse({ enabled: 'yes' })).toThrow('enabled is "yes"; it must be true or false');
  expect(() => parseNewAction({}, [])).toThrow('An action needs a title');
});
