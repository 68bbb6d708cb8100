import { expect, it } from 'vitest';
import { decodeBody, encodeBody, type LogBody } from './body.ts';

const limits = { wallMs: 2000, memoryMb: 64, outputBytes: 262_144 };
const action = (context: string, output: Buffer): LogBody['actions'][number] => ({
  id: 7,
  title: 'Ünï\ncode',
  version: 3,
  errorState: 'BLOCK',
  context,
  contextError: null,
  output,
  outcome: 'ALLOWED',
  message: null,
  line: null,
  executionTimeMs: 1.5,
});

it('comes back as it was, whatever was seen and printed', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  const body = {
    limits,
    actions: [action('{"a":"\\n\u2028🙂"}', bytes), action('', Buffer.alloc(0)), action('x\ny', bytes)],
  };
  expect(decodeBody(await encodeBody(body))).toEqual(body);
  const long = { limits, actions: [action('{}', Buffer.alloc(300_000, bytes)), ...body.actions] };
  expect(decodeBody(await encodeBody(long))).toEqual(long);
  expect(decodeBody(await encodeBody({ limits, actions: [] }))).toEqual({ limits, actions: [] });
});

it('of 2 KB of context takes less than a third of that', async () => {
  const attributes = Array.from({ length: 25 }, (_, n) => ({
    key: 'supplier lot',
    value: `${n * 7919}`,
    type: 'text',
  }));
  const context = JSON.stringify({ partInventory: { id: 1, serialNumber: 'SN-1', part: { attributes } } }).padEnd(2000);
  const body = await encodeBody({ limits, actions: [action(context, Buffer.alloc(0))] });
  expect(body.length).toBeLessThan(600);
});

it('of a format of the future is refused', () => {
  expect(() => decodeBody(Buffer.from([9, 0]))).toThrow('format 9');
});
