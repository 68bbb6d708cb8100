// Measuring and printing: every benchmark prints figures and, beside them, the ratio to its baseline in the same run.

/** Milliseconds, each by nearest rank: so large a share of the times is no longer. */
export interface Figures {
  p50: number;
  p95: number;
  p99: number;
}

/** Runs the candidates in turn, so that all of them meet the same phases of a noisy machine. Milliseconds each. */
export async function interleave(
  candidates: Record<string, () => Promise<unknown>>,
  { rounds, warmUp = Math.ceil(rounds / 10) }: { rounds: number; warmUp?: number },
): Promise<Record<string, Figures>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const started = performance.now();
      await run();
      if (round >= 0) times[name]!.push(performance.now() - started);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, figuresOf(all)]));
}

export function figuresOf(times: number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How many a second, with `clients` at it at once for `ms` milliseconds. */
export async function throughput(
  run: () => Promise<unknown>,
  { clients, ms }: { clients: number; ms: number },
): Promise<number> {
  const end = performance.now() + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await run();
        done += 1;
      }
    }),
  );
  return (done * 1000) / ms;
}

/** Figures as lines; ratios are to the first. */
export function printFigures(title: string, figures: Record<string, Figures>): void {
  const [baseline] = Object.values(figures);
  console.log(`\n${title}`);
  for (const [name, { p50, p99 }] of Object.entries(figures)) {
    const ratio = (p50 / baseline!.p50).toFixed(2);
    console.log(
      `  ${name.padEnd(44)} p50 ${p50.toFixed(2).padStart(8)} ms   p99 ${p99.toFixed(2).padStart(8)} ms   x${ratio}`,
    );
  }
}
