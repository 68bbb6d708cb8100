// What filters and search terms ask for in the words of indexes that have keys: all of it of what is out of the ordinary (extraordinary.ts), and
// some of it, with the level of the execution time, of days that are over (closed-days.ts).

import type { LevelKey } from './closed-days.ts';
import { type Comparison, escapeLike } from './comparison-sql.ts';
import { termCondition, withoutNeq } from './condition-sql.ts';
import type { Keys, ValueKey } from './extraordinary.ts';
import { lettersOfPattern } from './message-sql.ts';
import { type AskedTerm, isPartOfMessage, mayBeRequestId } from './search-terms.ts';
import type { Leveled } from './walk.ts';

/** What indexes hold as keys, by the names of filters. */
const keyedFilters = {
  target: 'target',
  targetRecordId: 'record',
  event: 'event',
  outcome: 'outcome',
  actionId: 'action',
  triggeredById: 'person',
  raisedActionId: 'raised',
  committed: 'committed',
} as const;

export function keysOfFilter(name: string, comparison: Comparison<unknown>): Keys | undefined {
  if (name === 'validationMessage') {
    const { eq, ilike } = comparison as Comparison<string>;
    const patterns = [typeof eq === 'string' ? escapeLike(eq) : '', ilike ?? ''];
    const letters = patterns.flatMap(lettersOfPattern);
    return letters.length ? { values: [], letters } : undefined;
  }
  if (name === 'triggeredById' && comparison.eq === null) return { values: [['person nobody']], letters: [] };
  const values = valuesOfFilter(name, comparison);
  return values && { values: [values], letters: [] };
}

function valuesOfFilter(name: string, comparison: Comparison<unknown>): ValueKey[] | undefined {
  const kind = keyedFilters[name as keyof typeof keyedFilters];
  if (!kind) return undefined;
  const { eq, in: among } = withoutNeq(name, comparison) as Comparison<string | number | boolean>;
  const values = eq !== undefined && eq !== null ? [eq] : among;
  return values?.length ? values.map((value): ValueKey => `${kind} ${value}`) : undefined;
}

export function keysOfTerm(term: AskedTerm): Keys | undefined {
  switch (term.kind) {
    case 'event':
      return { values: [[`event ${term.event}`]], letters: [] };
    case 'target':
      return { values: [[`target ${term.target}`]], letters: [] };
    case 'targets':
      return { values: [term.targets.map((target): ValueKey => `target ${target}`)], letters: [] };
    case 'number': {
      if (mayBeRequestId(term)) return undefined;
      const actions: ValueKey[] = term.isAction === false ? [] : [`action ${term.number}`];
      return { values: [[`record ${term.number}`, ...actions]], letters: [] };
    }
    case 'text':
      return isPartOfMessage(term)
        ? { values: [], letters: lettersOfPattern(`%${escapeLike(term.text)}%`) }
        : undefined;
    default:
      return undefined;
  }
}

export type Leveling = Omit<Leveled, 'lookup'>;

/** What the index of days that are over holds with the level of the execution time. */
const leveledKinds = ['target', 'event', 'outcome', 'action', 'person'];

function isLevelKey(key: ValueKey): key is LevelKey {
  return leveledKinds.some((kind) => key.startsWith(`${kind} `)) && key !== 'person nobody';
}

export function leveledFilter(name: string, comparison: Comparison<unknown>): Leveling | undefined {
  const values = valuesOfFilter(name, comparison)?.filter(isLevelKey);
  return values?.length ? { values } : undefined;
}

export function leveledTerm(term: AskedTerm): Leveling | undefined {
  if (term.kind === 'number') {
    if (term.isAction === false) return undefined;
    return { values: [`action ${term.number}`], or: termCondition({ ...term, isAction: false }) };
  }
  const values = keysOfTerm(term)?.values[0]?.filter(isLevelKey);
  return values?.length ? { values } : undefined;
}
