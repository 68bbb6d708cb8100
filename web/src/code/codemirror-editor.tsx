import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/graphql-request-error.ts';
import { createEditor, replaceText, showProblems } from './create-editor.ts';
import { graphqlExtensions } from './graphql-language.ts';
import { pythonExtensions } from './python-language.ts';
import type { Shape } from './shape.ts';

export interface CodeMirrorEditorProps {
  language: 'python' | 'graphql';
  value: string;
  onChange: (value: string) => void;
  /** Names the editor for screen readers. */
  label: string;
  /** Shown while it is empty. */
  placeholder?: string;
  /** What is wrong where; drawn in the text and in the gutter. */
  problems: readonly Problem[];
  /** What `context` holds, for completion in Python. */
  shape?: Shape;
  readOnly?: boolean;
}

type ShapeOf = () => Shape | undefined;

const languages: Record<CodeMirrorEditorProps['language'], (shapeOf: ShapeOf) => Extension> = {
  python: pythonExtensions,
  graphql: graphqlExtensions,
};

/** A CodeMirror editor as a controlled React component. */
export function CodeMirrorEditor(props: CodeMirrorEditorProps) {
  const { language, value, onChange, label, placeholder = '', problems, shape, readOnly = false } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const current = useRef({ value, onChange, shape });
  current.current = { value, onChange, shape };

  useEffect(() => {
    view.current = createEditor({
      parent: parent.current!,
      text: current.current.value,
      label,
      placeholder,
      language: languages[language](() => current.current.shape),
      readOnly,
      onChange: (text) => current.current.onChange(text),
    });
    return () => view.current?.destroy();
  }, [language, label, placeholder, readOnly]);
  useEffect(() => replaceText(view.current!, value), [value]);
  useEffect(() => showProblems(view.current!, problems), [problems]);
  return <div ref={parent} />;
}
