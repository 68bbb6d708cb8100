// The sandbox: runs the actions of a program, each in a process of its own that can reach nothing but its context.
//
// It knows neither records nor SQL. A machine on which the walls cannot be put up gets a sandbox that refuses to run
// anything and says why (`unavailable`).

import { setMaxListeners } from 'node:events';
import { aboutCode } from './about-code.ts';
import { type RawResult, readEnding } from './action-result.ts';
import { type ChildPool, createChildPool } from './child-pool.ts';
import type { Queued } from './child-queue.ts';
import { type CompiledCode, createCompiledCode } from './compiled-code.ts';
import { createCounts, type SandboxCounts } from './counts.ts';
import { SandboxUnavailableError, UnreadableLogFileError } from './errors.ts';
import { findPython } from './find-python.ts';
import { encodeRequest } from './frames.ts';
import { defaultLimits, limitMessages, type SandboxLimits } from './limits.ts';
import type { ActionResult, ChainResult, CodeProblem, Program, ProgramAction } from './program.ts';
import { chainVerdict, stopsTheChange } from './verdict.ts';
import { tryEachWall, type WallProbe } from './wall-probe.ts';
import { allWalls, type Wall } from './zygote.ts';

export interface SandboxOptions {
  limits?: Partial<SandboxLimits>;
  /** How many processes are kept ready. Default 4. */
  children?: number;
  /** The Python to run actions with. Default `python3` from PATH. */
  python?: string;
  /** The walls to put up. Only tests leave one out. */
  walls?: readonly Wall[];
  /** A command to start the zygote with. Only tests give one. */
  launcher?: readonly string[];
  onZygoteLost?: () => void;
  /** Told of each action that ran how long it had waited for a process, in milliseconds. */
  onWait?: (ms: number) => void;
}

export interface Sandbox {
  readonly limits: SandboxLimits;
  /** Why it refuses to run anything; undefined when it works. */
  readonly unavailable: string | undefined;
  readonly pythonVersion: string;
  /** The walls that stand: what the kernel and the container allow beyond the system call filter. */
  readonly walls: string[];
  readonly zygotePid: number | undefined;
  readonly counts: SandboxCounts;
  /** Runs the chain. Throws `SandboxUnavailableError` or `SandboxBusyError`; what an action does is in the result. */
  run(program: Program): Promise<ChainResult>;
  /** Compiles the code without running it. */
  check(code: string): Promise<CodeProblem[]>;
  /** The code as it stands in a log file: `def action_<id>(context):` and its body, or a string where it can't be one. */
  render(id: number, code: string): Promise<string>;
  /** The actions in the text of a log file, as they stand in it now. Throws `UnreadableLogFileError`. */
  readLogFile(text: string): Promise<{ id: number; code: string }[]>;
  close(): Promise<void>;
}

const notCompiled = 'Python could not compile the code within the limits of the sandbox';

/** How many rendered actions are kept: a download of many logs meets the same few again and again. */
const maxRendered = 200;

/** Not a user of any Linux distribution; the zygote becomes it when it is started as root. */
const sandboxUserId = 64_400;

export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const limits = { ...defaultLimits, ...options.limits };
  let pool: ChildPool | undefined;
  let compiled: CompiledCode | undefined;
  let unavailable: string | undefined;
  try {
    pool = await openPool(options, limits);
    compiled = createCompiledCode(pool);
  } catch (error) {
    unavailable = (error as Error).message;
  }

  function requirePool(): ChildPool {
    if (!pool) throw new SandboxUnavailableError(unavailable);
    return pool;
  }

  async function runAction(action: ProgramAction, program: Program, place: Queued): Promise<ActionResult> {
    const started = performance.now();
    const failed = (message: string): RawResult => ({
      outcome: 'FAILED',
      message,
      line: null,
      output: Buffer.alloc(0),
    });
    const contextBytes = Buffer.byteLength(action.context);
    let raw = action.contextError ? failed(action.contextError) : undefined;
    if (contextBytes > limits.contextBytes) raw ??= failed(limitMessages.context(limits, contextBytes));
    raw ??= await runInChild(action, program, contextBytes, place);
    if (!place.signal?.aborted) requirePool().counts.outcomes[raw.outcome] += 1;
    const { outcome, message, line, output } = raw;
    const executionTimeMs = round(performance.now() - started);
    return { actionId: action.id, outcome, message, line, output, executionTimeMs };
  }

  async function runInChild(
    action: ProgramAction,
    program: Program,
    contextBytes: number,
    place: Queued,
  ): Promise<RawResult> {
    const bytes = encodeRun(action, program, compiled?.find(action.id, action.code));
    const maxAttachmentBytes = limits.outputBytes;
    const ending = await requirePool().ask({ ...place, bytes, contextBytes, givesUpTheRest: true, maxAttachmentBytes });
    options.onWait?.(ending.waitedMs);
    return readEnding(ending, limits);
  }

  const rendered = new Map<string, string>();

  return {
    limits,
    get unavailable() {
      return unavailable;
    },
    get pythonVersion() {
      return pool?.pythonVersion ?? '';
    },
    get walls() {
      return pool?.walls ?? [];
    },
    get zygotePid() {
      return pool?.zygotePid;
    },
    get counts() {
      return pool?.counts ?? createCounts();
    },
    async run(program) {
      requirePool();
      const started = performance.now();
      // They run side by side, each in its own process; the chain ends where, in order, one of them stops the change. Nobody waits for the
      // others then.
      const stopped = new AbortController();
      setMaxListeners(0, stopped.signal);
      const running = program.actions.map((action, turn) =>
        runAction(action, program, { turn, signal: stopped.signal }),
      );
      for (const result of running) result.catch(() => {});
      const ran: { action: ProgramAction; result: ActionResult }[] = [];
      try {
        for (const [index, action] of program.actions.entries()) {
          const result = await running[index]!;
          ran.push({ action, result });
          if (stopsTheChange(action, result)) break;
        }
      } finally {
        stopped.abort();
      }
      const { outcome, message, raisedActionId } = chainVerdict(ran);
      return {
        outcome,
        message,
        raisedActionId,
        actions: ran.map(({ result }) => result),
        executionTimeMs: round(performance.now() - started),
        pythonVersion: requirePool().pythonVersion,
      };
    },
    async check(code) {
      const { answer, overtime } = await requirePool().ask(aboutCode('check', 0, code));
      const problems = answer.kind === 'answer' && !overtime ? answer.frame.message.problems : undefined;
      return Array.isArray(problems)
        ? (problems as CodeProblem[])
        : [{ severity: 'error', message: notCompiled, line: 1, column: 1 }];
    },
    async readLogFile(text) {
      const { answer, overtime } = await requirePool().ask(aboutCode('read', 0, text));
      if (answer.kind !== 'answer' || overtime)
        throw new UnreadableLogFileError('Python could not read the file in time');
      const { problem } = answer.frame.message;
      if (typeof problem === 'string') throw new UnreadableLogFileError(`Python cannot read the file: ${problem}`);
      return JSON.parse(answer.frame.attachment.toString());
    },
    async render(id, code) {
      const key = `${id}\n${code}`;
      const known = rendered.get(key);
      if (known !== undefined) return known;
      const { answer, overtime } = await requirePool().ask(aboutCode('render', id, code));
      const text = answer.kind === 'answer' && !overtime ? answer.frame.attachment.toString() : undefined;
      const result = text || `action_${id} = ${JSON.stringify(code)}\n`; // a JSON string is a Python string too
      if (rendered.size >= maxRendered) rendered.delete(rendered.keys().next().value!);
      rendered.set(key, result);
      return result;
    },
    async close() {
      await pool?.close();
    },
  };
}

async function openPool(options: SandboxOptions, limits: SandboxLimits): Promise<ChildPool> {
  if (process.platform !== 'linux') {
    throw new SandboxUnavailableError(
      `Actions run on Linux only, this is ${process.platform}; use the container image`,
    );
  }
  const python = await findPython(options.python);
  const { children = 4, walls = allWalls, launcher, onZygoteLost = () => {} } = options;
  const settings = { python: python.path, limits, userId: sandboxUserId, launcher };
  const trying = walls.length === allWalls.length ? tryEachWall(settings) : undefined; // a test has left one out on purpose
  trying?.catch(() => {});
  const pool = await createChildPool({ ...settings, children, walls, onZygoteLost });
  try {
    if (trying) await requireWalls(pool, await trying);
    return pool;
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Throws when something can be done that no action may do: behind one wall alone, or in a child. Before the first action runs. */
async function requireWalls(pool: ChildPool, { reached: behind, standing }: WallProbe): Promise<void> {
  for (const [wall, reached] of Object.entries(behind)) {
    if (reached.length) throw new SandboxUnavailableError(selfCheckFailed(reached, ` behind the ${wall} wall alone`));
  }
  const missing = standing.filter((wall) => !pool.walls.includes(wall));
  if (missing.length) {
    throw new SandboxUnavailableError(`The sandbox was set up without what was tried: ${missing.join(', ')}`);
  }
  const { answer } = await pool.ask(aboutCode('self-check', 0, ''));
  const reached = answer.kind === 'answer' ? answer.frame.message.reached : undefined;
  if (!Array.isArray(reached)) throw new SandboxUnavailableError('The sandbox did not pass its self-check: no answer');
  if (reached.length) {
    throw new SandboxUnavailableError(selfCheckFailed(reached));
  }
}

function selfCheckFailed(reached: unknown[], where = ''): string {
  return `The sandbox did not pass its self-check, so it runs nothing: an action could ${reached.join(', ')}${where}`;
}

function encodeRun(action: ProgramAction, program: Program, compiled: Buffer | undefined): Buffer {
  const { id, title } = action;
  const { createdAtMs, seed } = program;
  const isCompiled = compiled !== undefined;
  return encodeRequest(
    { kind: 'run', id, title, createdAtMs, seed, isCompiled },
    compiled ?? action.code,
    action.context,
  );
}

/** To the hundredth of a millisecond. */
function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
