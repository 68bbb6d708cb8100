import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser as python } from '@lezer/python';

export type Language = 'python' | 'text';

export interface Span {
  text: string;
  /** What it is, '' when nothing special; code-block.module.css colours it. */
  kind: string;
}

const highlighter = tagHighlighter([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword],
    class: 'keyword',
  },
  { tag: [tags.string, tags.special(tags.string)], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: [tags.comment, tags.lineComment], class: 'comment' },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName))], class: 'name' },
  { tag: [tags.propertyName, tags.function(tags.propertyName)], class: 'property' },
]);

/** Above this highlighting would hold up the page; such code is shown plain. */
const longestHighlighted = 400_000;

/** The code's lines as spans; a line break at the end makes no empty line. */
export function highlightLines(code: string, language: Language): Span[][] {
  const text = code.replace(/\n$/, '');
  if (language === 'text' || text.length > longestHighlighted) {
    return text.split('\n').map((line) => [{ text: line, kind: '' }]);
  }
  const lines: Span[][] = [[]];
  highlightCode(
    text,
    python.parse(text),
    highlighter,
    (part, kind) => lines.at(-1)!.push({ text: part, kind }),
    () => lines.push([]),
  );
  return lines;
}
