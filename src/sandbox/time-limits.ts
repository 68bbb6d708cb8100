// Ends what takes longer than it may, or what nobody waits for any more.

import type { ArmedChild } from './armed-child.ts';
import type { SandboxLimits } from './limits.ts';

/** An action that nobody waits for ends by itself within this time, mostly: to replace its process would take as long. */
const graceMs = 100;
/** What has arrived is read in a few turns of the event loop; a script could let bytes drip in for ever. */
const maxTurns = 64;

/**
 * @param processorMsLeft what is left of the processor time that the child may take, as far as it is known
 * @param end called once, when the time is over, or when the signal was given and the child goes on
 * @returns how to stop watching
 */
export function watchTime(
  child: ArmedChild,
  {
    limits,
    signal,
    processorMsLeft,
    end,
  }: {
    limits: Pick<SandboxLimits, 'wallMs' | 'cpuMs'>;
    signal?: AbortSignal | undefined;
    processorMsLeft: () => Promise<number>;
    end: () => void;
  },
): () => void {
  let isOver = false;
  let grace: NodeJS.Timeout | undefined;
  const endIfStillRunning = async () => {
    await readWhatHasArrived(child);
    if (isOver) return;
    stop();
    end();
  };
  const look = async () => {
    const leftMs = await processorMsLeft();
    if (!isOver && leftMs > 0) processor = setTimeout(look, Math.ceil(leftMs));
  };
  const leave = () => {
    grace = setTimeout(endIfStillRunning, graceMs);
  };
  const wall = setTimeout(endIfStillRunning, limits.wallMs);
  let processor = setTimeout(look, limits.cpuMs);
  if (signal?.aborted) leave();
  else signal?.addEventListener('abort', leave, { once: true });
  return stop;

  function stop(): void {
    isOver = true;
    signal?.removeEventListener('abort', leave);
    for (const timer of [wall, processor, grace]) clearTimeout(timer);
  }
}

/** When this process stood still for a while, its timers ring before it reads what came meanwhile, which may be the answer. */
async function readWhatHasArrived(child: ArmedChild): Promise<void> {
  for (let turn = 0, before = -1; turn < maxTurns && child.arrivedBytes() !== before; turn += 1) {
    before = child.arrivedBytes();
    await new Promise(setImmediate);
  }
}
