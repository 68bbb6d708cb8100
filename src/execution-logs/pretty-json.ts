/**
 * JSON text with line breaks and an indentation of two spaces. Strings, numbers and the order of keys stay as they are
 * written, which parsing in JavaScript would not leave them: `1.0`, `12345678901234567890`, `{"b": 1, "1": 2}`.
 */
export function prettyJson(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  let previous = '';
  const newLine = () => pieces.push(`\n${'  '.repeat(depth)}`);
  for (const token of tokensOf(json)) {
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

function* tokensOf(json: string): Generator<string> {
  const token = /\s*([[\]{},:]|[^\s[\]{},:"]+|(?="))/y;
  for (let at = 0; at < json.length; ) {
    token.lastIndex = at;
    const [whole, word] = token.exec(json) ?? [];
    if (whole === undefined) return; // nothing but white space is left
    at += whole.length;
    const end = word ? at : endOfString(json, at);
    yield word || json.slice(at, end);
    at = end;
  }
}

/** Not a regular expression: those of megabytes would overflow its stack. */
function endOfString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return json.length;
}
