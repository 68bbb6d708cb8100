import { Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { PageLoading } from '../../components/page-loading.tsx';
import { useExpiry } from '../../execution-logs/use-expiry.ts';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { SessionEnd } from './session-end.tsx';
import classes from './shell.module.css';
import { usePageFocus } from './use-page-focus.ts';

/** Navigation beside the page; on a phone it opens over it. */
export function Shell() {
  const [opened, menu] = useDisclosure(false);
  // Differs for each visit, also of the page that one is on.
  const visit = useRouterState({ select: (state) => state.location.state.__TSR_key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu
  useEffect(menu.close, [visit]);
  const main = useRef<HTMLElement>(null);
  usePageFocus(main);
  useExpiry();
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.topbar}>
        <Burger opened={opened} onClick={menu.toggle} size="sm" aria-label={opened ? 'Close menu' : 'Open menu'} />
        <Brand />
      </header>
      <div className={classes.nav} data-opened={opened || undefined}>
        <Navigation />
      </div>
      <main ref={main} id="main" className={classes.main} tabIndex={-1}>
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      <SessionEnd />
    </div>
  );
}
