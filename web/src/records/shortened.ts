/** A text of at most `longest` characters; one that is cut ends with `…`, and not amid a character of two units. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
