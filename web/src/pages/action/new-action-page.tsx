import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { emptyDraft } from '../../actions/action-draft.ts';
import { createAction } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { NoPermission } from '../../components/no-permission.tsx';
import { showSuccess } from '../../components/toasts.tsx';
import { useTitle } from '../../components/use-title.ts';
import { ActionEditor } from './action-editor.tsx';
import { newActionInput } from './save-input.ts';
import { keepTyped } from './typed-since-creation.ts';

const route = getRouteApi('/shell/actions/new');

export function NewActionPage() {
  useTitle('New action');
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [mayEdit, mayEnable] = [useMay('EDIT_ACTIONS'), useMay('ENABLE_ACTIONS')];
  const [base] = useState({ ...emptyDraft, enabled: mayEnable });
  if (!mayEdit) {
    return (
      <NoPermission
        page
        what="create actions"
        permission="EDIT_ACTIONS"
        actions={
          <Button variant="default" renderRoot={(props) => <Link to="/actions" {...props} />}>
            All actions
          </Button>
        }
      />
    );
  }
  return (
    <ActionEditor
      base={base}
      tab={tab ?? 'code'}
      onTab={(next) => navigate({ to: '/actions/new', search: { tab: next }, replace: true })}
      onSave={async (draft, latest) => {
        const id = await createAction(newActionInput(draft));
        await queryClient.invalidateQueries({ queryKey: ['actions'] });
        showSuccess('Action created');
        keepTyped(id, draft, latest());
        await navigate({ to: '/actions/$id', params: { id }, search: { tab }, ignoreBlocker: true });
        return undefined;
      }}
    />
  );
}
