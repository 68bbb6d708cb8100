interface Place {
  line?: number | null;
  column?: number | null;
}

/** `Line 3, column 12: `, as much of it as is known. */
export function describePlace({ line, column }: Place): string {
  if (!line) return '';
  return column ? `Line ${line}, column ${column}: ` : `Line ${line}: `;
}
