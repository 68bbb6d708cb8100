import { expect, test } from 'vitest';
import { codePoint, describeCharacter, splitAtInvisible } from './invisible-characters.ts';

const marked = (text: string) =>
  splitAtInvisible(text)
    .map((part) => (part.isInvisible ? `[${codePoint(part.text)}]` : part.text))
    .join('');

test('what turns the direction is told apart from the code around it', () => {
  expect(marked("if level != 'user\u202e \u2066# Check if admin\u2069 \u2066' or True:")).toBe(
    "if level != 'user[U+202E] [U+2066]# Check if admin[U+2069] [U+2066]' or True:",
  );
});

test('so is what looks like a space, or like nothing', () => {
  expect(marked('a\u00a0b\u200bc\u200dd\ufeff')).toBe('a[U+00A0]b[U+200B]c[U+200D]d[U+FEFF]');
});

test('joiners inside emoji are part of their picture', () => {
  for (const emoji of ['👩‍🔧', '👩🏽‍🔧', '👨‍👩‍👧‍👦', '❤️‍🔥', '🏳️‍🌈']) expect(marked(`by ${emoji}.`)).toBe(`by ${emoji}.`);
  expect(marked('👩‍🔧\u200d')).toBe('👩‍🔧[U+200D]');
});

test('letters of any script, and their order, stay as they are', () => {
  for (const text of ['', 'plain', 'Prüfen: 東京の部品 🏭', 'بررسی قطعه', 'חלק 9']) {
    expect(splitAtInvisible(text)).toEqual([{ text, isInvisible: false }]);
  }
});

test('the parts make the text again', () => {
  const text = '\u2067a\u00a0\u200b👩‍🔧 b\u2069\u202c';
  expect(
    splitAtInvisible(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('a character is described by its code point and its name', () => {
  expect(describeCharacter('\u202e')).toBe('U+202E right-to-left override');
  expect(describeCharacter('\u2063')).toBe('U+2063 character that can’t be seen');
});
