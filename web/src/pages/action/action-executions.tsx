import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { LogBrowser } from '../../execution-logs/log-browser.tsx';

const route = getRouteApi('/shell/actions/$id');

/** The logs of this action's runs. */
export function ActionExecutions({ id }: { id: number }) {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const scope = useMemo(() => ({ actionId: id }), [id]);
  return (
    <LogBrowser
      state={state}
      scope={scope}
      onChange={(change, { replace } = {}) =>
        navigate({ search: (search) => ({ ...search, ...change }), replace, resetScroll: false })
      }
    />
  );
}
