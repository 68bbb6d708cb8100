// How long it takes to see whether a log meets a condition. A list looks at a hundred thousand logs, and most of them fail the
// first condition; a number costs nearly nothing, a list of actions as much as all else about a log.

import type { Comparison } from './comparison-sql.ts';
import { type AskedTerm, mayBeRequestId } from './search-terms.ts';

/** In their order; of numbers, few logs have one value. */
const Effort = { value: 0, number: 1, name: 2, list: 3, id: 4, text: 5 } as const;
export type Effort = (typeof Effort)[keyof typeof Effort];

export function effortOf(name: string, comparison: Comparison<unknown>): Effort {
  switch (name) {
    case 'event':
    case 'outcome':
    case 'target':
      return Effort.name;
    case 'actionId':
      return Effort.list;
    case 'requestId':
    case 'clientRequestId':
      return Effort.id;
    case 'validationMessage':
      return Effort.text;
    default:
      return typeof comparison.eq === 'number' || comparison.in ? Effort.value : Effort.number;
  }
}

export function effortOfTerm(term: AskedTerm): Effort {
  switch (term.kind) {
    case 'number':
      if (mayBeRequestId(term)) return Effort.id;
      return term.isAction === false ? Effort.value : Effort.list;
    case 'requestId':
      return Effort.id;
    case 'text':
      return Effort.text;
    default:
      return Effort.name;
  }
}
