import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { OfflineBanner } from '../components/offline-banner.tsx';
import { showSuccess } from '../components/toasts.tsx';
import { currentPage, takeUpdateNews } from '../parts/update-reload.ts';

/** Toasts live inside the router, because they link to logs. */
export function Root() {
  useEffect(() => {
    if (takeUpdateNews(currentPage())) showSuccess('Interlock was updated');
  }, []);
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <Notifications position="bottom-right" limit={5} containerWidth={420} notificationMaxHeight="80vh" />
    </>
  );
}
