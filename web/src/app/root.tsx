import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { OfflineBanner } from '../components/offline-banner.tsx';

/** Toasts live inside the router, because they link to logs. */
export function Root() {
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <Notifications position="bottom-right" limit={5} containerWidth={420} />
    </>
  );
}
