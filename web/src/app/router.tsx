import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { currentPersonQuery } from '../api/current-person.ts';
import { isRequestError } from '../api/graphql-request-error.ts';
import { ErrorPage } from '../components/error-page.tsx';
import { parseLogListState } from '../execution-logs/log-list-state.ts';
import { parseActionSearch } from '../pages/action/search.ts';
import { parseActionsSearch } from '../pages/actions/search.ts';
import { AdministrationGate } from '../pages/administration/administration-gate.tsx';
import { parseAuditSearch } from '../pages/administration/audit-trail/search.ts';
import { parsePeopleSearch } from '../pages/administration/people/search.ts';
import { parseRecordSearch } from '../pages/record/search.ts';
import { safeReturn } from '../pages/sign-in/safe-return.ts';
import { lazyPage } from '../parts/lazy-page.ts';
import { parseRecordListState } from '../records/record-list-state.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Root } from './root.tsx';
import { parseSearch, readText, stringifySearch } from './search-params.ts';
import { Shell } from './shell/shell.tsx';

export interface RouterContext {
  queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Root });

/** The signed-in person, null when nobody is. */
function findPerson({ queryClient }: RouterContext) {
  return queryClient.ensureQueryData(currentPersonQuery).catch((error) => {
    if (isRequestError(error, 'UNAUTHENTICATED')) return null;
    throw error;
  });
}

/** Who is signed in already is sent on to where they would come after signing in. */
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  validateSearch: (search): { returnTo?: string } => ({ returnTo: readText(search, 'returnTo') }),
  beforeLoad: async ({ context, search }) => {
    const person = await findPerson(context).catch(() => null);
    if (person) throw redirect({ href: safeReturn(search.returnTo), replace: true });
  },
  component: lazyPage(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'setup',
  validateSearch: (search): { token?: string } => ({ token: readText(search, 'token') }),
  component: lazyPage(() => import('../pages/setup/setup-page.tsx'), 'SetupPage'),
});

const choosePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'choose-password',
  validateSearch: (search): { token?: string } => ({ token: readText(search, 'token') }),
  component: lazyPage(() => import('../pages/choose-password/choose-password-page.tsx'), 'ChoosePasswordPage'),
});

/** Everything behind sign-in. A visitor without a session is sent to sign in and brought back. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const person = await findPerson(context);
    if (!person) throw redirect({ to: '/sign-in', search: { returnTo: location.href }, replace: true });
  },
  component: Shell,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const person = await context.queryClient.ensureQueryData(currentPersonQuery);
    if (person?.permissions.includes('SEE_LOGS')) throw redirect({ to: '/execution-logs', replace: true });
    throw redirect({ to: '/records/$type', params: { type: 'part-inventory' }, replace: true });
  },
});

const recordsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$type',
  validateSearch: parseRecordListState,
  component: lazyPage(() => import('../pages/records/records-page.tsx'), 'RecordsPage'),
});

const newRecordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$type/new',
  component: lazyPage(() => import('../pages/record/new-record-page.tsx'), 'NewRecordPage'),
});

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$type/$id',
  validateSearch: parseRecordSearch,
  component: lazyPage(() => import('../pages/record/record-page.tsx'), 'RecordPage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'actions',
  validateSearch: parseActionsSearch,
  component: lazyPage(() => import('../pages/actions/actions-page.tsx'), 'ActionsPage'),
});

const newActionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'actions/new',
  validateSearch: parseActionSearch,
  component: lazyPage(() => import('../pages/action/new-action-page.tsx'), 'NewActionPage'),
});

const actionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'actions/$id',
  validateSearch: parseActionSearch,
  component: lazyPage(() => import('../pages/action/action-page.tsx'), 'ActionPage'),
});

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'execution-logs',
  validateSearch: parseLogListState,
  component: lazyPage(() => import('../pages/execution-logs/execution-logs-page.tsx'), 'ExecutionLogsPage'),
});

const logRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'execution-logs/$id',
  component: lazyPage(() => import('../pages/execution-log/execution-log-page.tsx'), 'ExecutionLogPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'account',
  component: lazyPage(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
});

/** Its pages are for administrators; others are told so at each of them. */
const administrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'administration',
  component: AdministrationGate,
});

const administrationHomeRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/administration/people', replace: true });
  },
});

const peopleRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'people',
  validateSearch: parsePeopleSearch,
  component: lazyPage(() => import('../pages/administration/people/people-page.tsx'), 'PeoplePage'),
});

const personRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'people/$id',
  component: lazyPage(() => import('../pages/administration/person/person-page.tsx'), 'PersonPage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'roles',
  component: lazyPage(() => import('../pages/administration/roles/roles-page.tsx'), 'RolesPage'),
});

const newRoleRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'roles/new',
  validateSearch: (search): { like?: string } => ({ like: readText(search, 'like') }),
  component: lazyPage(() => import('../pages/administration/role/new-role-page.tsx'), 'NewRolePage'),
});

const roleRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'roles/$id',
  component: lazyPage(() => import('../pages/administration/role/role-page.tsx'), 'RolePage'),
});

const apiTokensRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'api-tokens',
  validateSearch: (search): { search?: string } => ({ search: readText(search, 'search') }),
  component: lazyPage(() => import('../pages/administration/api-tokens/api-tokens-page.tsx'), 'ApiTokensPage'),
});

const auditTrailRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'audit-trail',
  validateSearch: parseAuditSearch,
  component: lazyPage(() => import('../pages/administration/audit-trail/audit-trail-page.tsx'), 'AuditTrailPage'),
});

const retentionRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'retention',
  component: lazyPage(() => import('../pages/administration/retention/retention-page.tsx'), 'RetentionPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => administrationRoute,
  path: 'settings',
  component: lazyPage(() => import('../pages/administration/settings/settings-page.tsx'), 'SettingsPage'),
});

const unknownRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFoundPage });

const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  choosePasswordRoute,
  shellRoute.addChildren([
    homeRoute,
    recordsRoute,
    newRecordRoute,
    recordRoute,
    actionsRoute,
    newActionRoute,
    actionRoute,
    logsRoute,
    logRoute,
    accountRoute,
    administrationRoute.addChildren([
      administrationHomeRoute,
      peopleRoute,
      personRoute,
      rolesRoute,
      newRoleRoute,
      roleRoute,
      apiTokensRoute,
      auditTrailRoute,
      retentionRoute,
      settingsRoute,
    ]),
    unknownRoute,
  ]),
]);

export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
