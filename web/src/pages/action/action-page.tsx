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
  return /^\d+$/.test(id) ? <LoadedAction key={id} id={id} /> : <NoAction id={id} />;
}

function LoadedAction({ id }: { id: string }) {
  const action = useQuery(actionQuery(id));
  useTitle(action.data?.title ?? 'Action');
  if (action.isPending) return <PageLoading />;
  if (action.error && !action.data) return <ErrorState error={action.error} onRetry={() => action.refetch()} page />;
  return action.data ? <SavedAction action={action.data} /> : <NoAction id={id} />;
}

function NoAction({ id }: { id: string }) {
  return (
    <MessageState page icon={IconMapOff} title={`There is no action ${id}`}>
      It may have been deleted. Its execution logs keep the code that ran. <Link to="/actions">All actions</Link>
    </MessageState>
  );
}
