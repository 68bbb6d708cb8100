import type { Request } from './child-pool.ts';
import { encodeRequest } from './frames.ts';

/** Parsing takes about this many times the memory of a context as long as the code. */
const contextsPerCode = 25;
/** An action rendered for a log file: its code with every line indented. */
const maxAnswerBytes = 4 * 1024 * 1024;

/** A question about code that a child answers without running it. */
export function aboutCode(
  kind: 'check' | 'read' | 'render' | 'compile' | 'self-check',
  id: number,
  code: string,
): Request {
  const contextBytes = contextsPerCode * Buffer.byteLength(code);
  return {
    bytes: encodeRequest({ kind, id }, code, ''),
    contextBytes,
    givesUpTheRest: false,
    maxAttachmentBytes: maxAnswerBytes,
    turn: 0,
  };
}
