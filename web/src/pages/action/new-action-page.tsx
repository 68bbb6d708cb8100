import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { emptyDraft } from '../../actions/action-draft.ts';
import { createAction } from '../../actions/operations.ts';
import { showSuccess } from '../../components/toasts.tsx';
import { useTitle } from '../../components/use-title.ts';
import { ActionEditor } from './action-editor.tsx';
import { newActionInput } from './save-input.ts';

const route = getRouteApi('/shell/actions/new');

export function NewActionPage() {
  useTitle('New action');
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return (
    <ActionEditor
      base={emptyDraft}
      tab={tab ?? 'code'}
      onTab={(next) => navigate({ to: '/actions/new', search: { tab: next }, replace: true })}
      onSave={async (draft) => {
        const id = await createAction(newActionInput(draft));
        await queryClient.invalidateQueries({ queryKey: ['actions'] });
        showSuccess('Action created');
        await navigate({ to: '/actions/$id', params: { id }, search: { tab }, ignoreBlocker: true });
        return undefined;
      }}
    />
  );
}
