import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useTitle } from '../../components/use-title.ts';
import { LogBrowser } from '../../execution-logs/log-browser.tsx';

const route = getRouteApi('/shell/execution-logs');

/** Every execution log, whatever action or record it is about. */
export function ExecutionLogsPage() {
  useTitle('Execution Logs');
  const state = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page>
      <PageHeader title="Execution Logs" note="What every action decided, with the code and data it decided on." />
      <LogBrowser
        state={state}
        onChange={(change, { replace } = {}) =>
          navigate({ search: (search) => ({ ...search, ...change }), replace, resetScroll: false })
        }
      />
    </Page>
  );
}
