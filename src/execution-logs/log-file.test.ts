import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ExecutionLog } from './execution-log.ts';
import { openDesk, printed, type Start } from './test-desk.ts';
import { fileOf } from './test-log.ts';

const { sandbox, folder, python, record, close } = await openDesk();
afterAll(close);

const programs: Record<string, string[]> = {
  'prints, then blocks': ["print('id', context['part'])\nraise ValidationError('no serial')\n"],
  'only comments': ['# nothing\n# here'],
  empty: [''],
  'no line break at the end': ['print(1)'],
  'a multi-line string': ["x = '''a\n  b\n\n'''\nif x:\n    print(repr(x), f'''{x\n}z\n q''')\n"],
  'tabs and carriage returns': ['if True:\r\n\tprint(1)\r\n', 'for x in range(2):\n\tif x:\n\t\tprint(x)\n'],
  'a star import': [
    'from math import *\nprint(pi)\n',
    'from math import *\nif pi > 3:\n    print(e)\n    return\nprint(0)\n',
  ],
  'a top-level return': ['x = 1\ndef f():\n    return x\nprint(f())\nreturn\nprint(2)\n', 'print(3)'],
  'a top-level return beside a long sum, and what expressions bind': [
    `x = ${'1 + '.repeat(500)}1\nprint(x)\nif x: return\n`,
    'if (seen := [n for n in range(3)]): print(seen, [last := m for m in seen], last, (lambda: (own := 1))())\nprint(sorted(globals().keys() & {"n", "m", "own", "last", "seen"}))\nreturn\n',
  ],
  'clock and randomness': [
    'import datetime, random, uuid, time\nprint(datetime.datetime.now(), random.random(), uuid.uuid4(), time.time())\n',
  ],
  'sets and hashes': ["print({'a', 'b', 'cc', 'ddd', ('e', 1)}, hash('x'))\n"],
  'what can not be compared, sorted to be shown': [
    "import enum, pprint\nclass Status(enum.Enum):\n    AVAILABLE = 'a'\n    SCRAPPED = 's'\n    WIP = 'w'\n    KITTED = 'k'\n    INSTALLED = 'i'\n" +
      "pprint.pprint({s: 0 for s in Status})\npprint.pprint({('lot', None): 1, ('lot', 'A'): 2, ('lot', 3): 4, ('bin', None): 5})\n",
  ],
  'what is printed to': [
    'import sys\nprint(type(sys.stdout.buffer), sys.stdout.buffer, sys.stdout.buffer.write.__module__)\n',
  ],
  'hashes of what is no number': [
    "from decimal import Decimal\nnan = float('nan')\nprint(hash(nan), hash(Decimal('nan')), hash(complex(nan, 1)), hash(Decimal(1)))\n",
  ],
  'what errors call our own functions': [
    [
      'datetime.date.today(1)',
      "datetime.datetime.now(timezone='UTC')",
      'hash(1, 2)',
      'random.seed(1, 2, 3)',
      "time.sleep('1')",
      "time.sleep(float('nan'))",
    ]
      .map(
        (call) =>
          `try:\n    ${call}\nexcept Exception as error:\n    print(error)\n    assert '<locals>' not in str(error)\n`,
      )
      .reduce((code, one) => code + one, 'import datetime, random, time\n'),
  ],
  'letters by name': ["print('\\N{MELTING FACE}' if len('x') > 1 else '\\N{BULLET}')\n"],
  'as deep as can be': [2900, 2919, 2920, 2921, 2970].map((n) => `x = ${'1.5 + '.repeat(n)}1\nprint(x)`),
  'a long message of wide letters': ["raise ValidationWarning('\\U0001F600' * 9000 + '\\0' * 500)"],
  'warnings and failures': ["raise ValidationWarning('a')", 'x', "raise ValidationWarning('b')"],
  'non-ASCII names': ["größe = 'π'\nprint(größe)\n"],
  'syntax error': ['def f(:\n'],
  'denied things': ["try:\n    open('/etc/passwd')\nexcept PermissionError as e:\n    print(e)\nimport socket\n"],
  'raw bytes': ["import sys\nsys.stdout.buffer.write(b'\\xff\\x00')\n"],
  recursion: [
    'd = 0\ndef f():\n    global d\n    d += 1\n    f()\ntry:\n    f()\nexcept RecursionError:\n    print(d)\n',
  ],
  'a dataclass': [
    'from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\nprint(A(), A.__module__)\n',
  ],
  'triple quotes in an unwrappable body': ["from math import *\nx = '''a\"\"\"'''\nprint(x)\\\n"],
  'exec and globals': ['exec("y = 7")\nprint(y, sorted(k for k in globals() if not k.startswith("_")))\n'],
  'too much output': ["while True:\n    print('x' * 999)\n"],
  'too much memory': ["print('before')\nx = [0] * 10**9\n"],
  'no end': ["print('before')\nwhile True:\n    pass\n", "print('after')"],
};

for (const [name, chain] of Object.entries(programs)) {
  test(`a log of "${name}" is reproduced byte for byte`, async () => {
    const log = await record(...chain);
    const { text } = await fileOf(sandbox, log);
    const ran = await python(text);
    expect(ran.stderr).toMatch(/Identical to the log\.\n$/);
    expect(ran.stdout.equals(printed(log))).toBe(true);
    expect(ran.status).toBe(['ALLOWED', 'WARNED'].includes(log.outcome) ? 0 : 1);
  }, 60_000);
}

test('a failed context is reproduced without running the code', async () => {
  const log = await record({ code: "print('never')", contextError: 'Cannot query field "x"', errorState: 'BLOCK' });
  const ran = await python((await fileOf(sandbox, log)).text);
  expect(ran).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Cannot query field "x"[\s\S]*Identical to the log/),
  });
});

test('the code stands in the file as its author wrote it', async () => {
  const { text, name } = await fileOf(sandbox, await record("# why\nif context['part']:\n    print('yes')\n"));
  expect(text).toContain(
    "def action_1(context):\n    # why\n    if context['part']:\n        print('yes')\n    return  # end of action_1\n",
  );
  expect(text).toContain('# Action 1, version 1: Action\\u000a1\n');
  expect(name).toMatch(/^UPDATE_PARTINVENTORY_34_20261123T012227Z_[0-9a-f]{8}\.py$/);
});

const desks: Record<string, Start> = {
  'under another name with spaces and letters of another script': { name: 'meine Prüfung 検査.py' },
  'from another folder': { cwd: '/' },
  isolated: { flags: ['-I'] },
  'with optimisation, without the environment and without bytecode': { flags: ['-OO', '-E', '-B', '-S'] },
  'with variables that change Python': {
    env: { PYTHONHASHSEED: '7', PYTHONOPTIMIZE: '2', PYTHONIOENCODING: 'latin-1', PYTHONPATH: '/', PYTHONDEVMODE: '1' },
  },
  'in another time zone and language': { env: { TZ: 'Asia/Tokyo', LC_ALL: 'C', LANG: 'de_DE.UTF-8' } },
};
for (const [how, desk] of Object.entries(desks)) {
  test(`a file that is run ${how} gives the same`, async () => {
    const log = await record(
      "import time, sys\nprint({'a', 'b', 'ü'}, time.localtime(), sys.flags.optimize)\nassert 0, 'ü'",
    );
    const ran = await python((await fileOf(sandbox, log)).text, desk);
    expect(ran.stderr).toMatch(/Identical to the log\.\n$/);
    expect(ran.stdout.equals(printed(log))).toBe(true);
  });
}

test('the verdict is said although nobody reads the output, and without any input', async () => {
  const { text } = await fileOf(sandbox, await record("print('x' * 200_000)\nraise ValidationError('no')"));
  const path = join(folder, 'piped.py');
  await writeFile(path, text);
  const ran = await new Promise<string>((resolve) => {
    execFile('sh', ['-c', `python3 "${path}" <&- | head -c 5 >/dev/null`], (_error, _stdout, stderr) =>
      resolve(stderr),
    );
  });
  expect(ran).toMatch(/^BLOCKED[\s\S]*: no\n[\s\S]*Identical to the log\.\n$/);
  expect(ran).not.toMatch(/BrokenPipe|Traceback/);
});

test('another wording of the same error is told from another behaviour', async () => {
  const log = await record("try:\n    {}[[]]\nexcept TypeError as error:\n    print('caught', error)\nint('x')");
  const words = (value: string) =>
    value.replace('invalid literal for int', 'bad literal for int').replace('unhashable type', 'type without hash');
  const other: ExecutionLog = {
    ...log,
    pythonVersion: '3.11.0',
    validationMessage: words(log.validationMessage!),
    actions: log.actions.map((a) => ({
      ...a,
      message: words(a.message!),
      output: Buffer.from(words(a.output.toString())),
    })),
  };
  expect((await python((await fileOf(sandbox, other)).text)).stderr).toMatch(
    /The same as the log, except for the wording of Python [\d.]+'s own errors: "invalid literal[^\n]*" is "bad literal[^\n]*" in Python 3\.11\.0, which made the log, and 1 more\.\n$/,
  );
  const changed = { ...other, actions: other.actions.map((a) => ({ ...a, output: Buffer.from('caught nothing\n') })) };
  expect((await python((await fileOf(sandbox, changed)).text)).stderr).toMatch(
    /Differs from the log: line 1 of the output/,
  );
}, 90_000);

test('a line that says the words of an error over and over is compared at once', async () => {
  const log = await record("try:\n    {}['lot']\nexcept KeyError:\n    print(['lot'] * 100, 'blue')");
  const output = Buffer.from(log.actions[0]!.output.toString().replace('blue', 'red'));
  const other = { ...log, pythonVersion: '3.11.0', actions: log.actions.map((a) => ({ ...a, output })) };
  expect((await python((await fileOf(sandbox, other)).text)).stderr).toMatch(
    /Differs from the log: line 1 of the output/,
  );
});

test('numbers of a context stay as they are written', async () => {
  const context = '{"b":1.0,"2":12345678901234567890,"1":[],"e":1e2,"n":{},"t":"a,b: {\\"}"}';
  const log = await record({ code: 'print(context)', context });
  expect(log.actions[0]!.output.toString()).toContain('12345678901234567890');
  expect((await python((await fileOf(sandbox, log)).text)).stderr).toMatch(/Identical/);
});

test('a context over the limit is not run at the desk either', async () => {
  const log = await record({ code: 'print(1)', context: JSON.stringify('x'.repeat(9 * 1024 * 1024)) });
  expect((await python((await fileOf(sandbox, log)).text)).stderr).toMatch(
    /The context is 9 MB[\s\S]*Identical to the log/,
  );
});

test('a message in the words of a limit is a message', async () => {
  const words = 'The context is 9 MB, more than the limit of 8 MB; ask for less';
  const log = await record(`print('hi')\nraise ValidationError(${JSON.stringify(words)})`);
  const { stdout, stderr } = await python((await fileOf(sandbox, log)).text);
  expect([stdout.toString(), stderr]).toEqual(['hi\n', expect.stringContaining('Identical to the log.')]);
});

test('files beside it that are called as modules of Python change nothing', async () => {
  const crowded = join(folder, 'crowded');
  await mkdir(crowded);
  for (const name of ['json', 'random', 'subprocess', 'uuid', 'types', 'os', 'resource']) {
    await writeFile(join(crowded, `${name}.py`), "raise SystemExit('not me')\n");
  }
  const log = await record('import json, random, uuid\nprint(json.dumps(context), random.random(), uuid.uuid4())');
  const { stdout, stderr } = await python((await fileOf(sandbox, log)).text, { name: 'crowded/log.py', cwd: crowded });
  expect(stderr).toContain('Identical to the log.');
  expect(stdout).toEqual(printed(log));
});
