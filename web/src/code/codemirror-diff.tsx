import { syntaxHighlighting } from '@codemirror/language';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../theme/style-nonce.ts';
import { diffTheme, editorTheme, highlightStyle } from './editor-theme.ts';
import { graphqlHighlighting } from './graphql-language.ts';
import { markDeleted, markInvisible, markInvisibleInDeleted } from './mark-invisible.ts';
import { pythonHighlighting } from './python-language.ts';

export interface CodeMirrorDiffProps {
  language: 'python' | 'graphql';
  before: string;
  after: string;
  /** Names the difference for screen readers. */
  label: string;
}

/** The text after, with what was deleted from the one before standing where it was; long unchanged parts are folded. */
export function CodeMirrorDiff({ language, before, after, label }: CodeMirrorDiffProps) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: parent.current!,
      state: EditorState.create({
        doc: after,
        extensions: [
          lineNumbers(),
          EditorState.readOnly.of(true),
          syntaxHighlighting(highlightStyle),
          markInvisible,
          markInvisibleInDeleted,
          // Before what it changes of the editors' theme.
          diffTheme,
          editorTheme,
          EditorView.cspNonce.of(styleNonce),
          language === 'python' ? pythonHighlighting() : graphqlHighlighting(),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            gutter: true,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    });
    markDeleted(view);
    return () => view.destroy();
  }, [language, before, after, label]);
  return <div ref={parent} />;
}
