import { expect, it } from 'vitest';
import type { LogFilters } from './condition-sql.ts';
import { contradictsItself } from './contradictions.ts';
import { parseSearch } from './search-terms.ts';
import { targets } from './test-logs-to-find.ts';

it.each<[LogFilters, string, boolean]>([
  [{}, 'delete update', true],
  [{}, 'part run', true],
  [{ event: { eq: 'CREATE' } }, 'deleted', true],
  [{ event: { neq: 'DELETE' } }, 'delete', true],
  [{ target: { in: ['RUN'] } }, 'part', true],
  [{ target: { eq: null } }, 'part', true],
  [{ event: { in: ['CREATE', 'DELETE'] }, target: { neq: 'RUN' } }, 'delete part', false],
  [{ target: { eq: 'PART' } }, 'part part serial', false],
  [{ event: { eq: 'CREATE' } }, '34', false],
])('%o and "%s" contradict each other: %s', (filters, search, expected) => {
  expect(contradictsItself({ filters, terms: parseSearch(search, targets) })).toBe(expected);
});
