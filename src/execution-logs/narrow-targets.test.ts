import { expect, it } from 'vitest';
import type { LogFilters } from './condition-sql.ts';
import { narrowTargets } from './narrow-targets.ts';
import { parseSearch } from './search-terms.ts';
import { targets } from './test-logs-to-find.ts';

const text = (targets: string[]) => ({ kind: 'text', text: 'par', targets, mayBeRequestId: false });

it.each<[LogFilters, string, unknown[]]>([
  [{}, 'par', [text(['PART', 'PARTINVENTORY'])]],
  [{ target: { eq: 'RUN' } }, 'par', [text([])]],
  [{ target: { neq: 'PART' } }, 'par', [text(['PARTINVENTORY'])]],
  [{ target: { in: ['PART', 'RUN'] } }, 'par', [text(['PART'])]],
  [{ target: { eq: 'PART' } }, 'par', []],
  [{ target: { in: ['PART', 'PARTINVENTORY'] } }, 'par', []],
  [{ target: { in: ['PART', 'RUN'], neq: 'RUN' } }, 'par', []],
  [{}, 'run par', [{ kind: 'target', target: 'RUN', label: 'Run' }, text([])]],
  [{ target: { eq: null } }, 'par', [text(['PART', 'PARTINVENTORY'])]],
  [{ target: { in: [] } }, 'par', [text([])]],
])('of %o and "%s" is left what may be met or not', (filters, search, expected) => {
  expect(narrowTargets({ filters, terms: parseSearch(search, targets) }).terms).toEqual(expected);
});
