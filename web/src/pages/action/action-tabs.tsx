import { Badge, Tabs } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ActionDraft } from '../../actions/action-draft.ts';
import type { Action } from '../../actions/operations.ts';
import { useContextShape } from '../../actions/use-context-shape.ts';
import type { Problem } from '../../api/graphql-request-error.ts';
import { CodeEditor } from '../../code/code-editor.tsx';
import { NoPermission } from '../../components/no-permission.tsx';
import { ActionHistory, type Comparison } from './action-history.tsx';
import classes from './action-tabs.module.css';
import { ContextPanel } from './context-panel.tsx';
import { LogFileDrop } from './log-file-drop.tsx';
import type { ActionTab } from './search.ts';

interface ActionTabsProps {
  /** Undefined while the action is new. */
  action?: Action;
  tab: ActionTab;
  onTab: (tab: ActionTab) => void;
  draft: ActionDraft;
  problems: readonly Problem[];
  readOnly: boolean;
  onChange: (change: Partial<ActionDraft>) => void;
  /** Left out while the action is new, and for who may not see logs. */
  executions?: ReactNode;
  /** What the history shows first. */
  comparison?: Comparison;
}

const codePlaceholder = `# For example:
if context['currentUser']['email'] == 'somebody@example.com':
    raise ValidationError('Ask a colleague to do this')`;

export function ActionTabs(props: ActionTabsProps) {
  const { action, tab, onTab, draft, problems, readOnly, onChange, executions, comparison } = props;
  const inContext = useMemo(() => problems.filter(({ field }) => field === 'context'), [problems]);
  const inCode = useMemo(() => problems.filter(({ field }) => field === 'code'), [problems]);
  const shape = useContextShape(draft);
  return (
    <Tabs value={tab} onChange={(value) => onTab(value as ActionTab)}>
      <Tabs.List mb="md">
        <Tabs.Tab value="context" rightSection={<ProblemCount problems={inContext} />}>
          Context
        </Tabs.Tab>
        <Tabs.Tab value="code" rightSection={<ProblemCount problems={inCode} />}>
          Code
        </Tabs.Tab>
        {executions && <Tabs.Tab value="executions">Executions</Tabs.Tab>}
        {action && <Tabs.Tab value="history">History</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="context">
        <ContextPanel draft={draft} problems={inContext} readOnly={readOnly} onChange={onChange} />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <LogFileDrop action={action} draft={draft} disabled={readOnly} onTake={(code) => onChange({ code })}>
          <p className={classes.note}>
            <code>context</code> holds the query’s result, <code>changes</code> and <code>currentUser</code>.{' '}
            <code>raise ValidationError(…)</code> blocks the change, <code>raise ValidationWarning(…)</code> warns about
            it.
          </p>
          <CodeEditor
            language="python"
            label="Code: Python"
            placeholder={codePlaceholder}
            value={draft.code}
            problems={inCode}
            shape={shape}
            readOnly={readOnly}
            onChange={(code) => onChange({ code })}
          />
        </LogFileDrop>
      </Tabs.Panel>
      {executions && <Tabs.Panel value="executions">{executions}</Tabs.Panel>}
      {action && !executions && tab === 'executions' && (
        <NoPermission what="see execution logs" permission="SEE_LOGS" />
      )}
      {action && (
        <Tabs.Panel value="history">
          <ActionHistory
            key={comparison?.time}
            action={action}
            draft={draft}
            readOnly={readOnly}
            comparison={comparison}
            onRestore={onChange}
          />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

function ProblemCount({ problems }: { problems: readonly Problem[] }) {
  const errors = problems.filter(({ severity }) => severity !== 'WARNING').length;
  if (problems.length === 0) return null;
  const label = errors ? countOf(errors, 'problem') : countOf(problems.length, 'warning');
  return (
    <Badge size="xs" circle className={classes.count} data-warning={errors === 0 || undefined} aria-label={label}>
      {errors || problems.length}
    </Badge>
  );
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
