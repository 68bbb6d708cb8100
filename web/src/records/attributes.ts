/** One attribute of a record. */
export interface Attribute {
  key: string;
  value: unknown;
  type: string;
}

export const attributeTypes = ['STRING', 'NUMBER', 'BOOLEAN', 'JSON'];

export function parseAttribute(value: unknown): Attribute {
  const { key, value: held, type } = (value ?? {}) as Partial<Attribute>;
  return { key: key ?? '', value: held ?? '', type: type ?? 'STRING' };
}

/** The value as it is typed: text as it is, anything else as JSON. */
export function attributeText({ value }: Attribute): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was typed as a value of the type; text that does not fit stays text, for the server to judge. */
export function typedValue(text: string, type: string): unknown {
  if (type === 'NUMBER' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'BOOLEAN' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'JSON') return parseJson(text);
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
