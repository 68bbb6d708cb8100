const longest = 600;
const mostLines = 8;

/** The beginning of a message that is too long to stand above everything else; undefined when all of it may stand there. */
export function beginningOf(message: string): string | undefined {
  const lines = message.split('\n', mostLines + 1);
  const few = lines.slice(0, mostLines).join('\n');
  if (few.length <= longest) return lines.length > mostLines ? few : undefined;
  const cut = few.slice(0, longest);
  const atWord = cut.lastIndexOf(' ');
  // Not in the middle of a word, nor of a character of two units.
  return atWord > longest / 2 ? cut.slice(0, atWord) : cut.replace(/[\uD800-\uDBFF]$/, '');
}
