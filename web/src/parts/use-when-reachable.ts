import { useEffect, useRef } from 'react';
import { isReachable, subscribeToReachability } from '../api/reachability.ts';

/** Calls back when the server can be reached again, while `waiting`. */
export function useWhenReachable(waiting: boolean, onReachable: () => void): void {
  const latest = useRef(onReachable);
  useEffect(() => {
    latest.current = onReachable;
  });
  useEffect(() => {
    if (!waiting) return;
    const look = () => {
      if (isReachable()) latest.current();
    };
    return subscribeToReachability(look);
  }, [waiting]);
}
