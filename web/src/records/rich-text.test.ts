import { expect, test } from 'vitest';
import { plainToRichText, richTextToPlain } from './rich-text.ts';

const value = [
  { type: 'heading', level: 2, children: [{ text: 'Found' }] },
  { type: 'p', children: [{ text: 'a ' }, { type: 'link', url: '/x', children: [{ text: 'dent' }] }] },
  { type: 'p', children: [{ text: 'near the edge' }] },
];

test('blocks read as paragraphs, nested texts included', () => {
  expect(richTextToPlain(value)).toBe('Found\n\na dent\n\nnear the edge');
});

test('text that was not edited gives back the very same blocks', () => {
  expect(plainToRichText(richTextToPlain(value), value)).toEqual(value);
});

test('editing one paragraph leaves the structure of the others alone', () => {
  const edited = plainToRichText('Found\n\na dent\n\nnear the left edge', value);
  expect(edited.slice(0, 2)).toEqual(value.slice(0, 2));
  expect(edited[2]).toEqual({ type: 'p', children: [{ text: 'near the left edge' }] });
});

test('an edited block keeps its own kind', () => {
  expect(plainToRichText('Seen\n\na dent\n\nnear the edge', value)[0]).toEqual({
    type: 'heading',
    level: 2,
    children: [{ text: 'Seen' }],
  });
});

test('a paragraph put in between moves nothing else', () => {
  const edited = plainToRichText('Found\n\ntoday\n\na dent\n\nnear the edge', value);
  expect(edited).toEqual([value[0], { type: 'paragraph', children: [{ text: 'today' }] }, value[1], value[2]]);
});

test('emptied text is no blocks', () => {
  expect(plainToRichText('', value)).toEqual([]);
});
