// Rich text is a list of blocks, {type, children: [{text} or {children: [{text}]}]}. Here it is edited as plain
// paragraphs; blocks whose words were not touched keep whatever structure they have, known to us or not.

export interface RichTextNode {
  type?: string;
  text?: string;
  children?: RichTextNode[];
  [other: string]: unknown;
}

/** The paragraphs as text, one blank line between them. */
export function richTextToPlain(value: unknown): string {
  return blocksOf(value).map(nodeText).join('\n\n');
}

/** The blocks after the text was edited: what is before and after the edit stays as it was. */
export function plainToRichText(plain: string, before: unknown): RichTextNode[] {
  const old = blocksOf(before);
  if (plain === richTextToPlain(before)) return old;
  const paragraphs = plain === '' ? [] : plain.split('\n\n');
  const start = countEqual(paragraphs, old, (index) => index);
  const room = Math.min(paragraphs.length, old.length) - start;
  const end = Math.min(
    room,
    countEqual(paragraphs, old, (index, list) => list.length - 1 - index),
  );
  const replaced = old.slice(start, old.length - end);
  const written = paragraphs
    .slice(start, paragraphs.length - end)
    .map((text, index) => ({ ...shell(replaced[index]), children: [{ text }] }));
  return [...old.slice(0, start), ...written, ...old.slice(old.length - end)];
}

function shell(block: RichTextNode | undefined): RichTextNode {
  return block ? { ...block } : { type: 'paragraph' };
}

function countEqual(
  paragraphs: string[],
  blocks: RichTextNode[],
  place: (index: number, list: unknown[]) => number,
): number {
  let count = 0;
  for (; count < Math.min(paragraphs.length, blocks.length); count++) {
    if (paragraphs[place(count, paragraphs)] !== nodeText(blocks[place(count, blocks)]!)) break;
  }
  return count;
}

function blocksOf(value: unknown): RichTextNode[] {
  return Array.isArray(value) ? (value as RichTextNode[]) : [];
}

function nodeText(node: RichTextNode): string {
  return node.text ?? (node.children ?? []).map(nodeText).join('');
}
