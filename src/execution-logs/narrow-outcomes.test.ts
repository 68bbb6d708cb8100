import { expect, it } from 'vitest';
import type { LogFilters } from './condition-sql.ts';
import { narrowOutcomes } from './narrow-outcomes.ts';
import { parseSearch } from './search-terms.ts';
import { targets } from './test-logs-to-find.ts';

const narrow = (filters: LogFilters, search = '') => narrowOutcomes({ filters, terms: parseSearch(search, targets) });

it.each<[LogFilters, string?]>([
  [{ outcome: { eq: 'ALLOWED' } }, 'serial'],
  [{ outcome: { eq: 'ALLOWED' }, validationMessage: { ilike: '%serial%' } }],
  [{ outcome: { eq: 'ALLOWED' }, raisedActionId: { neq: null } }],
  [{ outcome: { neq: 'ALLOWED' }, validationMessage: { eq: null } }],
  [{ outcome: { in: ['BLOCKED', 'WARNED'] }, raisedActionId: { eq: null } }],
  [{ outcome: { eq: 'BLOCKED' }, committed: { eq: true } }],
  [{ outcome: { eq: 'BLOCKED' }, committed: { neq: false } }],
  [{ raisedActionId: { eq: 3 }, validationMessage: { eq: null } }],
  [{ validationMessage: { eq: null } }, 'serial'],
  [{ outcome: { eq: null } }],
  [{ outcome: { in: [] } }],
])('%o and "%s": no log is like that', (filters, search) => {
  expect(narrow(filters, search)).toBeUndefined();
});

it.each<[LogFilters, LogFilters]>([
  [{ validationMessage: { eq: null } }, { outcome: { eq: 'ALLOWED' } }],
  [
    { raisedActionId: { eq: null }, target: { eq: 'PART' } },
    { outcome: { eq: 'ALLOWED' }, target: { eq: 'PART' } },
  ],
  [
    { outcome: { neq: 'BLOCKED' }, raisedActionId: { gt: 3 } },
    { outcome: { in: ['WARNED', 'FAILED'] }, raisedActionId: { gt: 3 } },
  ],
  [
    { outcome: { in: ['BLOCKED', 'WARNED'] }, committed: { eq: true } },
    { outcome: { eq: 'WARNED' }, committed: { eq: true } },
  ],
])('%o is %o', (filters, narrowed) => {
  expect(narrow(filters)?.filters).toEqual(narrowed);
});

it.each<[LogFilters, string?]>([
  [{}],
  [{ outcome: { neq: 'BLOCKED' } }],
  [{ outcome: { neq: 'BLOCKED' } }, 'par'],
  [{ outcome: { eq: 'ALLOWED' } }, 'gateway-12'],
  [{ outcome: { eq: 'ALLOWED' }, validationMessage: { neq: 'x' }, raisedActionId: { neq: 3 } }],
  [{ committed: { eq: true } }],
  [{ raisedActionId: { eq: 3 } }, 'serial'],
])('%o and "%s" stays as it is', (filters, search) => {
  expect(narrow(filters, search)).toEqual({ filters, terms: parseSearch(search ?? '', targets) });
});

it('what was typed is no part of the message of a log that allowed', () => {
  const [term] = narrow({ outcome: { eq: 'ALLOWED' } }, 'par')!.terms;
  expect(term).toEqual({ kind: 'targets', targets: expect.arrayContaining(['PART', 'PARTINVENTORY']) });
});
