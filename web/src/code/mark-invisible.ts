import type { Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars } from '@codemirror/view';
import { codePoint, describeCharacter, invisibleCharacter, splitAtInvisible } from './invisible-characters.ts';

const markClass = 'cm-invisible';

/** Draws the characters that can't be seen as their code points, in an editor's own text. */
export const markInvisible: Extension = [
  highlightSpecialChars({
    addSpecialChars: invisibleCharacter,
    render: (code) => createMark(String.fromCodePoint(code)),
  }),
  EditorView.baseTheme({
    [`.${markClass}`]: {
      display: 'inline-block',
      padding: '0 3px',
      borderRadius: '3px',
      lineHeight: '1.2',
      fontSize: '10.5px',
      backgroundColor: 'var(--il-warned-bg)',
      boxShadow: 'inset 0 0 0 1px var(--il-warned)',
      color: 'var(--il-warned)',
    },
  }),
];

/** Draws them in the deleted lines of a difference too: these are no text of the editor's, and are only read. */
export const markInvisibleInDeleted: Extension = EditorView.updateListener.of(({ view }) => markDeleted(view));

/** For the lines that were drawn before there was an update. */
export function markDeleted(view: EditorView): void {
  for (const line of view.dom.querySelectorAll('.cm-deletedLine')) {
    if (invisibleCharacter.test(line.textContent ?? '')) markTextsIn(line);
  }
}

function markTextsIn(element: Element): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const parts = splitAtInvisible(text.data);
    if (!parts.some((part) => part.isInvisible)) continue;
    text.replaceWith(...parts.map((part) => (part.isInvisible ? createMark(part.text) : part.text)));
  }
}

function createMark(character: string): HTMLElement {
  const mark = document.createElement('span');
  mark.className = markClass;
  mark.textContent = codePoint(character);
  mark.title = describeCharacter(character);
  return mark;
}
