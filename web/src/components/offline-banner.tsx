import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isReachable, reportReachable, subscribeToReachability } from '../api/reachability.ts';
import classes from './offline-banner.module.css';

/** Over the page while the server can't be reached; when it is back, what is shown is read again. */
export function OfflineBanner() {
  const reachable = useSyncExternalStore(subscribeToReachability, isReachable);
  const wasAway = useRef(false);
  const queryClient = useQueryClient();
  useEffect(() => {
    if (reachable && wasAway.current) void queryClient.invalidateQueries();
    wasAway.current = !reachable;
  }, [reachable, queryClient]);
  useEffect(() => {
    const lose = () => reportReachable(false);
    window.addEventListener('offline', lose);
    return () => window.removeEventListener('offline', lose);
  }, []);
  return (
    <div className={classes.root} role="status">
      {!reachable && (
        <div className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          Interlock can’t be reached. What you typed is kept; we keep trying.
        </div>
      )}
    </div>
  );
}
