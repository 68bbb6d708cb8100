import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editors in the app's tokens, so that they follow its light and dark. */
export const editorTheme = EditorView.theme({
  '&': {
    fontSize: '13px',
    backgroundColor: 'var(--il-bg)',
    color: 'var(--il-text)',
    minHeight: 'var(--il-editor-height)',
    maxHeight: 'var(--il-editor-limit)',
  },
  // The page's rule for reduced motion makes every change of style a (very short) transition: the editor would measure its
  // lines before their height applies, and scroll to where they are not.
  '& *': { transition: 'none !important' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.6',
    minHeight: 'var(--il-editor-height)',
    overflow: 'auto',
    fontVariantLigatures: 'none',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--il-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--il-text)' },
  '.cm-gutters': {
    // Opaque, since long lines scroll under them.
    backgroundColor: 'var(--il-bg)',
    color: 'var(--il-text-dim)',
    border: 'none',
  },
  '.cm-placeholder': { color: 'var(--il-text-dim)', whiteSpace: 'pre' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--il-bg-hover) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--il-bg-hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-cobalt-5) 30%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--mantine-color-cobalt-5) 16%, transparent)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--il-bg-raised)',
    color: 'var(--il-text)',
    border: '1px solid var(--il-border-strong)',
    borderRadius: '6px',
  },
  '.cm-panels-top': { borderRadius: '0', borderWidth: '0 0 1px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--il-bg-selected)',
    color: 'var(--il-text)',
  },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--il-bg-hover)', border: 'none', color: 'var(--il-text-dim)' },
});

/** What the editors look like where they show a difference. */
export const diffTheme = EditorView.theme({
  '&, .cm-scroller': { minHeight: '0' },
  '.cm-changedLine': { backgroundColor: 'var(--il-allowed-bg)' },
  // A line under the words: a darker ground would take the letters' contrast.
  '&.cm-merge-b .cm-changedText': { background: 'none', borderBottom: '2px solid var(--il-allowed)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--il-blocked-bg)', paddingLeft: '6px' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', borderBottom: '2px solid var(--il-blocked)' },
  '.cm-changedLineGutter, .cm-deletedLineGutter': { width: '3px' },
  '.cm-changedLineGutter': { background: 'var(--il-allowed)' },
  '.cm-deletedLineGutter': { background: 'var(--il-blocked)' },
  '.cm-collapsedLines': {
    background: 'var(--il-bg-subtle)',
    color: 'var(--il-text-dim)',
    padding: '3px 8px 3px 14px',
  },
  '.cm-collapsedLines:hover': { color: 'var(--il-text)' },
});

const color = (name: string) => ({ color: `var(--il-code-${name})` });

export const highlightStyle = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword], ...color('keyword') },
  { tag: [tags.string, tags.special(tags.string)], ...color('string') },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], ...color('number') },
  { tag: [tags.comment], ...color('comment') },
  { tag: [tags.function(tags.variableName), tags.typeName, tags.className], ...color('name') },
  { tag: [tags.propertyName, tags.attributeName, tags.special(tags.name)], ...color('property') },
]);
