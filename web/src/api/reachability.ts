// Whether the server can be reached. Requests report what they meet; while it can't, its health is asked for every few
// seconds, so that the app notices by itself when it is back.

type Listener = () => void;

const askEveryMs = 3_000;
const listeners = new Set<Listener>();
let reachable = true;
let willAsk = false;

export function isReachable(): boolean {
  return reachable;
}

export function subscribeToReachability(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called with the outcome of every request. */
export function reportReachable(now: boolean): void {
  if (!now && !willAsk) {
    willAsk = true;
    setTimeout(askAgain, askEveryMs);
  }
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener();
}

async function askAgain(): Promise<void> {
  willAsk = false;
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  reportReachable(answer !== undefined);
}
