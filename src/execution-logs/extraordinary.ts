// Logs out of the ordinary: they warn, block or fail, have a message, were not committed, or are nobody's. They are few, and most questions
// are about them, so one index has all that they are asked for by as keys: each value, and each letter and pair of letters of the
// message. What many of them meet and few together is found inside it, in one pass that skips what others lack. See
// migration 0104.

import { type RawBuilder, sql } from 'kysely';
import { all, type Condition } from './comparison-sql.ts';

/** In words that no other index has: to look through all that one finds for keys would take long. */
export const isExtraordinary = sql<boolean>`coalesce(outcome <> 'ALLOWED' or validation_message is not null or raised_action_id is not null
  or not committed or triggered_by_id is null, false)`;

/** A value that a log is asked for by, in the words of the index. */
export type ValueKey =
  | `${'target' | 'record' | 'event' | 'outcome' | 'action' | 'person' | 'raised' | 'committed'} ${string | number | boolean}`
  | 'person nobody';

/** What the index finds logs by. */
export interface Keys {
  /** Of each of these lists one. */
  values: readonly (readonly ValueKey[])[];
  /** And all of these letters and pairs of letters, in any case. */
  letters: readonly string[];
}

/** More would only take longer: what is found is looked at anyhow. */
const maxLetters = 64;

const keysOfLog: RawBuilder<string[]> = sql`execution_log_extraordinary_keys(
  validation_message, target, target_record_id, event, outcome, committed, raised_action_id, triggered_by_id,
  executed_action_ids)`;

/** Is out of the ordinary and has the keys; in the words of the index. */
export function hasKeys({ values, letters }: Keys): Condition {
  const only = values.flatMap((some) => (some.length === 1 ? some : []));
  const several = values.filter((some) => some.length > 1);
  const required = [only.length && sql`${only}::text[]`, letters.length && keysOfLetters(letters)].filter(Boolean);
  return all([
    isExtraordinary,
    ...(required.length ? [sql<boolean>`${keysOfLog} @> (${sql.join(required, sql` || `)})`] : []),
    ...several.map((some) => sql<boolean>`${keysOfLog} && ${some}::text[]`),
  ]);
}

/** As one parameter, so that what is asked for stays the same statement; in small letters as the database writes them. */
function keysOfLetters(letters: readonly string[]): RawBuilder<string[]> {
  const some = letters.filter((key) => !key.includes(separator)).slice(0, maxLetters);
  return sql`string_to_array(lower(${some.join(separator)}::text), ${sql.lit(separator)})`;
}

const separator = '\u0001';

/** Of a text its letter, or pairs of letters that tell all of them: each takes time to look up. */
export function lettersOf(text: string): string[] {
  const letters = [...text];
  if (letters.length < 2) return letters;
  const pairs = letters.slice(1).map((letter, n) => letters[n]! + letter);
  return pairs.filter((_pair, n) => n % 2 === 0 || n === pairs.length - 1);
}
