import { Alert, Badge, Button } from '@mantine/core';
import { IconCopyPlus, IconLock, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NotFoundPage } from '../../../app/not-found-page.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { type RoleGrants, rolesQuery } from '../../../permissions/roles.ts';
import { DeleteRole } from './delete-role.tsx';
import { RoleForm } from './role-form.tsx';
import { RolePermissions } from './role-permissions.tsx';

const route = getRouteApi('/shell/administration/roles/$id');

/** What one role gives. A shipped one is shown as it is; one's own can be changed. */
export function RolePage() {
  const { id } = route.useParams();
  const roles = useQuery(rolesQuery);
  const grants = roles.data?.find(({ role }) => String(role.id) === id);
  if (roles.error && !roles.data) return <ErrorState page error={roles.error} onRetry={() => roles.refetch()} />;
  if (roles.isPending) return <PageLoading />;
  return grants ? <Role key={id} grants={grants} /> : <NotFoundPage />;
}

function Role({ grants }: { grants: RoleGrants }) {
  const { role, isShipped, people } = grants;
  useTitle(role.name);
  return (
    <Page narrow>
      <PageHeader
        trail={<Link to="/administration/roles">Roles</Link>}
        title={
          <>
            {role.name}
            {isShipped && (
              <Badge variant="light" color="gray" tt="none">
                Shipped
              </Badge>
            )}
          </>
        }
        note={
          <Link to="/administration/people" search={{ role: [String(role.id)] }}>
            {people === 1 ? '1 person has it' : `${people.toLocaleString('en')} people have it`}
          </Link>
        }
        actions={
          <>
            {!isShipped && <DeleteRole grants={grants} />}
            {!grants.givesEverything && (
              <Button
                variant="default"
                leftSection={<IconCopyPlus size={15} />}
                renderRoot={(props) => (
                  <Link to="/administration/roles/new" search={{ like: String(role.id) }} {...props} />
                )}
              >
                New role like this
              </Button>
            )}
          </>
        }
      />
      {isShipped ? <ShippedRole grants={grants} /> : <RoleForm grants={grants} />}
    </Page>
  );
}

function ShippedRole({ grants }: { grants: RoleGrants }) {
  if (grants.givesEverything) {
    return (
      <Alert icon={<IconShieldCheck size={16} />}>
        Who has this role may do everything, also what later versions of Interlock add.
      </Alert>
    );
  }
  return (
    <>
      <Alert color="gray" icon={<IconLock size={16} />}>
        This role came with Interlock, and stays as it is. To give something else, make a new role like it.
      </Alert>
      <RolePermissions own={new Set(grants.ownPermissions)} groups={grants.sharedGroups} asOne />
    </>
  );
}
