import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isRequestError } from '../api/graphql-request-error.ts';
import { reach } from '../api/reach.ts';
import { PartGoneError } from '../parts/load-part.ts';
import { currentPage, takeReload } from '../parts/update-reload.ts';
import { useWhenReachable } from '../parts/use-when-reachable.ts';
import { ErrorState } from './error-state.tsx';
import { hasUnsavedWork } from './unsaved-work.ts';

/**
 * The router's error boundary: a page that could not be loaded or drawn. What was not there while the server was away, or
 * is no more since an update, comes with the page when that is loaded anew.
 */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const isOffline = isRequestError(error, 'OFFLINE');
  const isGone = error instanceof PartGoneError;
  useWhenReachable(isOffline, reload);
  useEffect(() => {
    if (isGone && !hasUnsavedWork() && takeReload(currentPage())) reload();
  }, [isGone]);
  const retry = () => {
    if (isOffline || isGone) return void reloadIfReachable();
    reset();
    void router.invalidate();
  };
  return (
    <main>
      <ErrorState error={error} onRetry={retry} page />
    </main>
  );
}

function reload(): void {
  window.location.reload();
}

/** While the server is away, a reload would leave nothing but the browser's own page. */
async function reloadIfReachable(): Promise<void> {
  await reach('/healthz', { cache: 'no-store' }).then(reload, () => undefined);
}
