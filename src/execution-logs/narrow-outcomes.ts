// What follows from a log's outcome, and what its outcome follows from. A chain that allows raises nothing and says nothing, and any other
// raises an action and says what it says; what it blocks is not committed. So a message of a log that allowed, or a blocked change that
// was committed, need not be looked for, and "without a message" is "allowed", which an index knows. What writes logs holds to it
// (write-log.ts).

import type { ChainOutcome } from '../sandbox/program.ts';
import { type Comparison, isNeverNull } from './comparison-sql.ts';
import { closedValues, withoutNeq } from './condition-sql.ts';
import type { Question } from './question.ts';
import { type AskedTerm, isPartOfMessage } from './search-terms.ts';

/** The same question in terms of outcomes; undefined when no log answers it. */
export function narrowOutcomes({ filters, terms }: Question): Question | undefined {
  const { outcome, validationMessage, raisedActionId, ...others } = filters;
  const said = [validationMessage, raisedActionId].flatMap((comparison) => comparison ?? []);
  const isSilent = said.some(({ eq }) => eq === null);
  const hasMessage = said.some(isNeverNull) || terms.some(isPartOfMessage);
  const isCommitted = filters.committed?.eq === true || filters.committed?.neq === false;
  const asked = outcomesOf(outcome);
  const possible = asked.filter((one) => {
    if (one === 'ALLOWED' ? hasMessage : isSilent) return false;
    return one !== 'BLOCKED' || !isCommitted;
  });
  if (!possible.length) return undefined;
  const rest = [
    ['validationMessage', withoutNull(validationMessage)],
    ['raisedActionId', withoutNull(raisedActionId)],
  ].filter(([, comparison]) => comparison);
  const isNarrower = isSilent || (outcome && possible.length < asked.length);
  return {
    filters: {
      ...others,
      ...Object.fromEntries(rest),
      ...(isNarrower ? { outcome: { ...withoutValues(outcome), ...oneOf(possible) } } : outcome && { outcome }),
    },
    terms: terms.map((term) => (possible.every((one) => one === 'ALLOWED') ? withoutMessage(term) : term)),
  };
}

function withoutMessage(term: AskedTerm): AskedTerm {
  if (term.kind !== 'text' || term.mayBeRequestId) return term;
  return { kind: 'targets', targets: term.targets };
}

function outcomesOf(outcome: Comparison<string> = {}): ChainOutcome[] {
  const { eq, in: among } = withoutNeq('outcome', outcome);
  const all = closedValues.outcome as ChainOutcome[];
  return all.filter((one) => (eq === undefined || eq === one) && (!among || among.includes(one)));
}

function withoutValues({ eq: _eq, in: _in, neq: _neq, ...others }: Comparison<string> = {}): Comparison<string> {
  return others;
}

function oneOf(outcomes: ChainOutcome[]): Comparison<string> {
  const [only] = outcomes;
  return outcomes.length === 1 ? { eq: only! } : { in: outcomes };
}

function withoutNull<T>(comparison: Comparison<T> | undefined): Comparison<T> | undefined {
  if (comparison?.eq !== null) return comparison;
  const { eq: _, ...others } = comparison;
  return Object.keys(others).length ? others : undefined;
}
