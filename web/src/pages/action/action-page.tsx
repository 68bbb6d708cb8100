import { IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { actionQuery } from '../../actions/operations.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { PageLoading } from '../../components/page-loading.tsx';
import { useTitle } from '../../components/use-title.ts';
import { SavedAction } from './saved-action.tsx';

const route = getRouteApi('/shell/actions/$id');

export function ActionPage() {
  const { id } = route.useParams();
  const action = useQuery(actionQuery(id));
  useTitle(action.data?.title ?? 'Action');
  if (action.isPending) return <PageLoading />;
  if (action.error && !action.data) return <ErrorState error={action.error} onRetry={() => action.refetch()} page />;
  if (!action.data) {
    return (
      <MessageState page icon={IconMapOff} title={`There is no action ${id}`}>
        It may have been deleted. Its execution logs keep the code that ran. <Link to="/actions">All actions</Link>
      </MessageState>
    );
  }
  return <SavedAction key={id} action={action.data} />;
}
