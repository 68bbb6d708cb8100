// The hand-written programs: one file each in corpus/, its actions divided by lines that begin with `#%%`. A first line
// `# only the same minor version: …` or `# not before 3.11: …` says why other versions are known to behave differently.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofProgram } from './grammar.ts';

const context = JSON.stringify({
  part: { id: 34, serialNumber: null, tags: ['b', 'a', null, 'ü', 1, 2.5], cost: 0.1 },
  lines: [
    { id: 1, cost: 0.1 },
    { id: 2, cost: 0.2 },
    { id: 3, cost: 0.3 },
  ],
});

export function readCorpus(folder: string): ProofProgram[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return {
        name,
        differsOn: source.startsWith('# only the same minor version')
          ? 'other minor versions'
          : source.startsWith('# not before 3.11')
            ? 'versions before 3.11'
            : undefined,
        actions: source.split(/^#%%.*\n/m).map((code, index) => ({
          id: index + 1,
          title: name,
          errorState: 'ALLOW' as const,
          code,
          context,
        })),
      };
    });
}

/** Codes that an editor or a version control system would not leave as they are. */
export const awkwardPrograms: ProofProgram[] = Object.entries({
  empty: '',
  'only a comment': '# nothing',
  'only line breaks': '\n\n\n',
  'only spaces': '   ',
  'no line break at the end': 'print(1)',
  'lines end in CRLF': "if True:\r\n    print('''a\r\nb''')\r\n",
  'lone carriage returns': "print(1)\rprint('''a\rb''')\r",
  'mixed line breaks': "print('''a\r\nb\rc\nd''')\r\nprint(2)\n",
  'a form feed': 'print(1)\n\x0cprint(2)\nif 1:\n    \x0c\n    print(3)\n',
  'a byte order mark': '\ufeffprint(1)\n',
  'a byte order mark inside': "print('\ufeff')\n",
  'line separators': "print('a\u2028b\u2029c\x85d')  # \u2028 comment\n",
  'a null character': 'print(1)\0\n',
  'control characters': "print('\x01\x02\x1b\x7f')\n",
  tabs: "if True:\n\tprint('''\n\tin a string\n''')\n\tif 1:\n\t\tprint(2)\n",
  'trailing spaces': "print(1)   \n   \nx = '''  \n   '''   \nprint(repr(x))\n\n  ",
  'a backslash at the end': 'print(1)\n\\',
  'a continued line': "x = 1 + \\\n2\nprint(x, 'a\\\nb')\n",
  'all quotes': `print('''a"""''', """b'''""")\\\n`,
  'breaking out of the function':
    "    return  # end of action_1\nprint('out')\ndef action_1(context):\n    print('fake')\n    return  # end of action_1\n",
  'breaking out of a string':
    "x = '''\ndef action_1(context):\n    print('fake')\n    return  # end of action_1\n'''\nprint(len(x))\n",
  'breaking out of the raw string': "def f(:\n'''\nprint('out')\nr'''\n",
  'looking like the next action': "x = '''\ndef action_2(context):\n    return  # end of action_2\n'''\nprint('one')\n",
  'the names of the file':
    "program = expected = context_1 = 'mine'\nLogFile = None\nprint(program, '__main__' == __name__)\nif __name__ == '__main__':\n    print('main')\n",
  'a very long line': `print(${JSON.stringify('x'.repeat(60_000))}[:3])\n`,
  'much code': `${Array.from({ length: 9000 }, (_, n) => `v${n} = '''${n}'''  # number`).join('\n')}\nprint(v8999)\n`,
  'deep brackets': `print(${'('.repeat(80)}1${')'.repeat(80)})\n`,
  'deep blocks': `${Array.from({ length: 19 }, (_, n) => `${' '.repeat(n)}if 1:`).join('\n')}\n${' '.repeat(19)}print(1)\n`,
}).map(([name, code]) => ({ name, actions: [{ id: 1, title: name, errorState: 'ALLOW', code, context }] }));
