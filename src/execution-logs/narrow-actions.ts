// Which of the actions asked for can have run, where target or event are asked for too. A version of an action is of one target
// and event, so the logs of others have not run it: "action 12" and "Purchase" never meet when 12 is an action of parts. Found out
// from the actions, which are few, that costs nothing; from the logs it takes two long lists for each day. (What is no action of the
// target is often a record's number.)

import { sql } from 'kysely';
import type { Read } from '../storage/reading.ts';
import {
  all,
  type Comparison,
  type Condition,
  comparisonConditions,
  filterConditions,
  type LogFilters,
} from './condition-sql.ts';
import type { SearchTerm } from './search-terms.ts';

interface Asked {
  filters: LogFilters;
  terms: readonly SearchTerm[];
}

/** Longer lists are left to the database, which is asked for each day. */
const maxIds = 200;

/** The same question, without actions that can not have run. */
export async function narrowActions(read: Read, { filters, terms }: Asked): Promise<Asked> {
  const of = [
    ...filterConditions({ target: onlyValues(filters.target), event: onlyValues(filters.event) }),
    ...terms.flatMap((term): Condition[] => {
      if (term.kind === 'target') return [sql`target = ${term.target}`];
      return term.kind === 'event' ? [sql`event = ${term.event}`] : [];
    }),
  ];
  if (!of.length) return { filters, terms };
  const find = async (which: Condition): Promise<number[]> => {
    const rows = await read<{ id: number }>(sql`
      select distinct action_id as id from action_version where ${which} and ${all(of)} limit ${maxIds + 1}`);
    return rows.map(({ id }) => id);
  };
  const numbers = terms.flatMap((term) => (term.kind === 'number' ? [term.number] : []));
  const actions = new Set(numbers.length ? await find(sql`action_id = any (${numbers}::integer[])`) : []);
  return {
    filters: { ...filters, ...(filters.actionId && { actionId: await narrow(filters.actionId, find) }) },
    terms: terms.map((term) => (term.kind === 'number' ? { ...term, isAction: actions.has(term.number) } : term)),
  };
}

/** What is asked for by value; other comparisons say little of which action it can be. */
function onlyValues({ eq, in: any }: Comparison<string> = {}): Comparison<string> {
  return { ...(typeof eq === 'string' && { eq }), ...(any && { in: any }) };
}

async function narrow(
  asked: Comparison<number>,
  find: (which: Condition) => Promise<number[]>,
): Promise<Comparison<number>> {
  const { neq, ...positive } = asked;
  const which = comparisonConditions(sql.ref('action_id'), positive);
  if (positive.eq === null || !which.length) return asked;
  const ids = await find(all(which));
  return ids.length > maxIds ? asked : { in: ids, ...(neq !== undefined && { neq }) };
}
