// Random programs: chains of one to three actions, each a sequence of blocks, each block one of the snippets below,
// perhaps inside a condition, a loop, a function, a try. What one prints, the next may do in another order.

import type { ProgramAction } from '../../src/sandbox/program.ts';
import { createDraw, type Draw } from './random.ts';
import { endings, snippets } from './snippets.ts';

export interface ProofProgram {
  name: string;
  actions: ProgramAction[];
  /** Versions of Python whose behaviour, not only wording, is known to be another; why is said in the corpus file. */
  differsOn?: 'other minor versions' | 'versions before 3.11' | undefined;
}

export function generateProgram(seed: number): ProofProgram {
  const draw = createDraw(seed);
  const length = draw.pick([1, 1, 1, 1, 2, 3]);
  return {
    name: `generated ${seed}`,
    actions: Array.from({ length }, (_, index) => ({
      id: index * 7 + draw.int(1, 6),
      title: draw.pick(['Needs a serial number', 'Größe prüfen', 'Line\nbreak', `Quote " and '''`, '检查']),
      errorState: draw.pick(['ALLOW', 'ALLOW', 'BLOCK'] as const),
      code: generateCode(draw),
      context: generateContext(draw),
    })),
  };
}

function generateCode(draw: Draw): string {
  const lines = draw.chance(20) ? ['# Checks the part.', ''] : [];
  for (let n = draw.int(1, 6); n > 0; n--) lines.push(...block(draw, 0));
  lines.push(...draw.pick(endings)(draw));
  let code = lines.join('\n');
  if (draw.chance(85)) code += '\n';
  if (draw.chance(4)) code = code.replaceAll('\n', '\r\n');
  if (draw.chance(4)) code = code.replaceAll('    ', '\t');
  return code;
}

function block(draw: Draw, depth: number): string[] {
  const inner = () => (depth < 2 && draw.chance(35) ? block(draw, depth + 1) : draw.pick(snippets)(draw).split('\n'));
  const indented = () =>
    draw
      .list(1, 2, inner)
      .flat()
      .map((line) => (line ? `    ${line}` : line));
  const name = `f${draw.int(0, 999)}`;
  switch (depth === 0 ? draw.int(0, 15) : draw.int(6, 15)) {
    case 0:
      return [`def ${name}(n=${draw.int(0, 3)}):`, ...indented(), '    return n', `print(${name}(), ${name}(5))`];
    case 1:
      return [
        `class ${name.toUpperCase()}:`,
        '    def run(self):',
        ...indented().map((l) => (l ? `    ${l}` : l)),
        `${name.toUpperCase()}().run()`,
      ];
    case 2:
      return [
        `async def ${name}():`,
        ...indented(),
        '    return 7',
        'try:',
        `    ${name}().send(None)`,
        'except StopIteration as stop:',
        '    print(stop.value)',
      ];
    case 3:
      return [`def ${name}():`, ...indented(), '    yield 1', `print(list(${name}()))`];
    case 6:
      return [`if context['part']['id'] > ${draw.int(0, 60)}:`, ...indented(), 'else:', "    print('else')"];
    case 7:
      return [`for n in range(${draw.int(1, 3)}):`, ...indented()];
    case 8:
      return [
        'try:',
        ...indented(),
        'except Exception as error:',
        `    print(${draw.pick(['type(error).__name__', 'error', 'repr(error)', 'error.args'])})`,
      ];
    case 9:
      return ['try:', ...indented(), 'finally:', "    print('finally')"];
    default:
      return inner();
  }
}

function generateContext(draw: Draw): string {
  const text = () => draw.pick(['A-100', 'ü', "it's", 'line\nbreak', '日本', '😀', '', 'x"y', '\\', "'''", '\u2028']);
  const context = {
    part: {
      id: draw.int(1, 99),
      serialNumber: draw.pick([null, 'S-1', text()]),
      quantity: draw.pick([0, 1, 1.5, 2.675, 1e21, -3]),
      tags: draw.list(0, 6, text),
      ok: draw.chance(50),
      location: draw.chance(30) ? null : { id: draw.int(1, 9), name: text() },
    },
    lines: draw.list(0, 5, () => ({
      id: draw.int(1, 999),
      cost: draw.int(0, 9999) / 100,
      due: `2026-${String(draw.int(1, 12)).padStart(2, '0')}-0${draw.int(1, 9)}`,
    })),
    currentUser: { email: 'ada@example.com', roles: draw.list(0, 3, text), teams: [] },
  };
  return JSON.stringify(context);
}
