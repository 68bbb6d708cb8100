import { expect, test } from 'vitest';
import { countFilesInZip } from './count-files-in-zip.ts';

const start = [0x50, 0x4b, 0x03, 0x04];

test('files are counted as they come, also where a piece ends within a signature', () => {
  const count = countFilesInZip();
  expect(count(Uint8Array.from([...start, 1, 2, 3, 0x50, 0x4b]))).toBe(1);
  expect(count(Uint8Array.from([0x03, 0x04, 9, 0x50, ...start]))).toBe(3);
});

test('the directory at the end counts no files', () => {
  expect(countFilesInZip()(Uint8Array.from([0x50, 0x4b, 0x01, 0x02, 0x50, 0x4b, 0x05, 0x06]))).toBe(0);
});
