// Numbers as a person types them: 1250, 1,250 or 12.5, as the app writes them. A comma that does not part thousands is not
// guessed at: 12,5 would be twelve and a half to some, and 125 to others.

const plain = /^[-+]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** Null when there is nothing; the text itself when it is no number, or not a whole one where that is asked for. */
export function readNumber(text: string, isWhole: boolean): number | string | null {
  const trimmed = text.trim();
  if (!trimmed) return null;
  const number = plain.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : Number.NaN;
  return Number.isFinite(number) && (!isWhole || Number.isInteger(number)) ? number : text;
}

export function notANumber(text: string, isWhole: boolean): string {
  return isWhole
    ? `“${text}” is not a whole number, such as 1250 or 1,250`
    : `“${text}” is not a number, such as 1250, 1,250 or 12.5`;
}
