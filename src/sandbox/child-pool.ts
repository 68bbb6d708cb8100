// Keeps a zygote running and children armed, and hands each request to a child that knows of no other: a fresh one, or one
// that the zygote has given its armed state back (guest/renewal.py).
//
// It guarantees: a request whose child was lost with its zygote is given to another one; at most `queueLength` requests
// wait, first come first served; what a child does concerns nobody but its request.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type ArmedChild, connectChild } from './armed-child.ts';
import { createChildQueue, type Queued } from './child-queue.ts';
import { createCounts, type SandboxCounts } from './counts.ts';
import { SandboxUnavailableError } from './errors.ts';
import { type SandboxLimits, smallContextBytes } from './limits.ts';
import { watchTime } from './time-limits.ts';
import { type Death, type Wall, Zygote } from './zygote.ts';

export interface PoolSettings {
  python: string;
  children: number;
  limits: SandboxLimits;
  walls: readonly Wall[];
  userId: number;
  launcher?: readonly string[];
  onZygoteLost: () => void;
}

/** What a child is asked, and the memory that takes. */
export interface Request extends Queued {
  bytes: Buffer;
  /** How large a context the child must have memory for. */
  contextBytes: number;
  /** Whether the child gives up the memory for larger ones first, as it does before it runs an action. */
  givesUpTheRest: boolean;
  /** What may come with the answer: what an action has printed. */
  maxAttachmentBytes: number;
}

/** How a request ended, after it had waited `waitedMs` for a child. */
export interface Ending {
  answer: Exclude<Answer, { kind: 'not ready' }>;
  death?: Death;
  /** Whether the pool killed the child, without an answer, for taking longer than `wallMs`, or because nobody waited any more. */
  overtime: boolean;
  waitedMs: number;
}

export interface ChildPool {
  readonly walls: string[];
  readonly pythonVersion: string;
  readonly zygotePid: number | undefined;
  readonly counts: SandboxCounts;
  ask(request: Request): Promise<Ending>;
  close(): Promise<void>;
}

const attemptsPerRequest = 5;
/** For a child that is ready, when one after the other is not. */
const maxMsInVain = 30_000;

/** A child of the current zygote, from its arming to its end. */
interface Member {
  child: ArmedChild;
  zygote: Zygote;
  /** Whether the zygote can give it its armed state back. */
  isKept: boolean;
  /** Resolves when its place is free for a new one. */
  left: Promise<void>;
  /** Gives its place up; true the first time. */
  leave: () => boolean;
}

export async function createChildPool(settings: PoolSettings): Promise<ChildPool> {
  const { limits } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'interlock-'));
  const armed: Member[] = [];
  const counts = createCounts();
  const waiting = createChildQueue<Request, Member>(limits.queueLength, () => {
    counts.refusals += 1;
  });
  /** The walls of the zygote before: one that could not put all of them up again is not used. */
  let standing: readonly string[] = [];
  let generation = 0;
  let closed = false;
  let arming = 0;
  let zygote = await startZygote();

  async function startZygote(): Promise<Zygote> {
    generation += 1;
    const mine = generation;
    const socketPath = join(folder, `${generation}.sock`);
    const started = await Zygote.start({ ...settings, socketPath });
    const missing = standing.filter((wall) => !started.walls.includes(wall));
    if (missing.length) {
      await started.stop();
      throw new SandboxUnavailableError(`The sandbox was set up without what stood before: ${missing.join(', ')}`);
    }
    standing = started.walls;
    void started.exited.then(() => replaceZygote(mine));
    const isCurrent = () => !closed && mine === generation;
    for (let n = 0; n < settings.children; n++) void keepPlaceFilled(started, socketPath, isCurrent);
    return started;
  }

  async function replaceZygote(mine: number): Promise<void> {
    if (closed || mine !== generation) return;
    settings.onZygoteLost();
    counts.restarts += 1;
    for (const { child } of armed.splice(0)) child.close();
    for (let wait = 20; !closed; wait = Math.min(wait * 2, 2000)) {
      try {
        zygote = await startZygote();
        return;
      } catch (error) {
        waiting.refuseAll(error as Error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** One of the zygote's children after another: when one has left, the next takes its place. */
  async function keepPlaceFilled(from: Zygote, socketPath: string, isCurrent: () => boolean): Promise<void> {
    while (isCurrent()) {
      arming += 1;
      const member = await arm(from, socketPath).catch(() => undefined); // the zygote is gone, or the child
      arming -= 1;
      if (member) offer(member);
      await (member ? member.left : new Promise((resolve) => setTimeout(resolve, 50)));
    }
  }

  async function arm(from: Zygote, socketPath: string): Promise<Member | undefined> {
    const isUrgent = waiting.length > 0 || (armed.length === 0 && counts.running > 0);
    const child = await from.whileArming(connectChild(socketPath, { rehearse: !isUrgent }));
    counts.forks += 1;
    const member: Member = { child, zygote: from, isKept: false, ...createPlace() };
    child.onClosed = () => {
      const index = armed.indexOf(member);
      if (index >= 0) armed.splice(index, 1);
      retire(member);
    };
    member.isKept = await from.keep(child.serial);
    if (!member.isKept) counts.unkept += 1;
    return member;
  }

  function retire({ child, zygote: keeper, leave }: Member): void {
    if (!leave()) return;
    keeper.forget(child.serial, () => {
      counts.kills += 1;
    });
    child.close();
  }

  function expel(member: Member): void {
    counts.kills += 1;
    member.zygote.kill(member.child.serial);
    retire(member);
  }

  const fits = ({ child }: Member, request: Request) => request.contextBytes <= child.maxContextBytes;

  /** Gives an armed child to who has waited longest, or keeps it. One that is too small for them makes room for a fresh one. */
  function offer(member: Member): void {
    const next = waiting.findIndex((request) => fits(member, request));
    if (closed || (waiting.length > 0 && next !== 0 && arming === 0)) retire(member);
    else if (next === -1) armed.push(member);
    else waiting.serve(next, member);
  }

  function take(request: Request, again: boolean): Promise<Member> {
    // The last one used first: its pages are in the processor's caches.
    const index = armed.findLastIndex((member) => fits(member, request));
    if (index >= 0) return Promise.resolve(armed.splice(index, 1)[0]!);
    const served = waiting.wait(request, again);
    const tooSmall = arming === 0 && waiting.length > 0 ? armed.shift() : undefined;
    if (tooSmall) retire(tooSmall);
    return served;
  }

  /** Gives 'not ready' when the child was not, and has run nothing of it. */
  async function askOnce(request: Request, again: boolean): Promise<Ending | 'not ready'> {
    const arrived = performance.now();
    const member = await take(request, again);
    const waitedMs = performance.now() - arrived;
    const { child, zygote: keeper } = member;
    counts.running += 1;
    let overtime = false;
    const stopWatching = watchTime(child, {
      limits,
      signal: request.signal,
      processorMsLeft: () => keeper.watch(child.serial),
      end() {
        overtime = true;
        counts.kills += 1;
        keeper.kill(child.serial);
      },
    });
    if (request.givesUpTheRest) child.maxContextBytes = Math.max(request.contextBytes, smallContextBytes);
    const answer = await child.ask(request.bytes, request.maxAttachmentBytes);
    stopWatching();
    counts.running -= 1;
    if (answer.kind === 'answer' && !overtime) {
      // After the answer has gone on its way: this takes as long as a small action.
      setImmediate(() => void renew(member));
      return { answer, overtime, waitedMs };
    }
    if (answer.kind === 'not ready') {
      expel(member);
      return 'not ready';
    }
    member.leave();
    if (answer.kind === 'broken') {
      counts.kills += 1;
      keeper.kill(child.serial);
    }
    const death = await keeper.deathOf(child.serial);
    child.close();
    return { answer, death, overtime: overtime && answer.kind !== 'answer', waitedMs };
  }

  async function renew(member: Member): Promise<void> {
    if (closed || !member.isKept) return retire(member);
    const { serial, maxContextBytes } = member.child;
    if (!(await member.zygote.renew(serial, maxContextBytes))) return retire(member);
    counts.renewals += 1;
    offer(member);
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
    get counts() {
      return Object.assign(counts, { waiting: waiting.length, armed: armed.length });
    },
    async ask(request) {
      const arrived = performance.now();
      let lost = 0;
      for (let isAgain = false; ; isAgain = true) {
        const waitedBefore = performance.now() - arrived;
        const ending = await askOnce(request, isAgain);
        if (ending !== 'not ready') {
          if (ending.death !== 'lost') return { ...ending, waitedMs: waitedBefore + ending.waitedMs };
          lost += 1;
        }
        if (lost === attemptsPerRequest || waitedBefore > maxMsInVain || closed) {
          throw new SandboxUnavailableError(
            'The sandbox stopped while it ran the action, and again when it was tried anew',
          );
        }
      }
    },
    async close() {
      closed = true;
      waiting.refuseAll(new SandboxUnavailableError('The server is stopping'));
      for (const { child } of armed.splice(0)) child.close();
      await zygote.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createPlace(): Pick<Member, 'left' | 'leave'> {
  let hasLeft = false;
  let resolveLeft = () => {};
  const left = new Promise<void>((resolve) => {
    resolveLeft = resolve;
  });
  const leave = () => {
    if (hasLeft) return false;
    hasLeft = true;
    resolveLeft();
    return true;
  };
  return { left, leave };
}
