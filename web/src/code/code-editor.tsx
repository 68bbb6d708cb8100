import { Kbd, Skeleton } from '@mantine/core';
import { createLazyPart, ShowPart } from '../parts/lazy-part.tsx';
import classes from './code-editor.module.css';
import type { CodeMirrorEditorProps } from './codemirror-editor.tsx';

const editor = createLazyPart(
  () => import('./codemirror-editor.tsx'),
  (module) => module.CodeMirrorEditor,
);

/** An editor for Python or GraphQL; it is loaded when one is first shown. */
export function CodeEditor(props: CodeMirrorEditorProps) {
  return (
    <>
      <div className={classes.frame} data-language={props.language}>
        <ShowPart part={editor} props={props} fallback={<Skeleton height="var(--il-editor-height)" radius={8} />} />
      </div>
      {!props.readOnly && (
        // A screen reader has it from the editor itself.
        <p className={classes.hint} aria-hidden>
          <Kbd size="xs">Tab</Kbd> indents · <Kbd size="xs">Esc</Kbd>, then <Kbd size="xs">Tab</Kbd> leaves
        </p>
      )}
    </>
  );
}
