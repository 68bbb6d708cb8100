import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('JSON is laid out as JSON.stringify would', () => {
  const value = { a: [1, -2.5, 'x, {y}: "z" \\', null, true, [], {}], b: { c: [{ d: 'ü\u2028\n' }, []] }, e: '' };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(prettyJson(JSON.stringify(value, null, 4))).toBe(JSON.stringify(value, null, 2));
  for (const plain of ['1', '"a\\"b"', 'null', '[]', '{}']) expect(prettyJson(` ${plain} `)).toBe(plain);
});

test('what parsing would change stays as it is written', () => {
  expect(prettyJson('{"b":1.0,"2":12345678901234567890,"1":1E2}')).toBe(
    '{\n  "b": 1.0,\n  "2": 12345678901234567890,\n  "1": 1E2\n}',
  );
});
