import { constants } from 'node:os';
import type { Ending } from './child-pool.ts';
import { type Frame, isCount } from './frames.ts';
import { limitMessages, type SandboxLimits } from './limits.ts';
import type { ActionOutcome } from './program.ts';

/** What became of one action, before it is told which action it was. */
export interface RawResult {
  outcome: ActionOutcome;
  message: string | null;
  line: number | null;
  output: Buffer;
}

const outcomesFromInside: readonly string[] = ['ALLOWED', 'WARNED', 'BLOCKED', 'FAILED', 'OUT_OF_MEMORY'];
/** The guest cuts a message at 10,000 characters and says so. Of these it writes what can't be stored as up to six. */
const maxMessageCharacters = 60_100;
/** What GraphQL's Int holds. */
const maxLine = 2 ** 31 - 1;
const { SIGPROF, SIGXCPU } = constants.signals;

/** Every way an action can end, told apart. Nothing that comes from inside is believed without a look. */
export function readEnding(ending: Ending, limits: SandboxLimits): RawResult {
  const { answer, death } = ending;
  const failed = (message: string, outcome: ActionOutcome = 'FAILED'): RawResult => ({
    outcome,
    message,
    line: null,
    output: death && death !== 'lost' ? death.output : Buffer.alloc(0),
  });
  if (ending.overtime) return failed(limitMessages.wall(limits), 'TIMED_OUT');
  if (answer.kind === 'answer') return readResult(answer.frame) ?? failed(limitMessages.broken('an unknown outcome'));
  if (answer.kind === 'broken') return failed(limitMessages.broken(answer.what));
  if (!death || death === 'lost') return failed(limitMessages.crashed('unknown'));
  if (death.signal === SIGPROF || death.signal === SIGXCPU) return failed(limitMessages.cpu(limits), 'TIMED_OUT');
  if (death.signal !== undefined) return failed(limitMessages.crashed(signalName(death.signal)));
  return failed(limitMessages.exited(death.status ?? 0));
}

function readResult({ message: result, attachment }: Frame): RawResult | undefined {
  const { outcome, message, line } = result;
  if (typeof outcome !== 'string' || !outcomesFromInside.includes(outcome)) return undefined;
  if (outcome !== 'ALLOWED' && (typeof message !== 'string' || message.length > maxMessageCharacters)) return undefined;
  return {
    outcome: outcome as ActionOutcome,
    message: outcome === 'ALLOWED' ? null : storable(message as string),
    line: isCount(line, maxLine) && line > 0 ? line : null,
    output: Buffer.from(attachment),
  };
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; the guest sends none, a forged frame might. */
function storable(message: string): string {
  return message.replaceAll('\0', '\\x00').toWellFormed();
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, n]) => n === number)?.[0] ?? `signal ${number}`;
}
