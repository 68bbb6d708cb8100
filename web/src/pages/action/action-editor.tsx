import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { type ActionDraft, changedDraftFields, draftProblems, mergeDraft } from '../../actions/action-draft.ts';
import { MasterSwitchNotice } from '../../actions/master-switch-notice.tsx';
import type { Action } from '../../actions/operations.ts';
import { useLiveCheck } from '../../actions/use-live-check.ts';
import { useMay } from '../../api/current-person.ts';
import { isRequestError, type Problem } from '../../api/graphql-request-error.ts';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { showFailure } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { ActionFields } from './action-fields.tsx';
import type { Comparison } from './action-history.tsx';
import { ActionTabs } from './action-tabs.tsx';
import { ProblemList } from './problem-list.tsx';
import { ReadOnlyNotice } from './read-only-notice.tsx';
import type { ActionTab } from './search.ts';
import { TestDrawer } from './test-drawer.tsx';

interface ActionEditorProps {
  /** Undefined while the action is new. */
  action?: Action;
  /** What is saved. */
  base: ActionDraft;
  tab: ActionTab;
  onTab: (tab: ActionTab) => void;
  /** What has been typed already, when it is not what is saved. */
  typed?: ActionDraft;
  /**
   * Answers the draft to go on with, when it is another. Throws what the server refused it with. `latest` is what has been
   * typed since, for who goes on elsewhere.
   */
  onSave: (draft: ActionDraft, latest: () => ActionDraft) => Promise<ActionDraft | undefined>;
  /** Stands over the fields; given what they hold. */
  notice?: (draft: ActionDraft) => ReactNode;
  menu?: ReactNode;
  executions?: ReactNode;
  /** What the history shows first. */
  comparison?: Comparison;
}

/**
 * Edits an action, saved or new. A refused save keeps everything and shows what is wrong where; what was typed since a
 * save was sent stays as an unsaved change.
 */
export function ActionEditor(props: ActionEditorProps) {
  const { action, base, typed = base, tab, onTab, onSave, notice, menu, executions, comparison } = props;
  const [draft, setDraft] = useState(typed);
  const latest = useRef(draft);
  latest.current = draft;
  const [problems, setProblems] = useState<Problem[]>([]);
  const [saving, setSaving] = useState(false);
  const [testing, test] = useDisclosure(false);
  const changed = changedDraftFields(draft, base).length > 0;
  const guard = useUnsavedGuard(changed);
  const mayEdit = useMay('EDIT_ACTIONS');
  const mayEnable = useMay('ENABLE_ACTIONS');
  const mayTest = [mayEdit, useMay('SEE_CONTEXTS')].every(Boolean);
  const readOnly = !mayEdit || (base.enabled && action !== undefined && !mayEnable);
  const checked = useLiveCheck(draft);
  const shown = useMemo(() => {
    return checked ? [...problems.filter((problem) => !isContent(problem)), ...checked] : problems;
  }, [checked, problems]);
  const { title, target, eventType, errorState, enabled } = draft;
  const head = useMemo(
    () => ({ title, target, eventType, errorState, enabled }),
    [title, target, eventType, errorState, enabled],
  );
  const change = useCallback((changes: Partial<ActionDraft>) => {
    setDraft((before) => ({ ...before, ...changes }));
    const isSolved = ({ field }: Problem) => field !== undefined && field in changes;
    setProblems((all) => (all.some(isSolved) ? all.filter((problem) => !isSolved(problem)) : all));
  }, []);

  const refuse = (found: Problem[]) => {
    setProblems(found);
    const place = found.find(({ field }) => field === 'code' || field === 'context')?.field;
    if (place === 'code' || place === 'context') onTab(place);
  };
  const save = async () => {
    if (saving || readOnly || (!changed && action)) return;
    const missing = draftProblems(draft);
    if (missing.length) return refuse(missing);
    const sent = draft;
    setSaving(true);
    try {
      const next = await onSave(sent, () => latest.current);
      setProblems([]);
      if (next) setDraft((since) => mergeDraft(since, sent, next));
    } catch (error) {
      if (isRequestError(error) && error.problems.length) refuse(error.problems);
      else showFailure(error);
    } finally {
      setSaving(false);
    }
  };
  useHotkeys(
    [
      ['mod+S', () => void save()],
      ['mod+Enter', () => mayTest && test.open()],
    ],
    [],
    true,
  );
  return (
    <Page>
      <PageHeader
        trail={<Link to="/actions">Actions</Link>}
        title={action ? base.title : 'New action'}
        note={action && `Action ${action.id} · version ${action.version}`}
        actions={
          <>
            {mayTest && (
              <Button
                variant="default"
                leftSection={<IconPlayerPlay size={15} />}
                title="Ctrl+Enter or ⌘Enter"
                onClick={test.open}
              >
                Test
              </Button>
            )}
            {menu}
            {!readOnly && (
              <Button disabled={!changed && action !== undefined} loading={saving} onClick={save} title="Ctrl+S or ⌘S">
                {action ? 'Save' : 'Create'}
              </Button>
            )}
          </>
        }
      />
      <MasterSwitchNotice />
      {notice?.(draft)}
      {readOnly && <ReadOnlyNotice mayEdit={mayEdit} />}
      <ActionFields head={head} problems={problems} readOnly={readOnly} mayEnable={mayEnable} onChange={change} />
      <ProblemList problems={problems} draft={draft} />
      <ActionTabs
        action={action}
        tab={tab}
        onTab={onTab}
        draft={draft}
        problems={shown}
        readOnly={readOnly}
        executions={executions}
        comparison={comparison}
        onChange={change}
      />
      {mayTest && <TestDrawer opened={testing} onClose={test.close} actionId={action?.id} draft={draft} />}
      {guard}
    </Page>
  );
}

function isContent({ field }: Problem): boolean {
  return field === 'code' || field === 'context';
}
