import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiTokensQuery } from '../../accounts/api-tokens.ts';
import { NewTokenDialog } from '../../accounts/new-token-dialog.tsx';
import { SessionList } from '../../accounts/session-list.tsx';
import { TokenTable } from '../../accounts/token-table.tsx';
import { useCurrentPerson } from '../../api/current-person.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useTitle } from '../../components/use-title.ts';
import { PasswordSection } from './password-section.tsx';

/** What everybody may do about their own signing in. */
export function AccountPage() {
  useTitle('Account');
  const person = useCurrentPerson();
  if (!person) return null;
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ') || 'none';
  return (
    <Page narrow>
      <PageHeader title="Account" note="Who you are here, and where and with what you are signed in." />
      <FactList
        facts={[
          { label: 'Name', value: person.name },
          { label: 'Email', value: person.email, wide: true },
          { label: 'Roles', value: names(person.roles) },
          { label: 'Teams', value: names(person.teams) },
        ]}
      />
      <PasswordSection />
      <Section title="Sessions" note="Where you are signed in.">
        <SessionList />
      </Section>
      <OwnTokens />
    </Page>
  );
}

function OwnTokens() {
  const tokens = useQuery(apiTokensQuery({ everybodys: false }));
  const [making, dialog] = useDisclosure(false);
  return (
    <Section
      title="API tokens"
      note="A program with your token asks in your name, within what you allow it."
      actions={
        <Button leftSection={<IconPlus size={15} />} onClick={dialog.open}>
          New token
        </Button>
      }
    >
      {tokens.error && !tokens.data ? (
        <ErrorState error={tokens.error} onRetry={() => tokens.refetch()} />
      ) : tokens.data?.length === 0 ? (
        <MessageState icon={IconKey} title="No API tokens">
          Make one for a program that reads or changes records over the API.
        </MessageState>
      ) : (
        <TokenTable tokens={tokens.data} label="Your API tokens" />
      )}
      {making && <NewTokenDialog onClose={dialog.close} />}
    </Section>
  );
}
