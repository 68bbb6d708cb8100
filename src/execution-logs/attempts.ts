// The parts of a housekeeping run: each is tried, whatever became of the others, and at the end it is told which could not be done.

export interface Attempts {
  /** What could not be done and why, as sentences, in the order in which it was tried. */
  readonly failures: string[];
  /** Does a part that "Could not" would stand before: `drop execution_log_20261123`. @returns whether it succeeded; never throws */
  attempt(what: string, part: () => Promise<unknown>): Promise<boolean>;
  /** @throws AggregateError of what the parts threw, when any did */
  finish(): void;
}

export function createAttempts(): Attempts {
  const failures: string[] = [];
  const errors: unknown[] = [];
  return {
    failures,
    async attempt(what, part) {
      try {
        await part();
        return true;
      } catch (error) {
        errors.push(error);
        failures.push(`Could not ${what}: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      }
    },
    finish() {
      if (errors.length) throw new AggregateError(errors, failures.join('; '));
    },
  };
}
