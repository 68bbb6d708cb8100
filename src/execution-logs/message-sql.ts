// Conditions on messages, in the words of their indexes.

import { sql } from 'kysely';
import { messageBeginning } from './closed-days.ts';
import { type Comparison, type Condition, comparisonConditions, orderings } from './comparison-sql.ts';

/** The literal parts of a pattern, without its wildcards. */
export function literalsOf(pattern: string): string[] {
  return pattern
    .replace(/\\(.)|[%_]/gsu, (_whole, escaped?: string) => escaped ?? '\0')
    .split('\0')
    .filter(Boolean);
}

export function hasGram(pattern: string): boolean {
  return literalsOf(pattern).length > 0;
}

/**
 * The message is like the pattern. Three letters or digits in a row are found by the trigrams of messages; what else there is
 * of pairs and single letters, by our own.
 */
export function messageIsLike(pattern: string): Condition {
  const grams = new Set(
    literalsOf(pattern).flatMap((literal) => {
      const letters = [...literal];
      if (letters.length === 1) return letters;
      const pairs = letters.slice(1).map((letter, n) => letters[n]! + letter);
      return /[\p{L}\p{N}]{3}/u.test(literal) ? pairs.filter((pair) => !/^[\p{L}\p{N}]+$/u.test(pair)) : pairs;
    }),
  );
  const isLike = sql<boolean>`validation_message ilike ${pattern}`;
  if (!grams.size) return isLike;
  const lowered = sql.join([...grams].map((gram) => sql`lower(${gram}::text)`));
  return sql`(${isLike} and message_grams(validation_message) @> array[${lowered}])`;
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
