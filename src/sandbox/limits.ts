// The limits of one action, and the sentence a person reads when an action meets one.

export interface SandboxLimits {
  /** Processor time of one action, in milliseconds. */
  cpuMs: number;
  /** Wall-clock time of one action, in milliseconds. */
  wallMs: number;
  /** Memory above what the interpreter itself needs, in MB. The parsed context comes on top. */
  memoryMb: number;
  /** What one action may print, in bytes. */
  outputBytes: number;
  /** The context of one action as JSON, in bytes. */
  contextBytes: number;
  /** How many actions may wait for a free process before further ones are refused. */
  queueLength: number;
}

/** design.md 4.6: 1 s of processor time, 2 s in all, 64 MB, 256 KB printed, 8 MB of context. */
export const defaultLimits: SandboxLimits = {
  cpuMs: 1000,
  wallMs: 2000,
  memoryMb: 64,
  outputBytes: 256 * 1024,
  contextBytes: 8 * 1024 * 1024,
  queueLength: 1000,
};

/** A context up to this size is given the memory of one of this size. The same in guest/guest.py. */
export const smallContextBytes = 256 * 1024;

export const limitMessages = {
  cpu: (limits: SandboxLimits) => `Timed out: the action used more than ${limits.cpuMs / 1000} s of processor time`,
  wall: (limits: SandboxLimits) => `Timed out: the action took longer than ${limits.wallMs / 1000} s`,
  crashed: (signal: string) => `The Python interpreter crashed (${signal}) while it ran the action`,
  exited: (status: number) =>
    `The action ended the Python interpreter (exit status ${status}) before its result was known`,
  broken: (what: string) => `The action's process answered something that is not a result (${what})`,
  context: (limits: SandboxLimits, bytes: number) =>
    `The context is ${megabytes(bytes)} MB, more than the limit of ${megabytes(limits.contextBytes)} MB; ask for fewer fields or records in the action's context`,
};

/** Whether an action was not run at all, because its context was over the limit. */
export function isContextLimitMessage(message: string | null): message is string {
  return /^The context is [\d.]+ MB, more than the limit of /.test(message ?? '');
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '');
}
