import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import { starterQuery } from '../../actions/starter-query.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import { CodeEditor } from '../../code/code-editor.tsx';
import { inSentence, useTargets } from '../../records/record-types.ts';
import classes from './action-tabs.module.css';
import { ContextRun } from './context-run.tsx';

interface ContextPanelProps {
  draft: ActionDraft;
  problems: readonly Problem[];
  readOnly: boolean;
  onChange: (change: Partial<ActionDraft>) => void;
}

/** The query that reads what the code needs, and a place to try it. */
export function ContextPanel({ draft, problems, readOnly, onChange }: ContextPanelProps) {
  return (
    <>
      <p className={classes.note}>
        A GraphQL query for the data that the code needs. <code>$id</code> is the id of the record that changes; the
        query sees it as it is after the change.
      </p>
      <CodeEditor
        language="graphql"
        label="Context: GraphQL query"
        value={draft.context}
        problems={problems}
        readOnly={readOnly}
        onChange={(context) => onChange({ context })}
      />
      {!readOnly && draft.context.trim() === '' && (
        <StarterQuery target={draft.target} onInsert={(context) => onChange({ context })} />
      )}
      <ContextRun draft={draft} />
    </>
  );
}

function StarterQuery({ target, onInsert }: { target: string | null; onInsert: (query: string) => void }) {
  const { types, find } = useTargets();
  const type = find(target ?? '');
  if (!type) return <p className={classes.foot}>Choose a target to begin with a query for its records.</p>;
  return (
    <Button
      variant="subtle"
      mt={6}
      leftSection={<IconWand size={15} />}
      onClick={() => onInsert(starterQuery(type, types))}
    >
      Begin with a query for the {inSentence(type.label)}
    </Button>
  );
}
