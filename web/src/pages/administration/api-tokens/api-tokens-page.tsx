import { IconFilterOff, IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ApiToken, apiTokensQuery } from '../../../accounts/api-tokens.ts';
import { TokenTable } from '../../../accounts/token-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListCount } from '../../../components/list-count.tsx';
import { MessageState } from '../../../components/message-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { SearchBox } from '../../../components/search-box.tsx';
import { Toolbar } from '../../../components/toolbar.tsx';
import { useTitle } from '../../../components/use-title.ts';

const route = getRouteApi('/shell/administration/api-tokens');

/** Everybody's API tokens. One's own are made on the Account page. */
export function ApiTokensPage() {
  useTitle('API tokens');
  const { search = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const tokens = useQuery(apiTokensQuery({ everybodys: true }));
  const found = useMemo(() => tokens.data?.filter((token) => matches(token, search)), [tokens.data, search]);
  return (
    <Page>
      <PageHeader
        title="API tokens"
        note={
          <>
            Of everybody. Make your own on your <Link to="/account">Account page</Link>.
          </>
        }
      />
      <Toolbar>
        <SearchBox
          placeholder="Search tokens by name or owner"
          value={search}
          onChange={(text) => navigate({ search: { search: text || undefined }, replace: true })}
        />
      </Toolbar>
      {tokens.error && !tokens.data ? (
        <ErrorState error={tokens.error} onRetry={() => tokens.refetch()} />
      ) : tokens.data?.length === 0 ? (
        <MessageState icon={IconKey} title="No API tokens">
          Nobody has made one.
        </MessageState>
      ) : found?.length === 0 ? (
        <MessageState icon={IconFilterOff} title="No token matches">
          Every word must be in its name or its owner’s.
        </MessageState>
      ) : (
        <>
          <TokenTable tokens={found} label="API tokens" withOwner />
          {found && <ListCount count={found.length} one="token" many="tokens" />}
        </>
      )}
    </Page>
  );
}

function matches({ name, person }: ApiToken, search: string): boolean {
  const text = `${name} ${person?.name ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
