import { BadInputError } from './errors.ts';

/**
 * Passes a text that PostgreSQL can hold: no NUL characters and no half of a surrogate pair.
 * @throws BadInputError
 */
export function requireStorableText(text: string, label = 'the text'): string {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    throw new BadInputError(`${label} has a NUL character at position ${nul + 1}, which can't be stored: remove it`);
  }
  const half = text.search(/[\uD800-\uDFFF]/u);
  if (half !== -1) {
    throw new BadInputError(`${label} has half of a Unicode character at position ${half + 1}: remove it`);
  }
  return text;
}
