// Gives queries that come again and again a name, so that PostgreSQL parses and plans them once a connection (measured: a
// three-way join by id takes 0.14 ms instead of 0.37). Names are bounded in number, because every connection keeps its own
// plan for each: a text gets one when it is seen again, while names last.

export interface StatementNames {
  /** Undefined when the text shall be run without a name. */
  find(text: string): string | undefined;
  /** Every name given so far is not used again. */
  forget(): void;
}

const MAX_NAMES = 300;
const MAX_TEXTS_SEEN_ONCE = 2_000;

export function createStatementNames(): StatementNames {
  let generation = 0;
  let names = new Map<string, string>();
  let seenOnce = new Set<string>();
  return {
    find(text) {
      const name = names.get(text);
      if (name !== undefined || names.size >= MAX_NAMES) return name;
      if (!seenOnce.delete(text)) {
        if (seenOnce.size >= MAX_TEXTS_SEEN_ONCE) seenOnce = new Set();
        seenOnce.add(text);
        return undefined;
      }
      const given = `interlock_${generation}_${names.size}`;
      names.set(text, given);
      return given;
    },
    forget() {
      generation += 1;
      names = new Map();
      seenOnce = new Set();
    },
  };
}
