// Searches, filters and sorts put together at random, as the arguments of `executionLogs`: what nobody thought of when the lists were made
// quick. The same seed makes the same ones.

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();

type Draw = (below: number) => number;

const filters: Record<string, (draw: Draw) => string[]> = {
  outcome: () => ['{eq: BLOCKED}', '{eq: FAILED}', '{eq: WARNED}', '{eq: ALLOWED}', '{neq: ALLOWED}', '{neq: BLOCKED}'],
  event: () => ['{eq: CREATE}', '{eq: UPDATE}', '{eq: DELETE}', '{neq: UPDATE}', '{in: [CREATE, DELETE]}'],
  target: () => [
    '{eq: PART}',
    '{eq: RUNSTEP}',
    '{eq: REDLINE}',
    '{eq: SUPPLIER}',
    '{neq: PART}',
    '{in: [PART, REDLINE]}',
  ],
  targetRecordId: (draw) => [
    `{eq: ${draw(200)}}`,
    `{eq: ${draw(200_000)}}`,
    `{gt: ${draw(200_000)}}`,
    `{lt: ${draw(1000)}}`,
  ],
  actionId: (draw) => [`{eq: ${draw(160)}}`, `{in: [${draw(160)}, ${draw(160)}]}`, `{neq: ${draw(40)}}`],
  raisedActionId: (draw) => [`{eq: ${draw(160)}}`, '{neq: null}', '{eq: null}', `{gt: ${draw(160)}}`],
  triggeredById: (draw) => [`{eq: ${draw(50)}}`, `{in: [${draw(50)}, ${draw(50)}]}`, `{neq: ${draw(10)}}`],
  committed: () => ['{eq: true}', '{eq: false}'],
  executionTimeMs: (draw) => [`{gt: ${draw(40)}}`, `{lt: ${1 + draw(10)}}`],
  validationMessage: () => ['{ilike: "%serial%"}', '{ilike: "%shelf%"}', '{neq: null}', '{eq: null}'],
  createdAt: (draw) => {
    const ago = 1 + draw(28);
    return [`{gte: "${day(ago)}"}`, `{lt: "${day(ago)}"}`, `{gte: "${day(ago)}", lt: "${day(ago - draw(100) / 100)}"}`];
  },
};
const words = [
  'serial',
  'shelf',
  '34',
  'part',
  'blocked',
  'update',
  'delete issue',
  'number',
  'zq',
  '976',
  'inventory',
];

/** @param sorts the arguments that sort */
export function makeCombinations(count: number, sorts: readonly string[], seed: number): string[] {
  const draw = drawFrom(seed);
  const pick = <T>(some: readonly T[]) => some[draw(some.length)]!;
  return Array.from({ length: count }, () => {
    const names = Object.keys(filters);
    const chosen = Array.from({ length: 1 + draw(4) }, () => names.splice(draw(names.length), 1)[0]!);
    const asked = chosen.map((name) => `${name}: ${pick(filters[name]!(draw))}`);
    const search = draw(10) < 4 ? `search: "${pick(words)}${draw(10) < 4 ? ` ${pick(words)}` : ''}"` : '';
    return [search, `filters: {${asked.join(', ')}}`, pick(sorts)].filter(Boolean).join(', ');
  });
}

/** Mulberry32 (Tommy Ettinger, public domain): 2^32 states, and seeds that differ by one have nothing in common. */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
