// A page in order of execution time where one word asks for a record type or for messages. Where no index tells all there is to know of both
// together, one often does of each: so it is two questions, and of the second only what comes before the end of a page of the first.

import { inDurationOrder } from './duration-order.ts';
import type { ExecutionLogHead } from './execution-log.ts';
import type { Question } from './question.ts';
import { type AskedTerm, isPartOfName } from './search-terms.ts';

/** Two questions, the answers of which are together those of the one; undefined when there is no such word, or several. */
export function apart({ filters, terms }: Question): [Question, Question] | undefined {
  const [word, another] = terms.filter(isPartOfName);
  if (!word || another || word.mayBeRequestId) return undefined;
  const withTerm = (other: AskedTerm) => ({ filters, terms: terms.map((term) => (term === word ? other : term)) });
  return [withTerm({ kind: 'targets', targets: word.targets }), withTerm({ ...word, targets: [] })];
}

/** @param find the first `size` that one question asks for, in order */
export async function findOfEither(
  [first, second]: [Question, Question],
  { descending, size }: { descending: boolean; size: number },
  find: (question: Question) => Promise<ExecutionLogHead[]>,
): Promise<ExecutionLogHead[]> {
  const some = await find(first);
  const end = some.length < size ? undefined : some.at(-1)!.executionTimeMs;
  const others = await find(end === undefined ? second : upTo(end, second, descending));
  const known = new Set(some.map(({ id }) => id));
  return inDurationOrder([...some, ...others.filter(({ id }) => !known.has(id))], descending).slice(0, size);
}

function upTo(end: number, { filters, terms }: Question, descending: boolean): Question {
  const { executionTimeMs = {} } = filters;
  const { lte, gte } = executionTimeMs;
  const bound = descending ? { gte: Math.max(gte ?? end, end) } : { lte: Math.min(lte ?? end, end) };
  return { filters: { ...filters, executionTimeMs: { ...executionTimeMs, ...bound } }, terms };
}
