import { aboutCode } from './about-code.ts';
import type { ChildPool } from './child-pool.ts';

/** Code that is run often, compiled. Compiling is a fifth of a small action's time. */
export interface CompiledCode {
  /** The code object as bytes; undefined until the code has been seen twice and a child has compiled it. */
  find(id: number, code: string): Buffer | undefined;
}

const maxEntries = 500;
const maxBytes = 256 * 1024;

/** A child compiles without running anything: the bytes say nothing of what any execution was given. */
export function createCompiledCode(pool: ChildPool): CompiledCode {
  const entries = new Map<string, 'seen' | 'unfit' | Buffer>();
  let restarts = 0;

  async function compile(key: string, id: number, code: string): Promise<void> {
    entries.set(key, 'unfit');
    const { answer, overtime } = await pool.ask(aboutCode('compile', id, code));
    const bytes = answer.kind === 'answer' && !overtime ? answer.frame.attachment : undefined;
    if (bytes?.length && bytes.length <= maxBytes) entries.set(key, Buffer.from(bytes));
  }

  return {
    find(id, code) {
      if (restarts !== pool.counts.restarts) entries.clear(); // the new zygote may be another Python
      restarts = pool.counts.restarts;
      const key = `${id}\n${code}`;
      const known = entries.get(key);
      if (Buffer.isBuffer(known)) return known;
      if (known === 'seen') void compile(key, id, code).catch(() => entries.delete(key));
      else if (!known) {
        if (entries.size >= maxEntries) entries.delete(entries.keys().next().value!);
        entries.set(key, 'seen');
      }
      return undefined;
    },
  };
}
