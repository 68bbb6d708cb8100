import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SandboxUnavailableError } from './errors.ts';
import type { SandboxLimits } from './limits.ts';

/** How a child ended. `lost` means the zygote went away first, so nothing is known of it. */
export type Death = { signal?: number; status?: number; output: Buffer } | 'lost';

/** The parts of the two walls, see guest/walls.py. */
export type Wall = 'seccomp' | 'limits' | 'landlock' | 'user' | 'namespaces' | 'enclosure';
export const innerWall: readonly Wall[] = ['seccomp', 'limits'];
export const outerWall: readonly Wall[] = ['landlock', 'user', 'namespaces', 'enclosure'];
export const allWalls: readonly Wall[] = [...innerWall, ...outerWall];

export interface ZygoteSettings {
  python: string;
  socketPath: string;
  /** How many children it keeps, armed or running. */
  children: number;
  limits: SandboxLimits;
  walls: readonly Wall[];
  /** The user it becomes when it is started as root. */
  userId: number;
  /** A command that starts the one given to it, under restrictions of its own. Only tests set it. */
  launcher?: readonly string[];
}

const maxStartMs = 10_000;
/** A zygote that owes something and has not said a word for so long is asked for one; after as long again it is stuck, and ended. */
const maxSilentMs = 3_000;
/** A child exits as soon as its answer is written; one that does not has forged it. */
const maxMsAfterAnswer = 100;

const script = fileURLToPath(new URL('./guest/zygote_main.py', import.meta.url));

/** The environment of the zygote and so of every action. The hash seed is what makes set order reproducible. */
export const environment = {
  PYTHONHASHSEED: '0',
  TZ: 'UTC0',
  LC_ALL: 'C.UTF-8',
  PYTHONDONTWRITEBYTECODE: '1',
  // The kernel shall not be able to make a process jump while it puts its memory back (guest/renewal.py).
  GLIBC_TUNABLES: 'glibc.pthread.rseq=0',
};

/** A running zygote. `exited` resolves when it is gone, whatever the reason. */
export class Zygote {
  readonly exited: Promise<void>;
  /** The walls that stand on this machine, known once started. */
  walls: string[] = [];
  pythonVersion = '';
  private readonly process: ChildProcess;
  private readonly deaths = new Map<number, Death>();
  private readonly waiting = new Map<number, (death: Death) => void>();
  private readonly keeping = new Map<number, (isKept: boolean) => void>();
  private readonly watching = new Map<number, (leftMs: number) => void>();
  private arming = 0;
  private silence: NodeJS.Timeout | undefined;
  private lastWords = '';
  private gone = false;

  private constructor(settings: ZygoteSettings) {
    const { socketPath, children, limits, walls, userId } = settings;
    const argument = JSON.stringify({ socketPath, children, limits, walls, userId });
    const [command, ...rest] = [...(settings.launcher ?? []), settings.python, '-s', '-S', script, argument];
    this.process = spawn(command!, rest, {
      env: environment,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
      // A session of its own: Ctrl-C in our terminal would otherwise interrupt the actions that we let finish, and an
      // action that fails with ALLOW lets its change through. It ends with us by the end of its stdin.
      detached: true,
    });
    this.process.stdin!.on('error', () => {}); // it is gone; `exited` tells
    this.process.stderr!.on('data', (text) => {
      this.lastWords = (this.lastWords + text).slice(-2000);
    });
    this.exited = new Promise((resolve) => {
      this.process.once('error', (error) => {
        this.lastWords = error.message;
        resolve();
      });
      this.process.once('close', () => resolve());
    });
    void this.exited.then(() => this.forgetAll());
  }

  /** Starts a zygote and waits until it listens. Throws `SandboxUnavailableError` with its last words when it can't. */
  static async start(settings: ZygoteSettings): Promise<Zygote> {
    const zygote = new Zygote(settings);
    const ready = new Promise<void>((resolve) => {
      createInterface({ input: zygote.process.stdout! }).on('line', (line) => {
        const event = parseEvent(line);
        if (event?.ready) {
          zygote.walls = event.walls;
          zygote.pythonVersion = event.python;
          resolve();
        } else if (event) zygote.hear(event);
      });
    });
    const hangs = setTimeout(() => zygote.process.kill('SIGKILL'), maxStartMs);
    await Promise.race([ready, zygote.exited]);
    clearTimeout(hangs);
    if (zygote.gone || !zygote.pythonVersion) {
      throw new SandboxUnavailableError(`The sandbox could not be set up: ${lastLine(zygote.lastWords)}`);
    }
    return zygote;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Ends a child at once. Its death is reported as any other. */
  kill(serial: number): void {
    this.tell(`kill ${serial}`);
  }

  /** Waits for a child that the zygote is to fork and arm. */
  async whileArming<Child>(child: Promise<Child>): Promise<Child> {
    this.arming += 1;
    this.watchSilence();
    return child.finally(() => {
      this.arming -= 1;
    });
  }

  /** How much processor time the child's action has left, in milliseconds. One that has none left is ended. */
  watch(serial: number): Promise<number> {
    if (this.gone) return Promise.resolve(0);
    return new Promise((resolve) => {
      this.watching.set(serial, resolve);
      this.tell(`watch ${serial}`);
    });
  }

  /** Has the zygote remember what an armed child is. A child that can't be kept runs one action all the same. */
  keep(serial: number): Promise<boolean> {
    return this.order(`keep ${serial}`, serial);
  }

  /** Gives a kept child its armed state back, whatever it has run. A child that can't be renewed is killed.
   * @param maxContextBytes what it has memory for, infinite before it has run an action. */
  renew(serial: number, maxContextBytes: number): Promise<boolean> {
    return this.order(`renew ${serial} ${Number.isFinite(maxContextBytes) ? maxContextBytes : 0}`, serial);
  }

  /** How the child ended, once it has. Each death is told once. */
  deathOf(serial: number): Promise<Death> {
    const known = this.deaths.get(serial);
    if (known || this.gone) {
      this.deaths.delete(serial);
      return Promise.resolve(known ?? 'lost');
    }
    return new Promise((resolve) => {
      this.waiting.set(serial, resolve);
      this.watchSilence();
    });
  }

  /** Nobody will ask how this child ended. It has answered: if it goes on living all the same, it is killed. */
  forget(serial: number, onKill: () => void = () => {}): void {
    if (this.deaths.delete(serial) || this.gone) return;
    const timer = setTimeout(() => {
      this.kill(serial);
      onKill();
    }, maxMsAfterAnswer);
    this.waiting.set(serial, () => clearTimeout(timer));
  }

  async stop(): Promise<void> {
    this.process.stdin!.end();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 1000);
    await this.exited;
    clearTimeout(timer);
  }

  private order(command: string, serial: number): Promise<boolean> {
    if (this.gone) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.keeping.set(serial, resolve);
      this.tell(command);
    });
  }

  private tell(command: string): void {
    this.process.stdin!.write(`${command}\n`);
    this.watchSilence();
  }

  private hear(event: ZygoteEvent): void {
    clearTimeout(this.silence);
    this.silence = undefined;
    if (event.kept) this.noteKept({ kept: event.kept, why: event.why });
    else if (event.watched) this.noteWatched(event.watched, event.leftMs ?? 0);
    else if (event.unknown) this.forgetOrders(event.unknown);
    else if (event.died) this.noteDeath({ ...event, died: event.died });
    this.watchSilence();
  }

  /** While it owes an answer, a death or a child. A child can take any time to die, so it is asked before it is taken for stuck. */
  private watchSilence(): void {
    const isOwing = () => this.keeping.size + this.watching.size + this.waiting.size + this.arming > 0;
    if (this.silence || this.gone || !isOwing()) return;
    const wait = (then: () => void) => {
      this.silence = setTimeout(then, maxSilentMs).unref();
    };
    wait(() => {
      this.silence = undefined;
      if (this.gone || !isOwing()) return;
      this.process.stdin!.write('ping\n');
      wait(() => {
        const asked = this.silence;
        // When we ourselves stood still, its word is there and not read yet.
        setImmediate(() => {
          if (this.silence === asked) this.process.kill('SIGKILL');
        });
      });
    });
  }

  private noteWatched(serial: number, leftMs: number): void {
    this.watching.get(serial)?.(leftMs);
    this.watching.delete(serial);
  }

  private noteKept(event: { kept: number; why?: string }): void {
    this.keeping.get(event.kept)?.(event.why === undefined);
    this.keeping.delete(event.kept);
  }

  private noteDeath(event: { died: number; signal?: number; status?: number; output?: string }): void {
    const death = { signal: event.signal, status: event.status, output: Buffer.from(event.output ?? '', 'hex') };
    this.forgetOrders(event.died);
    const waiter = this.waiting.get(event.died);
    if (waiter) {
      this.waiting.delete(event.died);
      waiter(death);
    } else this.deaths.set(event.died, death);
  }

  /** Of a child that is not there any more. */
  private forgetOrders(serial: number): void {
    this.noteKept({ kept: serial, why: 'it has died' });
    this.noteWatched(serial, 0);
  }

  private forgetAll(): void {
    this.gone = true;
    clearTimeout(this.silence);
    for (const waiter of this.waiting.values()) waiter('lost');
    for (const serial of this.keeping.keys()) this.noteKept({ kept: serial, why: 'its zygote is gone' });
    for (const serial of this.watching.keys()) this.noteWatched(serial, 0);
    this.waiting.clear();
    this.deaths.clear();
  }
}

/** What it says: that it is ready, what became of an order, how a child died, or, asked, that it is there. */
interface ZygoteEvent {
  ready?: boolean;
  walls: string[];
  python: string;
  kept?: number;
  why?: string;
  watched?: number;
  leftMs?: number;
  unknown?: number;
  died?: number;
  signal?: number;
  status?: number;
  output?: string;
}

/** Undefined for the half of a line that one leaves which is killed while it speaks. */
function parseEvent(line: string): ZygoteEvent | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'its process ended without a word';
}
