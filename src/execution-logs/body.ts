// The body of a log as stored: JSON, deflated. Code is not in it: each action names its version, whose code never changes.

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ExecutedAction, RecordedLimits } from './execution-log.ts';

interface StoredAction extends Omit<ExecutedAction, 'code' | 'output' | 'context'> {
  context: string;
  /** Base64, absent when nothing was printed. */
  output?: string;
}

export interface LogBody {
  limits: RecordedLimits;
  actions: Omit<ExecutedAction, 'code'>[];
}

/** Level 3: a tenth larger than level 6 at a third of its time (10 KB context: 0.1 ms). */
const compressionLevel = 3;

export function encodeBody({ limits, actions }: LogBody): Buffer {
  const stored: StoredAction[] = actions.map(({ output, ...action }) =>
    output.length ? { ...action, output: output.toString('base64') } : action,
  );
  return deflateRawSync(JSON.stringify({ limits, actions: stored }), { level: compressionLevel });
}

export function decodeBody(body: Buffer): LogBody {
  const { limits, actions } = JSON.parse(inflateRawSync(body).toString()) as {
    limits: RecordedLimits;
    actions: StoredAction[];
  };
  return {
    limits,
    actions: actions.map((action) => ({ ...action, output: Buffer.from(action.output ?? '', 'base64') })),
  };
}
