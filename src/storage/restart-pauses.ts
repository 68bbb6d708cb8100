/** What lives shorter than this has not recovered. */
const MIN_LIFE_MS = 5_000;
/** The pauses before it is started again, for each time in a row that it lived so short; then we give up. */
const PAUSES_MS = [0, 0, 500, 1_000, 2_000, 5_000];

export interface RestartPauses {
  /** How long to wait before starting again what has lived so long; undefined to give up. */
  next(lifeMs: number): number | undefined;
  /** As if it had never lived too short. */
  forget(): void;
}

/** For a process that ends by itself and is started again: at once at first, then later and later. */
export function createRestartPauses(): RestartPauses {
  let shortLives = 0;
  return {
    next(lifeMs) {
      shortLives = lifeMs < MIN_LIFE_MS ? shortLives + 1 : 0;
      return PAUSES_MS[shortLives];
    },
    forget() {
      shortLives = 0;
    },
  };
}
