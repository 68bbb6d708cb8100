// Which of the actions asked for can have run, where target or event are asked for too, or several together. A version of an
// action is of one target and event, so the logs of others have not run it: "action 12" and "Purchase" never meet when 12 is an
// action of parts. Found out from the actions, which are few, that costs nothing; from the logs it takes two long lists for each
// day. (What is no action of the target is often a record's number.)

import { sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import { all, type Comparison, type Condition, comparisonConditions } from './comparison-sql.ts';
import { filterConditions, termCondition, withoutNeq } from './condition-sql.ts';
import type { Question } from './question.ts';
import { mayBeRequestId, type NumberTerm } from './search-terms.ts';

/** Longer lists are left to the database, which is asked for each day. */
const maxIds = 200;

/** The same question, without actions that can not have run. */
export async function narrowActions(read: Read, { filters, terms }: Question): Promise<Question> {
  const of = [
    ...filterConditions({
      target: onlyValues(filters.target),
      event: onlyValues(withoutNeq('event', filters.event ?? {}) as Comparison<string>),
    }),
    ...terms.flatMap((term): Condition[] => {
      const isOfVersions = term.kind === 'target' || term.kind === 'targets' || term.kind === 'event';
      return isOfVersions ? [termCondition(term)] : [];
    }),
  ];
  const numbers = terms.flatMap((term) => (term.kind === 'number' ? [term] : []));
  const isNarrowing = of.length > 0;
  if (!isNarrowing && numbers.length < 2) return { filters, terms };
  const actions = numbers.length ? await findActionsAmong(read, numbers, all(of)) : new Set();
  const narrowed = terms.map((term) =>
    term.kind === 'number' ? { ...term, isAction: actions.has(term.number) } : term,
  );
  if (!isNarrowing || !filters.actionId) return { filters, terms: narrowed };
  return { filters: { ...filters, actionId: await narrow(read, filters.actionId, all(of)) }, terms: narrowed };
}

/**
 * Which of the numbers can be actions that ran. A log has one record, so of several numbers all but one are actions that ran together,
 * and those are of one target and event. (Of long ones nothing is known: they can be the beginning of a request id.)
 */
async function findActionsAmong(read: Read, numbers: readonly NumberTerm[], of: Condition): Promise<Set<number>> {
  const asked = numbers.map(({ number }) => number);
  const rows = await read<{ ids: number[] }>(sql`
    select array_agg(distinct action_id) as ids from action_version
    where action_id = any (${asked}::integer[]) and ${of} group by target, event`);
  const certain = new Set(numbers.filter((term) => !mayBeRequestId(term)).map(({ number }) => number));
  const together = rows.filter(({ ids }) => ids.filter((id) => certain.has(id)).length >= certain.size - 1);
  return new Set(together.flatMap(({ ids }) => ids));
}

/** What is asked for by value; other comparisons say little of which action it can be. */
function onlyValues({ eq, in: among }: Comparison<string> = {}): Comparison<string> {
  return { ...(typeof eq === 'string' && { eq }), ...(among && { in: among }) };
}

async function narrow(read: Read, asked: Comparison<number>, of: Condition): Promise<Comparison<number>> {
  const { neq, ...positive } = asked;
  const which = comparisonConditions(sql.ref('action_id'), positive);
  if (positive.eq === null || !which.length) return asked;
  const rows = await read<{ id: number }>(sql`
    select distinct action_id as id from action_version where ${all(which)} and ${of} limit ${maxIds + 1}`);
  const ids = rows.map(({ id }) => id);
  return ids.length > maxIds ? asked : { in: ids, ...(neq !== undefined && { neq }) };
}
