import type { People } from '../people/people.ts';
import { createRateLimit, TooOftenError } from './rate-limit.ts';

/** Refuses who asks more often than that, each person and each of their tokens by itself. */
export function limitRequests(people: People, perMinute: number, now?: () => number): People {
  const limit = createRateLimit({ max: perMinute, windowMs: 60_000, now });
  return {
    ...people,
    async identify(headers) {
      const person = await people.identify(headers);
      if (!person) return undefined;
      const seconds = limit.count(`${person.id} ${person.viaToken ?? ''}`);
      if (seconds > 0) {
        throw new TooOftenError(
          `You asked more than ${perMinute} times in a minute (REQUESTS_PER_MINUTE): go on in ${seconds} seconds.`,
          seconds,
        );
      }
      return person;
    },
  };
}
