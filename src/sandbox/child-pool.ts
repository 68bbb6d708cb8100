// Keeps a zygote running and children armed, and hands each request to a fresh child.
//
// It guarantees: one request a child; a request whose child was lost with its zygote is given to another one; at most
// `queueLength` requests wait, first come first served; what a child does concerns nobody but its request.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type ArmedChild, connectChild } from './armed-child.ts';
import { createCounts, type SandboxCounts } from './counts.ts';
import { SandboxBusyError, SandboxUnavailableError } from './errors.ts';
import type { SandboxLimits } from './limits.ts';
import { type Death, type Reached, type Wall, Zygote } from './zygote.ts';

export interface PoolSettings {
  python: string;
  children: number;
  limits: SandboxLimits;
  walls: readonly Wall[];
  userId: number;
  launcher?: readonly string[];
  onZygoteLost: () => void;
}

/** How a request ended. `overtime` is true when the pool killed the child for taking longer than `wallMs`. */
export type Ending = { answer: Answer; death?: Death; overtime: boolean };

export interface ChildPool {
  readonly walls: string[];
  readonly pythonVersion: string;
  readonly zygotePid: number | undefined;
  readonly reached: Reached;
  readonly counts: SandboxCounts;
  ask(request: Buffer): Promise<Ending>;
  close(): Promise<void>;
}

const attemptsPerRequest = 5;
/** An action rendered for a log file: its code with every line indented. */
const maxRenderedBytes = 4 * 1024 * 1024;

export async function createChildPool(settings: PoolSettings): Promise<ChildPool> {
  const { limits } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'interlock-'));
  const armed: ArmedChild[] = [];
  const waiters: { resolve: (child: ArmedChild) => void; reject: (error: Error) => void }[] = [];
  const counts = createCounts();
  let generation = 0;
  let closed = false;
  let zygote = await startZygote();

  async function startZygote(): Promise<Zygote> {
    generation += 1;
    const mine = generation;
    const socketPath = join(folder, `${generation}.sock`);
    const started = await Zygote.start({ ...settings, socketPath });
    void started.exited.then(() => replaceZygote(mine));
    for (let n = 0; n < settings.children; n++) void keepArming(socketPath, mine);
    return started;
  }

  async function replaceZygote(mine: number): Promise<void> {
    if (closed || mine !== generation) return;
    settings.onZygoteLost();
    counts.restarts += 1;
    for (const child of armed.splice(0)) child.close();
    for (let wait = 20; !closed; wait = Math.min(wait * 2, 2000)) {
      try {
        zygote = await startZygote();
        return;
      } catch (error) {
        for (const waiter of waiters.splice(0)) waiter.reject(error as Error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** Each call stands for one of the zygote's children: when one is used up, the next takes its place. */
  async function keepArming(socketPath: string, mine: number): Promise<void> {
    if (closed || mine !== generation) return;
    let child: ArmedChild;
    try {
      const isUrgent = waiters.length > 0 || (armed.length === 0 && counts.running > 0);
      const maxAttachmentBytes = Math.max(limits.outputBytes, maxRenderedBytes);
      child = await connectChild(socketPath, { maxAttachmentBytes, rehearse: !isUrgent });
    } catch {
      setTimeout(() => void keepArming(socketPath, mine), 50);
      return;
    }
    if (closed || mine !== generation) return child.close();
    child.onClosed = () => {
      const index = armed.indexOf(child);
      if (index >= 0) armed.splice(index, 1);
      zygote.forget(child.serial);
      void keepArming(socketPath, mine);
    };
    usedUp.set(child, () => void keepArming(socketPath, mine));
    const waiter = waiters.shift();
    if (waiter) waiter.resolve(child);
    else armed.push(child);
  }
  const usedUp = new WeakMap<ArmedChild, () => void>();

  /** `again` is a request whose child was lost: it has waited before, so it goes first and is never refused. */
  function take(again: boolean): Promise<ArmedChild> {
    const child = armed.shift();
    if (child) return Promise.resolve(child);
    if (waiters.length >= limits.queueLength && !again) {
      counts.refusals += 1;
      return Promise.reject(
        new SandboxBusyError(
          `${waiters.length} actions are already waiting to run (the limit is ${limits.queueLength}); try again in a moment`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      if (again) waiters.unshift({ resolve, reject });
      else waiters.push({ resolve, reject });
    });
  }

  async function askOnce(request: Buffer, again: boolean): Promise<Ending> {
    const arrived = performance.now();
    const child = await take(again);
    counts.noteWait(performance.now() - arrived);
    const keeper = zygote;
    counts.running += 1;
    let overtime = false;
    const timer = setTimeout(() => {
      overtime = true;
      counts.kills += 1;
      keeper.kill(child.serial);
    }, limits.wallMs);
    try {
      const answer = await child.ask(request);
      if (answer.kind === 'answer' && !overtime) {
        keeper.forget(child.serial, () => {
          counts.kills += 1;
        });
        return { answer, overtime };
      }
      if (answer.kind === 'broken') {
        counts.kills += 1;
        keeper.kill(child.serial);
      }
      return { answer, death: await keeper.deathOf(child.serial), overtime };
    } finally {
      clearTimeout(timer);
      counts.running -= 1;
      // After the answer has gone on its way: closing and connecting take as long as a small action.
      setImmediate(() => {
        child.close();
        usedUp.get(child)?.();
      });
    }
  }

  return {
    get walls() {
      return zygote.walls;
    },
    get pythonVersion() {
      return zygote.pythonVersion;
    },
    get zygotePid() {
      return zygote.pid;
    },
    get reached() {
      return zygote.reached;
    },
    get counts() {
      return Object.assign(counts, { waiting: waiters.length, armed: armed.length });
    },
    async ask(request) {
      for (let attempt = 1; ; attempt++) {
        const ending = await askOnce(request, attempt > 1);
        if (ending.death !== 'lost') return ending;
        if (attempt === attemptsPerRequest || closed) {
          throw new SandboxUnavailableError(
            'The sandbox stopped while it ran the action, and again when it was tried anew',
          );
        }
      }
    },
    async close() {
      closed = true;
      for (const waiter of waiters.splice(0)) waiter.reject(new SandboxUnavailableError('The server is stopping'));
      for (const child of armed.splice(0)) child.close();
      await zygote.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
