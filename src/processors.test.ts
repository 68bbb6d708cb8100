import { expect, test } from 'vitest';
import { countProcessors } from './processors.ts';

const v2 = (files: Record<string, string>, group = '/') => ({ '/proc/self/cgroup': `0::${group}\n`, ...files });
const v1 = '4:memory:/docker/ab\n3:cpu,cpuacct:/docker/ab\n0::/\n';

test.each<[string, Record<string, string>, number]>([
  ['nothing to tell', {}, 8],
  ['no quota', v2({ '/sys/fs/cgroup/cpu.max': 'max 100000\n' }), 8],
  ['two', v2({ '/sys/fs/cgroup/cpu.max': '200000 100000\n' }), 2],
  ['one and a half', v2({ '/sys/fs/cgroup/cpu.max': '150000 100000\n' }), 2],
  ['a part of one', v2({ '/sys/fs/cgroup/cpu.max': '20000 100000\n' }), 1],
  ['more than there are', v2({ '/sys/fs/cgroup/cpu.max': '1600000 100000\n' }), 8],
  [
    'of a service',
    v2({ '/sys/fs/cgroup/system.slice/a.service/cpu.max': '300000 100000' }, '/system.slice/a.service'),
    3,
  ],
  [
    'of the group above',
    v2(
      {
        '/sys/fs/cgroup/system.slice/cpu.max': '100000 100000',
        '/sys/fs/cgroup/system.slice/a.service/cpu.max': '300000 100000',
      },
      '/system.slice/a.service',
    ),
    1,
  ],
  [
    'the first version, a container that sees its group as the topmost',
    {
      '/proc/self/cgroup': v1,
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '400000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    4,
  ],
  [
    'the first version without a quota',
    {
      '/proc/self/cgroup': v1,
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    8,
  ],
])('of eight processors, the quota being %s', (_, files, expected) => {
  expect(countProcessors((path) => files[path], 8)).toBe(expected);
});

test('this machine has some', () => {
  expect(countProcessors()).toBeGreaterThanOrEqual(1);
});
