/** A piece of a long text, and how many characters are left out on either side. */
export interface Excerpt {
  readonly before: number;
  readonly text: string;
  readonly after: number;
}

/** At most `longest` characters: the beginning, or what is around the first place of `searched` (in any case) where that is further on. */
export function excerptOf(text: string, searched: string, longest: number): Excerpt {
  if (text.length <= longest) return { before: 0, text, after: 0 };
  const at = searched ? text.toLowerCase().indexOf(searched.toLowerCase()) : -1;
  const isInSight = at < 0 || at + searched.length <= longest;
  const before = isInSight ? 0 : Math.max(0, Math.min(at - Math.floor(longest / 4), text.length - longest));
  const piece = text.slice(before, before + longest);
  return { before, text: piece, after: text.length - before - piece.length };
}
