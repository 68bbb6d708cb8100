// How many processors may be kept busy: those there are, or fewer where a control group has a quota (`docker run --cpus`, `CPUQuota=` of
// systemd), which older versions of Node.js don't look at.
// https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files, https://docs.kernel.org/scheduler/sched-bwc.html

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { posix } from 'node:path';

const root = '/sys/fs/cgroup';

/** @param read gives a file's text, undefined when there is none @returns a whole number, at least 1; a part of a processor counts as one */
export function countProcessors(read = readText, available = availableParallelism()): number {
  return Math.max(1, Math.min(available, Math.ceil(findQuota(read))));
}

/** In processors; Infinity for none. */
function findQuota(read: (path: string) => string | undefined): number {
  const groups = (read('/proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'));
  const quotas = groups.flatMap(([, controllers = '', ...path]) => {
    const kinds = controllers.split(',');
    if (controllers && !kinds.includes('cpu')) return [];
    return withParents(path.join(':')).map((group) => (controllers ? quotaOfFirst(read, group) : quotaOf(read, group)));
  });
  return Math.min(Number.POSITIVE_INFINITY, ...quotas);
}

/** A group and all above it, whose quotas hold for it too. A container's own group may be the topmost that it sees. */
function withParents(path: string): string[] {
  return path === '/' ? ['/'] : [path, ...withParents(posix.dirname(posix.join('/', path)))];
}

function quotaOf(read: (path: string) => string | undefined, group: string): number {
  const [quota, period] = (read(posix.join(root, group, 'cpu.max')) ?? '').trim().split(' ').map(Number);
  return part(quota, period);
}

/** In the first version of control groups. */
function quotaOfFirst(read: (path: string) => string | undefined, group: string): number {
  const [quota, period] = ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((name) =>
    Number(read(posix.join(root, 'cpu', group, name)) ?? Number.NaN),
  );
  return part(quota, period);
}

function part(quota = Number.NaN, period = Number.NaN): number {
  return quota > 0 && period > 0 ? quota / period : Number.POSITIVE_INFINITY;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
