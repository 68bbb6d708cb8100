import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type ActionDraft, compareWithTheirs, draftOf, mergeDraft } from '../../actions/action-draft.ts';
import { type Action, actionQuery, updateAction } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { isRequestError } from '../../api/graphql-request-error.ts';
import { showSuccess } from '../../components/toasts.tsx';
import { ActionEditor } from './action-editor.tsx';
import { ActionExecutions } from './action-executions.tsx';
import type { Comparison } from './action-history.tsx';
import { ActionMenu } from './action-menu.tsx';
import { DraftConflict } from './draft-conflict.tsx';
import { actionUpdate } from './save-input.ts';
import type { ActionTab } from './search.ts';
import { forgetTyped, typedSinceCreation } from './typed-since-creation.ts';

const route = getRouteApi('/shell/actions/$id');

/** The editor of an action that exists. When somebody else saved first, their edits are brought in, not overwritten. */
export function SavedAction({ action }: { action: Action }) {
  const [base, setBase] = useState({ action, draft: draftOf(action) });
  const [typed] = useState(() => {
    const since = typedSinceCreation(Number(action.id));
    return since && mergeDraft(since.typed, since.sent, base.draft);
  });
  useEffect(forgetTyped, []);
  /** What the editor began with, when somebody saved since then. */
  const [before, setBefore] = useState<ActionDraft>();
  const [comparison, setComparison] = useState<Comparison>();
  const { tab = 'code' } = route.useSearch();
  const maySeeLogs = useMay('SEE_LOGS');
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();

  const readAgain = async () => {
    await queryClient.invalidateQueries({ queryKey: ['actions'] });
    const fresh = await queryClient.fetchQuery(actionQuery(String(action.id)));
    if (!fresh) throw new Error('This action was deleted while you edited it.');
    return { action: fresh, draft: draftOf(fresh) };
  };
  const save = async (draft: ActionDraft): Promise<ActionDraft> => {
    try {
      await updateAction(actionUpdate(action.id, base.action._etag, draft, base.draft));
    } catch (error) {
      if (!isRequestError(error, 'CONCURRENCY_ERROR')) throw error;
      const fresh = await readAgain();
      setBase(fresh);
      setBefore(base.draft);
      return mergeDraft(draft, base.draft, fresh.draft);
    }
    const saved = await readAgain();
    setBase(saved);
    setBefore(undefined);
    setComparison(undefined);
    showSuccess('Saved');
    return saved.draft;
  };

  const showTab = (next: ActionTab) => navigate({ search: { tab: next }, replace: true });
  const compare = () => {
    setComparison({ version: base.action.version, time: Date.now() });
    void showTab('history');
  };
  return (
    <ActionEditor
      action={base.action}
      base={base.draft}
      typed={typed}
      tab={tab}
      onTab={showTab}
      comparison={comparison}
      onSave={save}
      notice={(draft) =>
        before && (
          <DraftConflict
            saved={base.action}
            changes={compareWithTheirs(draft, before, base.draft)}
            onCompare={compare}
            onDismiss={() => setBefore(undefined)}
          />
        )
      }
      menu={<ActionMenu action={base.action} />}
      executions={maySeeLogs && <ActionExecutions id={Number(action.id)} />}
    />
  );
}
