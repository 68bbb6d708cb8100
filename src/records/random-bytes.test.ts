import { expect, it } from 'vitest';
import { drawRandomBytes } from './random-bytes.ts';

it('gives as many as asked for, never the same again, and nobody can change what others got', () => {
  const drawn = Array.from({ length: 2000 }, () => drawRandomBytes(16));
  const texts = drawn.map((bytes) => bytes.toString('hex'));
  expect(new Set(texts).size).toBe(2000);
  expect(texts.every((text) => text.length === 32)).toBe(true);
  for (const bytes of drawn) bytes.fill(0);
  expect(drawRandomBytes(16).toString('hex')).not.toBe('0'.repeat(32));
});
