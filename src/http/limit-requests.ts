import type { People } from '../people/people.ts';
import type { Person } from '../records/guard.ts';
import { createRateLimit, TooOftenError } from './rate-limit.ts';

/** Refuses who asks more often than that, each person and each of their tokens by itself. */
export function limitRequests(people: People, perMinute: number, now?: () => number): People {
  const limit = createRateLimit({ max: perMinute, windowMs: 60_000, now });
  const count = (person: Person) => {
    const seconds = limit.count(`${person.id} ${person.viaToken ?? ''}`);
    if (seconds === 0) return;
    throw new TooOftenError(
      `You asked more than ${perMinute} times in a minute (REQUESTS_PER_MINUTE): go on in ${seconds} seconds.`,
      seconds,
    );
  };
  return {
    ...people,
    async identify(headers) {
      const person = await people.identify(headers);
      if (person) count(person);
      return person;
    },
    async recall(headers) {
      const recalled = await people.recall(headers);
      if (recalled) count(recalled.person);
      return recalled;
    },
  };
}
