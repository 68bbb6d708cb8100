// Conditions on messages, in the words of their indexes.

import { sql } from 'kysely';
import { messageBeginning } from './closed-days.ts';
import { type Comparison, type Condition, comparisonConditions, orderings } from './comparison-sql.ts';
import { hasKeys, lettersOf } from './extraordinary.ts';

/** The literal parts of a pattern, without its wildcards. */
export function literalsOf(pattern: string): string[] {
  return pattern
    .replace(/\\(.)|[%_]/gsu, (_whole, escaped?: string) => escaped ?? '\0')
    .split('\0')
    .filter(Boolean);
}

/** The letters, and pairs of letters, that whatever is like the pattern has. */
export function lettersOfPattern(pattern: string): string[] {
  return [...new Set(literalsOf(pattern).flatMap(lettersOf))];
}

export function messageIsLike(pattern: string): Condition {
  return sql`validation_message ilike ${pattern}`;
}

/** Has all letters of the pattern, which an index finds; to be asked for beside it. */
export function hasLetters(pattern: string): Condition {
  return hasKeys({ values: [], letters: lettersOfPattern(pattern) });
}

/**
 * Bounds compare code points, as the index of the beginnings of messages does. A beginning has two of them, as PostgreSQL, which
 * knows nothing of its distribution, takes a third of all to be above any one, and few to be between two: then it uses the index.
 */
export function messageConditions({ ilike, gt, gte, lt, lte, ...others }: Comparison<string>): Condition[] {
  const bounds = Object.entries({ gt, gte, lt, lte }).flatMap(([operator, text]) =>
    typeof text === 'string'
      ? [sql<boolean>`validation_message collate "C" ${sql.raw(orderings[operator]!)} ${text}`]
      : [],
  );
  const [least, most] = [gt ?? gte ?? '', lt ?? lte ?? afterAllBeginnings];
  if (bounds.length) {
    bounds.push(sql`${messageBeginning} between left(${least}, 100) and left(${most}, 100)`);
  }
  return [
    ...(typeof ilike === 'string' ? [messageIsLike(ilike)] : []),
    ...bounds,
    ...comparisonConditions(sql.ref('validation_message'), others),
  ];
}

const afterAllBeginnings = '\u{10ffff}'.repeat(100);
