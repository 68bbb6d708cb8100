import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { NewPersonButton } from './new-person-button.tsx';
import { PeopleTab } from './people-tab.tsx';
import type { PeopleSearch } from './search.ts';
import { NewTeamButton } from './team-dialog.tsx';
import { TeamsTab } from './teams-tab.tsx';

const route = getRouteApi('/shell/administration/people');

/** Who may sign in, with which roles; and the teams they are in. */
export function PeoplePage() {
  useTitle('People');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { tab = 'people' } = search;
  return (
    <Page>
      <PageHeader
        title="People"
        note="Who may sign in here. What they may do, their roles say."
        actions={tab === 'people' ? <NewPersonButton /> : <NewTeamButton />}
      />
      <Tabs
        value={tab}
        onChange={(value) =>
          navigate({ search: { tab: value === 'people' ? undefined : (value as PeopleSearch['tab']) } })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="people">People</Tabs.Tab>
          <Tabs.Tab value="teams">Teams</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <PeopleTab />
        </Tabs.Panel>
        <Tabs.Panel value="teams">
          <TeamsTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
