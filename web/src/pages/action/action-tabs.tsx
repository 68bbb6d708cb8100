import { Badge, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import { CodeEditor } from '../../code/code-editor.tsx';
import classes from './action-tabs.module.css';
import type { ActionTab } from './search.ts';

interface ActionTabsProps {
  tab: ActionTab;
  onTab: (tab: ActionTab) => void;
  draft: ActionDraft;
  problems: Problem[];
  onChange: (change: Partial<ActionDraft>) => void;
  /** Left out while the action is new. */
  executions?: ReactNode;
}

export function ActionTabs({ tab, onTab, draft, problems, onChange, executions }: ActionTabsProps) {
  const of = (name: ActionTab) => problems.filter(({ field }) => field === name);
  return (
    <Tabs value={tab} onChange={(value) => onTab(value as ActionTab)}>
      <Tabs.List mb="md">
        <Tabs.Tab value="context" rightSection={<ProblemCount count={of('context').length} />}>
          Context
        </Tabs.Tab>
        <Tabs.Tab value="code" rightSection={<ProblemCount count={of('code').length} />}>
          Code
        </Tabs.Tab>
        {executions && <Tabs.Tab value="executions">Executions</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="context">
        <p className={classes.note}>
          A GraphQL query for the data that the code needs. <code>$id</code> is the id of the record that changes; the
          query sees it as it is after the change.
        </p>
        <CodeEditor
          language="graphql"
          label="Context: GraphQL query"
          value={draft.context}
          problems={of('context')}
          onChange={(context) => onChange({ context })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <p className={classes.note}>
          <code>context</code> holds the query’s result, <code>changes</code> and <code>currentUser</code>.{' '}
          <code>raise ValidationError(…)</code> blocks the change, <code>raise ValidationWarning(…)</code> warns about
          it.
        </p>
        <CodeEditor
          language="python"
          label="Code: Python"
          value={draft.code}
          problems={of('code')}
          onChange={(code) => onChange({ code })}
        />
      </Tabs.Panel>
      {executions && <Tabs.Panel value="executions">{executions}</Tabs.Panel>}
    </Tabs>
  );
}

function ProblemCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Badge size="xs" color="red" circle aria-label={`${count} ${count === 1 ? 'problem' : 'problems'}`}>
      {count}
    </Badge>
  );
}
