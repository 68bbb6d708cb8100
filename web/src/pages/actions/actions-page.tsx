import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconListSearch, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { MasterSwitchNotice } from '../../actions/master-switch-notice.tsx';
import { actionsQuery } from '../../actions/operations.ts';
import { useMay } from '../../api/current-person.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useTitle } from '../../components/use-title.ts';
import { ActionList } from './action-list.tsx';
import { ActionsMenu } from './actions-menu.tsx';
import { ActionsToolbar } from './actions-toolbar.tsx';
import { ImportDialog } from './import-dialog.tsx';

const route = getRouteApi('/shell/actions');

export function ActionsPage() {
  useTitle('Actions');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const actions = useQuery(actionsQuery);
  const [mayEdit, maySeeLogs, mayAdminister] = [useMay('EDIT_ACTIONS'), useMay('SEE_LOGS'), useMay('ADMINISTER')];
  const [importing, importDialog] = useDisclosure(false);
  return (
    <Page>
      <PageHeader
        title="Actions"
        note="Scripts that allow, warn about or block the changes of records."
        actions={
          <>
            {maySeeLogs && (
              <Button
                variant="default"
                leftSection={<IconListSearch size={15} />}
                renderRoot={(props) => <Link to="/execution-logs" {...props} />}
              >
                View Execution Logs
              </Button>
            )}
            {mayEdit && (
              <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={importDialog.open}>
                Import
              </Button>
            )}
            {mayEdit && (
              <Button
                leftSection={<IconPlus size={15} />}
                renderRoot={(props) => <Link to="/actions/new" {...props} />}
              >
                New Action
              </Button>
            )}
            {mayAdminister && <ActionsMenu />}
          </>
        }
      />
      <MasterSwitchNotice />
      <ActionsToolbar
        search={search}
        onChange={(change) => navigate({ search: (all) => ({ ...all, ...change }), replace: true })}
      />
      {actions.error && !actions.data ? (
        <ErrorState error={actions.error} onRetry={() => actions.refetch()} />
      ) : (
        <ActionList actions={actions.data} search={search} onClear={() => navigate({ search: {} })} />
      )}
      {importing && <ImportDialog onClose={importDialog.close} />}
    </Page>
  );
}
