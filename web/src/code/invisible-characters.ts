// Characters that show nothing and change what one reads: they turn the direction of what follows, so that code reads
// otherwise than it runs, or look like a space, or like nothing. Wherever a reviewer reads code or output they are drawn as
// their code points.

/** The no-break space and soft hyphen, what turns the direction, and what has no width. */
export const invisibleCharacter = /[\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Joiners inside an emoji are part of its picture. */
const emojiOrInvisible = new RegExp(
  String.raw`(?<emoji>\p{ExtPict}[\ufe0f\p{EMod}]*(?:\u200d\p{ExtPict}[\ufe0f\p{EMod}]*)+)|${invisibleCharacter.source}`,
  'gu',
);

const names: Record<string, string> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero width space',
  '\u200c': 'zero width non-joiner',
  '\u200d': 'zero width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'pop directional formatting',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'pop directional isolate',
  '\ufeff': 'byte order mark',
};

/** `U+202E` */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `U+202E right-to-left override` */
export function describeCharacter(character: string): string {
  return `${codePoint(character)} ${names[character] ?? 'character that can’t be seen'}`;
}

export interface TextPart {
  text: string;
  /** It is a single character to be drawn as its code point. */
  isInvisible: boolean;
}

/** The text in parts, which make the text again when they are joined. */
export function splitAtInvisible(text: string): TextPart[] {
  if (!invisibleCharacter.test(text)) return [{ text, isInvisible: false }];
  const parts: TextPart[] = [];
  let from = 0;
  const addUpTo = (to: number) => {
    if (to > from) parts.push({ text: text.slice(from, to), isInvisible: false });
  };
  for (const match of text.matchAll(emojiOrInvisible)) {
    if (match.groups?.emoji !== undefined) continue;
    addUpTo(match.index);
    parts.push({ text: match[0], isInvisible: true });
    from = match.index + match[0].length;
  }
  addUpTo(text.length);
  return parts;
}
