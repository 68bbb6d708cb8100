// What follows from the record types that are asked for. A word that is part of a record type's name asks for that type, or for messages
// that have the word: where the type is known to be another one it can only be part of a message, which an index knows, and where
// it is known to be such a one every log has it.

import type { Question } from './question.ts';
import { type AskedTerm, isPartOfName } from './search-terms.ts';

/** The same question. */
export function narrowTargets({ filters, terms }: Question): Question {
  const { eq, in: among, neq } = filters.target ?? {};
  const lists = [
    ...(typeof eq === 'string' ? [[eq]] : []),
    ...(among ? [among] : []),
    ...terms.flatMap((term) => (term.kind === 'target' ? [[term.target]] : [])),
  ];
  const isPossible = (one: string) => one !== neq && lists.every((list) => list.includes(one));
  const possible = lists[0]?.filter(isPossible) ?? [];
  const narrowed = terms.flatMap((term): AskedTerm[] => {
    if (!isPartOfName(term)) return [term];
    if (possible.length && possible.every((one) => term.targets.includes(one))) return [];
    return [{ ...term, targets: term.targets.filter(isPossible) }];
  });
  return { filters, terms: narrowed };
}
