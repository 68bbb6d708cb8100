import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SandboxUnavailableError } from './errors.ts';
import type { SandboxLimits } from './limits.ts';

/** How a child ended. `lost` means the zygote went away first, so nothing is known of it. */
export type Death = { signal?: number; status?: number; output: Buffer } | 'lost';

export type Wall = 'seccomp' | 'landlock' | 'user' | 'namespaces';
export const allWalls: readonly Wall[] = ['seccomp', 'landlock', 'user', 'namespaces'];

export interface ZygoteSettings {
  python: string;
  socketPath: string;
  /** How many children it keeps, armed or running. */
  children: number;
  limits: SandboxLimits;
  walls: readonly Wall[];
  /** The user it becomes when it is started as root. */
  userId: number;
}

const script = fileURLToPath(new URL('./guest/zygote.py', import.meta.url));

/** The environment of the zygote and so of every action. The hash seed is what makes set order reproducible. */
const environment = { PYTHONHASHSEED: '0', TZ: 'UTC0', LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };

/** A running zygote. `exited` resolves when it is gone, whatever the reason. */
export class Zygote {
  readonly exited: Promise<void>;
  /** The walls that stand on this machine, known once started. */
  walls: string[] = [];
  pythonVersion = '';
  private readonly process: ChildProcess;
  private readonly deaths = new Map<number, Death>();
  private readonly waiting = new Map<number, (death: Death) => void>();
  private lastWords = '';
  private gone = false;

  private constructor(settings: ZygoteSettings) {
    const { socketPath, children, limits, walls, userId } = settings;
    const argument = JSON.stringify({ socketPath, children, limits, walls, userId });
    this.process = spawn(settings.python, ['-s', '-S', script, argument], {
      env: environment,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
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
        const event = JSON.parse(line);
        if (event.ready) {
          zygote.walls = event.walls;
          zygote.pythonVersion = event.python;
          resolve();
        } else zygote.noteDeath(event);
      });
    });
    await Promise.race([ready, zygote.exited]);
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
    this.process.stdin!.write(`kill ${serial}\n`);
  }

  /** How the child ended, once it has. Each death is told once. */
  deathOf(serial: number): Promise<Death> {
    const known = this.deaths.get(serial);
    if (known || this.gone) {
      this.deaths.delete(serial);
      return Promise.resolve(known ?? 'lost');
    }
    return new Promise((resolve) => this.waiting.set(serial, resolve));
  }

  /** Nobody will ask how this child ended. */
  forget(serial: number): void {
    if (!this.deaths.delete(serial) && !this.gone) this.waiting.set(serial, () => {});
  }

  async stop(): Promise<void> {
    this.process.stdin!.end();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 1000);
    await this.exited;
    clearTimeout(timer);
  }

  private noteDeath(event: { died: number; signal?: number; status?: number; output?: string }): void {
    const death = { signal: event.signal, status: event.status, output: Buffer.from(event.output ?? '', 'hex') };
    const waiter = this.waiting.get(event.died);
    if (waiter) {
      this.waiting.delete(event.died);
      waiter(death);
    } else this.deaths.set(event.died, death);
  }

  private forgetAll(): void {
    this.gone = true;
    for (const waiter of this.waiting.values()) waiter('lost');
    this.waiting.clear();
    this.deaths.clear();
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'its process ended without a word';
}
