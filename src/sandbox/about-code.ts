import type { Request } from './child-pool.ts';
import { encodeRequest } from './frames.ts';

/** Parsing takes about this many times the memory of a context as long as the code. */
const contextsPerCode = 25;

/** A question about code that a child answers without running it. */
export function aboutCode(
  kind: 'check' | 'read' | 'render' | 'compile' | 'self-check',
  id: number,
  code: string,
): Request {
  const contextBytes = contextsPerCode * Buffer.byteLength(code);
  return { bytes: encodeRequest({ kind, id }, code, ''), contextBytes, givesUpTheRest: false };
}
