import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { currentPersonQuery } from '../api/current-person.ts';
import { createQueryClient } from '../api/query-client.ts';
import { styleNonce } from '../theme/style-nonce.ts';
import { cssVariables, theme } from '../theme/theme.ts';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient({ onSignedOut: goToSignIn });
const router = createAppRouter({ queryClient });

/** A session that ends while a page is open leads to sign-in and back to that page. */
function goToSignIn() {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/setup') return;
  queryClient.removeQueries({ queryKey: currentPersonQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { returnTo: href } });
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
