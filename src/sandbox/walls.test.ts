import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { allWalls, innerWall, outerWall } from './zygote.ts';

const script = (name: string) => fileURLToPath(new URL(`./test-scripts/${name}`, import.meta.url));

interface Filters {
  numbers: Record<'x86_64' | 'aarch64', Record<string, number>>;
  /** `<processor> <filter> honest|hostile` -> the calls let through, by name or, where no rule knows them, by number. */
  allowed: Record<string, (string | number)[]>;
  /** What a filter answers otherwise than it should about memory that a child was armed with. */
  wrong: string[];
}

describe('the system call filters', () => {
  let filters: Filters;
  beforeAll(() => {
    filters = JSON.parse(execFileSync('python3', [script('check-filters.py')], { encoding: 'utf8' }));
  });

  test.each([
    ['x86_64', '/usr/include/x86_64-linux-gnu/asm/unistd_64.h'],
    ['aarch64', '/usr/include/asm-generic/unistd.h'],
  ] as const)('number the calls of %s as the kernel does', (machine, header) => {
    if (!existsSync(header)) return; // the kernel's headers are not installed
    const text = readFileSync(header, 'utf8');
    const defined = [...text.matchAll(/^#define __NR(?:3264)?_(\w+)\s+(\d+)$/gm)].map((m) => [m[1], Number(m[2])]);
    const kernel: Record<string, number> = Object.fromEntries(defined);
    const { audit_arch: _, ...ours } = filters.numbers[machine];
    for (const [name, number] of Object.entries(ours)) expect({ [name]: number }).toEqual({ [name]: kernel[name] });
  });

  test.each(['x86_64', 'aarch64'])(
    'let an action on %s use its own memory and its connection, nothing else',
    (machine) => {
      const ownMemory = ['brk', 'exit', 'exit_group', 'madvise', 'mmap', 'mprotect', 'mremap', 'munmap', 'prlimit64'];
      expect(filters.allowed[`${machine} child honest`]!.toSorted()).toEqual(
        [...ownMemory, 'futex', 'read', 'write'].sort(),
      );
      expect(filters.allowed[`${machine} child hostile`]!.toSorted()).toEqual(
        ['brk', 'exit', 'exit_group', 'mremap', 'munmap'].sort(),
      );
    },
  );

  test.each(['x86_64', 'aarch64'])('strike from a child on %s whatever only the zygote needs', (machine) => {
    const zygote = filters.allowed[`${machine} zygote honest`]!;
    const struck = filters.allowed[`${machine} strike hostile`]!;
    expect(zygote.filter((name) => struck.includes(name)).toSorted()).toEqual(
      ['brk', 'close', 'exit', 'exit_group', 'futex', 'mremap', 'munmap', 'read', 'write'].sort(),
    );
    expect(filters.allowed[`${machine} zygote hostile`]).not.toContain('clone');
    expect(filters.allowed[`${machine} zygote hostile`]).not.toContain('openat');
    expect(filters.allowed[`${machine} last strike honest`]).not.toContain('prctl');
  });

  test('let a child let go only of memory that it has got itself', () => {
    expect(filters.wrong).toEqual([]);
  });
});

const program = (code: string) => ({
  createdAtMs: 0,
  seed: 's',
  actions: [{ id: 1, title: 't', errorState: 'ALLOW' as const, code, context: '{}' }],
});

// Root without its capabilities can do no more than an ordinary user.
const ordinaryUser = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
const container = ['python3', script('default-container.py')];

describe.each([
  ['everything this machine allows', { walls: allWalls }, []],
  ['an ordinary user', { launcher: ordinaryUser }, ['enclosure', 'seccomp']],
  ['a default container', { launcher: container }, ['enclosure', 'seccomp']],
  [
    'an ordinary user in a default container on an old kernel',
    { launcher: [...ordinaryUser, ...container, 'no-landlock'] },
    ['enclosure', 'seccomp', 'limits', 'clock'],
  ],
  ['the inner wall alone', { walls: innerWall }, ['seccomp', 'limits']],
  ['the outer wall alone', { walls: outerWall }, ['enclosure']],
  ['the enclosure alone', { walls: ['enclosure'] as const }, ['enclosure']],
])('with %s', (_, options, standing) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ ...options, children: 1 });
  });
  afterAll(() => sandbox.close());

  test('the walls stand and an action runs', async () => {
    expect(sandbox.unavailable).toBeUndefined();
    expect(sandbox.walls).toEqual(expect.arrayContaining([...standing]));
    expect((await sandbox.run(program('print(1)'))).actions[0]!.output.toString()).toBe('1\n');
  });

  test.runIf(process.arch === 'x64')('a process that has run an action is given its first state back', async () => {
    for (let n = 1; n <= 3; n++) {
      const { actions } = await sandbox.run(program('import re\nprint(re.search)\nre.search = None'));
      expect(actions[0]!.output.toString()).toBe('<function search at 0x300000000010>\n');
    }
    expect(sandbox.counts.renewals).toBeGreaterThan(1);
    expect(sandbox.counts.forks).toBeLessThan(3);
  });
});
