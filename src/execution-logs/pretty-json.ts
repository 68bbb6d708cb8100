const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/**
 * JSON text with line breaks and an indentation of two spaces. Strings, numbers and the order of keys stay as they are
 * written, which parsing in JavaScript would not leave them: `1.0`, `12345678901234567890`, `{"b": 1, "1": 2}`.
 */
export function prettyJson(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let previous = '';
  const newLine = () => pieces.push(`\n${'  '.repeat(depth)}`);
  for (const [token] of json.matchAll(tokens)) {
    if (token === '}' || token === ']') {
      depth--;
      if (previous !== '{' && previous !== '[') newLine();
    } else if (previous === '{' || previous === '[' || previous === ',') newLine();
    pieces.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth++;
    previous = token;
  }
  return pieces.join('');
}
