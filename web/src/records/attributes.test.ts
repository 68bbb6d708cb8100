import { expect, test } from 'vitest';
import { attributeText, typedValue } from './attributes.ts';

test.each([
  ['STRING', '12', '12'],
  ['NUMBER', '12.5', 12.5],
  ['NUMBER', '12.', '12.'],
  ['BOOLEAN', 'true', true],
  ['JSON', '{"a":1}', { a: 1 }],
  ['JSON', '{"a":', '{"a":'],
])('%s typed as %s is %j', (type, text, value) => {
  expect(typedValue(text, type)).toEqual(value);
});

test('a value shows as it was typed', () => {
  expect(attributeText({ key: 'a', value: { b: 1 }, type: 'JSON' })).toBe('{"b":1}');
});
