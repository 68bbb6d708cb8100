import { BadInputError } from './errors.ts';

/** PostgreSQL's codes for a text it can't hold: character_not_in_repertoire, untranslatable_character. */
const codes: ReadonlySet<unknown> = new Set(['22021', '22P05']);

/** What was thrown, or, where the database refused the characters of a text, the error that tells its sender so. */
export function explainUnstorableText(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error) || !codes.has(error.code)) return error;
  return new BadInputError(
    'A text holds a NUL character or half of a Unicode character, which can be neither stored nor searched for: remove it',
    { cause: error },
  );
}
