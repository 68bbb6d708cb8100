import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { Problem } from '../api/graphql-request-error.ts';
import { styleNonce } from '../theme/style-nonce.ts';
import { editorTheme, highlightStyle } from './editor-theme.ts';
import { markInvisible } from './mark-invisible.ts';

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Shown while it is empty. */
  placeholder: string;
  language: Extension;
  readOnly: boolean;
  onChange: (text: string) => void;
}

/** An editor in `parent`. Tab indents; Escape, then Tab leaves it. Ctrl+Shift+M lists its problems, F8 goes to the next. */
export function createEditor(options: EditorOptions): EditorView {
  const { parent, text, label, placeholder: empty, language, readOnly, onChange } = options;
  const extensions = [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    markInvisible,
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false }),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    placeholder(empty),
    syntaxHighlighting(highlightStyle),
    editorTheme,
    EditorView.cspNonce.of(styleNonce),
    keymap.of([
      // The page's own: it runs what is written.
      { key: 'Mod-Enter', run: () => true },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({
      'aria-label': label,
      // Tab leaves what can't be changed.
      ...(!readOnly && { 'aria-description': 'Tab indents. Press Escape, then Tab, to leave.' }),
      spellcheck: 'false',
      tabindex: '0',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    EditorState.readOnly.of(readOnly),
    language,
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** Puts in text that came from elsewhere; the editor's own text comes back here too and is left alone. */
export function replaceText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  const diagnostics = problems.map((problem) => toDiagnostic(view.state.doc, problem));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function toDiagnostic(doc: Text, { line, column, message, severity }: Problem): Diagnostic {
  const { from, to } = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
  const start = Math.min(from + Math.max((column ?? 1) - 1, 0), to);
  return { from: start, to: Math.max(to, start), severity: severity === 'WARNING' ? 'warning' : 'error', message };
}
