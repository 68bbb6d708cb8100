// The body of a log as stored. Code is not in it: each action names its version, whose code never changes.
//
// One byte says the format, the rest is deflated: a line of JSON, then the contexts and the outputs as they are, one
// after the other; the line tells how long each is.

import { promisify } from 'node:util';
import { constants, deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { bodyDictionary } from './body-dictionary.ts';
import type { ExecutedAction, RecordedLimits } from './execution-log.ts';

interface StoredAction extends Omit<ExecutedAction, 'code' | 'output' | 'context' | 'contextQuery'> {
  contextBytes: number;
  outputBytes: number;
}

export interface LogBody {
  limits: RecordedLimits;
  actions: Omit<ExecutedAction, 'code'>[];
}

const FORMAT = 1;
/** 2 KB of context: 470 bytes in 0.04 ms. Level 3 is a tenth larger, at a tenth less time. */
const compression = { level: 6, dictionary: bodyDictionary };
/** What the compressor gives at a time: for most logs one piece that fits, instead of 16 KB that have to be made for each. */
const SMALL_CHUNK = 4096;
/** A window that holds the dictionary and a usual log, instead of 32 KB that have to be cleared for each. The same bytes come out. */
const smallWindow = { windowBits: 13, memLevel: 6 };
const MAX_IN_SMALL_WINDOW = 4096;
/** Takes 3 ms, and a chain may print 256 KB an action: others need not wait for it. To hand it to another thread takes 0.1. */
const MAX_AT_ONCE = 128 * 1024;
const deflateAside = promisify(deflateRaw);

export async function encodeBody({ limits, actions }: LogBody): Promise<Buffer> {
  const contexts = actions.map(({ context }) => Buffer.from(context));
  // In the order in which the dictionary has them.
  const stored = actions.map(
    (action, n): StoredAction => ({
      id: action.id,
      title: action.title,
      version: action.version,
      errorState: action.errorState,
      contextError: action.contextError,
      outcome: action.outcome,
      message: action.message,
      line: action.line,
      executionTimeMs: action.executionTimeMs,
      contextBytes: contexts[n]!.length,
      outputBytes: action.output.length,
    }),
  );
  const line = Buffer.from(`${JSON.stringify({ limits, actions: stored })}\n`);
  const whole = Buffer.concat([line, ...contexts, ...actions.map(({ output }) => output)]);
  const options = {
    ...compression,
    ...(whole.length <= MAX_IN_SMALL_WINDOW && smallWindow),
    chunkSize: whole.length < 64 * SMALL_CHUNK ? SMALL_CHUNK : constants.Z_DEFAULT_CHUNK,
  };
  const isSmall = whole.length <= MAX_AT_ONCE;
  return Buffer.concat([
    Buffer.of(FORMAT),
    isSmall ? deflateRawSync(whole, options) : await deflateAside(whole, options),
  ]);
}

export function decodeBody(body: Buffer): LogBody {
  if (body[0] !== FORMAT)
    throw new Error(`The body of a log is of format ${body[0]}, which this version does not know`);
  const whole = inflateRawSync(body.subarray(1), { ...compression, chunkSize: chunkSizeFor(body.length) });
  const lineEnd = whole.indexOf('\n');
  const { limits, actions } = JSON.parse(whole.toString('utf8', 0, lineEnd)) as {
    limits: RecordedLimits;
    actions: StoredAction[];
  };
  let at = lineEnd + 1;
  const take = (bytes: number) => {
    at += bytes;
    return whole.subarray(at - bytes, at);
  };
  const contexts = actions.map(({ contextBytes }) => take(contextBytes).toString());
  const outputs = actions.map(({ outputBytes }) => Buffer.from(take(outputBytes)));
  return {
    limits,
    actions: actions.map(({ contextBytes, outputBytes, ...action }, n) => ({
      ...action,
      context: contexts[n]!,
      output: outputs[n]!,
    })),
  };
}

/** Megabytes come out in a few large pieces, in two thirds of the time. */
function chunkSizeFor(deflatedBytes: number): number {
  return Math.min(Math.max(4 * deflatedBytes, constants.Z_DEFAULT_CHUNK), 4 * 1024 * 1024);
}
