import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { snippetCompletion } from '@codemirror/autocomplete';
import { python, pythonLanguage } from '@codemirror/lang-python';
import { indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { completeContext } from './complete-context.ts';
import type { Shape } from './shape.ts';

/** Names that an action's code has besides Python's own. */
const names: Completion[] = [
  { label: 'context', type: 'variable', detail: 'what the query read' },
  snippetCompletion("ValidationError('#{message}')", {
    label: 'ValidationError',
    type: 'class',
    detail: 'blocks the change',
    boost: 10,
  }),
  snippetCompletion("ValidationWarning('#{message}')", {
    label: 'ValidationWarning',
    type: 'class',
    detail: 'warns about the change',
    boost: 10,
  }),
];

/** Python with completion of an action's names and of the keys of `context`, as `shapeOf` tells them at that moment. */
export function pythonExtensions(shapeOf: () => Shape | undefined): Extension {
  return [
    python(),
    indentUnit.of('    '),
    pythonLanguage.data.of({ autocomplete: completeName }),
    pythonLanguage.data.of({ autocomplete: completeContext(shapeOf) }),
  ];
}

function completeName(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/(?<![\w.'"])[A-Za-z_]\w*/);
  return word ? { from: word.from, options: names, validFor: /^\w*$/ } : null;
}

/** Only the highlighting, for code that is read. */
export function pythonHighlighting(): Extension {
  return python();
}
