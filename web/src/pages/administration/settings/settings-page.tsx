import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { ActionSettings } from './action-settings.tsx';
import { InstallationFacts } from './installation-facts.tsx';

export function SettingsPage() {
  useTitle('Settings');
  return (
    <Page narrow>
      <PageHeader title="Settings" note="What holds for the whole organization, and what this server says of itself." />
      <ActionSettings />
      <InstallationFacts />
    </Page>
  );
}
