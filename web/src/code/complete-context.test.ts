import { CompletionContext } from '@codemirror/autocomplete';
import { python } from '@codemirror/lang-python';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { completeContext } from './complete-context.ts';
import type { Shape } from './shape.ts';

const text: Shape = { detail: 'String' };
const shape: Shape = {
  detail: 'dict',
  fields: {
    partInventory: {
      detail: 'PartInventory',
      fields: {
        status: text,
        part: { detail: 'Part', fields: { partNumber: text } },
        attributes: { detail: 'list of Attribute', item: { detail: 'Attribute', fields: { key: text, value: text } } },
      },
    },
    currentUser: { detail: 'dict', fields: { email: text } },
  },
};

/** The keys that are offered where the code has `|`. */
function offered(code: string): string[] {
  const pos = code.indexOf('|');
  const state = EditorState.create({ doc: code.replace('|', ''), extensions: [python()] });
  const result = completeContext(() => shape)(new CompletionContext(state, pos, false));
  return result?.options.map((option) => option.label) ?? [];
}

test.each([
  ["context['|']", ['partInventory', 'currentUser']],
  ['context[|]', ['partInventory', 'currentUser']],
  ["context['partInventory']['pa|']", ['status', 'part', 'attributes']],
  ["context.get('|')", ['partInventory', 'currentUser']],
  ["item = context['partInventory'] or {}\nitem['|']", ['status', 'part', 'attributes']],
  ["part = context['partInventory'].get('part')\nprint(part['|'])", ['partNumber']],
  ["for a in context['partInventory']['attributes']:\n    a['|']", ['key', 'value']],
  ["x = [a['|'] for a in context['partInventory']['attributes']]", ['key', 'value']],
  ["context['partInventory']['attributes'][0]['|']", ['key', 'value']],
])('%j offers %j', (code, keys) => {
  expect(offered(code)).toEqual(keys);
});

test('a string that reads from something else offers nothing', () => {
  expect(offered("other = {}\nother['|']")).toEqual([]);
  expect(offered("print('|')")).toEqual([]);
  expect(offered("a = b\nb = a\na['|']")).toEqual([]);
});
