// A log file that a person has changed, or an editor for them.

import { afterAll, expect, test } from 'vitest';
import { openDesk, printed } from './test-desk.ts';
import { fileOf } from './test-log.ts';

const { sandbox, python, record, close } = await openDesk();
afterAll(close);

test('an edited action runs as edited and the file says so', async () => {
  const { text } = await fileOf(sandbox, await record("raise ValidationError('no')\n"));
  const ran = await python(text.replace("    raise ValidationError('no')", "    print('mended')"));
  expect(ran).toMatchObject({ status: 0 });
  expect(ran.stdout.toString()).toBe('mended\n');
  expect(ran.stderr).toMatch(
    /Differs from the log after editing the code of action 1: the outcome of action 1 is 'ALLOWED'/,
  );
});

test('an edited context is used and named', async () => {
  const { text } = await fileOf(sandbox, await record("print(context['part']['id'])\n"));
  const ran = await python(text.replace('"id": 34', '"id": 35'));
  expect(ran.stdout.toString()).toBe('35\n');
  expect(ran.stderr).toMatch(
    /after editing the context of action 1: line 1 of the output of action 1 is '35', the log says '34'/,
  );
});

test('a context may be written in Python instead', async () => {
  const { text } = await fileOf(sandbox, await record("print(context['part']['id'])\n"));
  const withContext = (python: string) => text.replace(/^context_1 = r'''[\s\S]*?'''$/m, () => `context_1 = ${python}`);
  const ran = await python(withContext("{'part': {'id': 35, 'lot': None}}"));
  expect([ran.status, ran.stdout.toString()]).toEqual([0, '35\n']);
  expect(ran.stderr).toMatch(/after editing the context of action 1/);
  const refused = await python(withContext("{'part': {1, 2}}"));
  expect(refused.stderr).toBe(
    'context_1 is neither JSON text nor made of what JSON has: Object of type set is not JSON serializable.\n',
  );
});

test('an edited program is used and named', async () => {
  const { text } = await fileOf(sandbox, await record('import time\nprint(int(time.time()) % 10)\n'));
  const ran = await python(text.replace(/"createdAtMs": \d+/, '"createdAtMs": 1700000005000'));
  expect(ran.stdout.toString()).toBe('5\n');
  expect(ran.stderr).toMatch(/Differs from the log after editing the program: line 1 of the output/);
});

test('an action with no line that says where it ends is refused with what to put back', async () => {
  const { text } = await fileOf(sandbox, await record("print('here')\n"));
  const ran = await python(text.replace('    return  # end of action_1', '    return'));
  expect(ran).toMatchObject({ status: 1, stderr: expect.stringMatching(/action_1 can't be read: .* Put it back/) });
});

test('line breaks and a byte order mark that an editor put in change nothing', async () => {
  const log = await record("x = '''a\nb'''\nprint(repr(x))\n", "print('crlf')\r\nif 1:\r\n    print(2)\r\n");
  const { text } = await fileOf(sandbox, log);
  for (const edited of [text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) {
    const ran = await python(edited);
    expect(ran.stderr).toMatch(/Identical to the log\.\n$/);
    expect(ran.stdout.equals(printed(log))).toBe(true);
  }
});
