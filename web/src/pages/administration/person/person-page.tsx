import { Button, Group } from '@mantine/core';
import { IconLink, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SessionList } from '../../../accounts/session-list.tsx';
import { signInStatesQuery } from '../../../accounts/sign-in-link.ts';
import { NotFoundPage } from '../../../app/not-found-page.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { Section } from '../../../components/section.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { type PersonRow, personQuery } from '../../../people/operations.ts';
import { PersonStatus } from '../../../people/person-status.tsx';
import { usePersonAccess } from '../../../people/use-person-access.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonTokens } from './person-tokens.tsx';

const route = getRouteApi('/shell/administration/people/$id');

/** One person: who they are, what they may do, and where and with what they are signed in. */
export function PersonPage() {
  const { id } = route.useParams();
  const person = useQuery(personQuery(id));
  if (person.error && !person.data) return <ErrorState page error={person.error} onRetry={() => person.refetch()} />;
  if (person.isPending) return <PageLoading />;
  return person.data ? <Person key={id} person={person.data} /> : <NotFoundPage />;
}

function Person({ person }: { person: PersonRow }) {
  useTitle(person.name);
  const id = String(person.id);
  const state = useQuery(signInStatesQuery([id])).data?.get(id);
  return (
    <Page narrow>
      <PageHeader
        trail={<Link to="/administration/people">People</Link>}
        title={person.name}
        note={
          <Group gap={14}>
            <PersonStatus person={person} state={state} />
            <Link to="/administration/audit-trail" search={{ by: [id] }}>
              What {person.name} did
            </Link>
          </Group>
        }
        actions={<AccessButtons person={person} hasPassword={state?.hasPassword} />}
      />
      <PersonForm person={person} />
      <Section title="Sessions" note={`Where ${person.name} is signed in.`}>
        <SessionList personId={id} />
      </Section>
      <PersonTokens person={person} />
    </Page>
  );
}

/** `hasPassword` is undefined while it is read. */
function AccessButtons({ person, hasPassword }: { person: PersonRow; hasPassword: boolean | undefined }) {
  const access = usePersonAccess(person);
  return (
    <>
      {person.isActive ? (
        <>
          <Button
            variant="default"
            leftSection={<IconUserOff size={15} />}
            loading={access.isChanging}
            onClick={access.deactivate}
          >
            Deactivate
          </Button>
          <Button
            leftSection={<IconLink size={15} />}
            disabled={hasPassword === undefined}
            loading={access.isMakingLink}
            onClick={access.makeLink}
          >
            {hasPassword ? 'Reset password by link' : 'Invite by link'}
          </Button>
        </>
      ) : (
        <Button leftSection={<IconUserCheck size={15} />} loading={access.isChanging} onClick={access.reactivate}>
          Reactivate
        </Button>
      )}
      {access.dialogs}
    </>
  );
}
