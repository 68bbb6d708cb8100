/** `0.84 ms`, `12.3 ms`, `840 ms`, `2.1 s`: three figures, in the unit people compare in. */
export function formatDuration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toPrecision(2)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  return `${ms.toPrecision(ms < 1 ? 2 : 3)} ms`;
}
