import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ErrorState } from '../../../components/error-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { grantedBy } from '../../../permissions/describe-role.ts';
import { rolesQuery } from '../../../permissions/roles.ts';
import { RoleForm } from './role-form.tsx';

const route = getRouteApi('/shell/administration/roles/new');

/** A role of one's own, empty or with what another gives. */
export function NewRolePage() {
  useTitle('New role');
  const { like } = route.useSearch();
  const navigate = route.useNavigate();
  const roles = useQuery({ ...rolesQuery, enabled: like !== undefined });
  const model = roles.data?.find(({ role }) => String(role.id) === like);
  if (like && roles.error && !roles.data)
    return <ErrorState page error={roles.error} onRetry={() => roles.refetch()} />;
  if (like && roles.isPending) return <PageLoading />;
  return (
    <Page narrow>
      <PageHeader
        trail={<Link to="/administration/roles">Roles</Link>}
        title="New role"
        note={model && `It starts with what ${model.role.name} gives.`}
      />
      <RoleForm
        key={like}
        start={model && grantedBy(model)}
        onCreated={(id) => navigate({ to: '/administration/roles/$id', params: { id }, replace: true })}
      />
    </Page>
  );
}
