// Requests that wait for a child: who came first is served first, but of a chain of actions one after the other has to have waited longer,
// so that a long chain of slow actions lets others in between.

import { SandboxBusyError, WithdrawnError } from './errors.ts';

export interface Queued {
  /** Which of its chain it is, from 0. */
  turn: number;
  /** Given when nobody waits for it any more: it leaves the queue. */
  signal?: AbortSignal | undefined;
}

export interface ChildQueue<Request extends Queued, Child> {
  readonly length: number;
  /**
   * Waits for a child. `again` is a request whose child was lost: it has waited before, so it goes first and is never refused.
   * @throws SandboxBusyError, WithdrawnError
   */
  wait(request: Request, again: boolean): Promise<Child>;
  /** The place of the first that this is true of; -1 when there is none. */
  findIndex(isFit: (request: Request) => boolean): number;
  serve(index: number, child: Child): void;
  refuseAll(error: Error): void;
}

/** So much later each further action of a chain counts as having come. */
const msPerTurn = 100;

export function createChildQueue<Request extends Queued, Child>(
  maxLength: number,
  onRefusal: () => void,
): ChildQueue<Request, Child> {
  const waiters: {
    request: Request;
    since: number;
    resolve: (child: Child) => void;
    reject: (error: Error) => void;
  }[] = [];
  return {
    get length() {
      return waiters.length;
    },
    async wait(request, again) {
      if (request.signal?.aborted) throw new WithdrawnError();
      if (waiters.length >= maxLength && !again) {
        onRefusal();
        throw new SandboxBusyError(
          `${waiters.length} actions are already waiting to run (the limit is ${maxLength}); try again in a moment`,
        );
      }
      let withdraw = () => {};
      try {
        return await new Promise((resolve, reject) => {
          const since = again ? -Infinity : performance.now() + msPerTurn * request.turn;
          const waiter = { request, since, resolve, reject };
          waiters.splice(waiters.findLastIndex((other) => other.since <= since) + 1, 0, waiter);
          withdraw = () => {
            const index = waiters.indexOf(waiter);
            if (index >= 0) waiters.splice(index, 1);
            reject(new WithdrawnError());
          };
          request.signal?.addEventListener('abort', withdraw, { once: true });
        });
      } finally {
        request.signal?.removeEventListener('abort', withdraw);
      }
    },
    findIndex: (isFit) => waiters.findIndex(({ request }) => isFit(request)),
    serve(index, child) {
      waiters.splice(index, 1)[0]!.resolve(child);
    },
    refuseAll(error) {
      for (const waiter of waiters.splice(0)) waiter.reject(error);
    },
  };
}
