// Questions that no log answers, as none of the values asked for is left, or as a log has one target and one event: "delete" among what was
// created, or two record types at once.

import type { Comparison } from './comparison-sql.ts';
import type { Question } from './question.ts';

export function contradictsItself({ filters, terms }: Question): boolean {
  const events = terms.flatMap((term) => (term.kind === 'event' ? [term.event] : []));
  const targets = terms.flatMap((term) => (term.kind === 'target' ? [term.target] : []));
  const isNone = Object.values(filters).some((comparison) => comparison?.in?.length === 0);
  return isNone || !areOne(events, filters.event) || !areOne(targets, filters.target);
}

/** Whether all of them can be the one value that a log has. */
function areOne(values: readonly string[], filter: Comparison<string> = {}): boolean {
  const { eq, in: among, neq } = filter;
  return (
    new Set(values).size < 2 &&
    values.every((value) => (eq === undefined || eq === value) && (!among || among.includes(value)) && neq !== value)
  );
}
