// Names for statements of which a connection keeps the last ones prepared. A text gets one when it is seen again, so that what
// is asked once takes nobody's place. (What is asked in the same words every day is prepared for good: statement-names.ts.) The same text has the same name on every connection and is not remembered for it.

import { createHash } from 'node:crypto';

export interface KeptNames {
  /** @param plans a word for the settings that it is planned with. Undefined when it is to be asked without a name. */
  find(text: string, plans: string): string | undefined;
}

const MAX_SEEN = 2_000;

export function createKeptNames(): KeptNames {
  let seen = new Set<string>();
  return {
    find(text, plans) {
      const name = `interlock_kept_${createHash('sha256').update(`${plans} ${text}`).digest('hex').slice(0, 32)}`;
      if (seen.has(name)) return name;
      if (seen.size >= MAX_SEEN) seen = new Set();
      seen.add(name);
      return undefined;
    },
  };
}
