import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/graphql-request-error.ts';
import { createEditor, replaceText, showProblems } from './create-editor.ts';
import { graphqlExtensions } from './graphql-language.ts';
import { pythonExtensions } from './python-language.ts';

export interface CodeMirrorEditorProps {
  language: 'python' | 'graphql';
  value: string;
  onChange: (value: string) => void;
  /** Names the editor for screen readers. */
  label: string;
  /** What is wrong where; drawn in the text and in the gutter. */
  problems: readonly Problem[];
}

const languages: Record<CodeMirrorEditorProps['language'], () => Extension> = {
  python: pythonExtensions,
  graphql: graphqlExtensions,
};

/** A CodeMirror editor as a controlled React component. */
export function CodeMirrorEditor({ language, value, onChange, label, problems }: CodeMirrorEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const current = useRef({ value, onChange });
  current.current = { value, onChange };

  useEffect(() => {
    view.current = createEditor({
      parent: parent.current!,
      text: current.current.value,
      label,
      language: languages[language](),
      onChange: (text) => current.current.onChange(text),
    });
    return () => view.current?.destroy();
  }, [language, label]);
  useEffect(() => replaceText(view.current!, value), [value]);
  useEffect(() => showProblems(view.current!, problems), [problems]);
  return <div ref={parent} />;
}
