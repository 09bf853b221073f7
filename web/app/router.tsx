/** Addresses. Each page is a part of its own; what their addresses may carry is checked by the slice. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useLocation,
} from '@tanstack/react-router';
import { withTexts } from '../text/i18n.ts';
import { everyPart } from '../text/sources.ts';
import { searchReader } from '../lib/search.ts';
import { apiKeysShape } from '../slices/platform/api-keys/search.ts';
import { deliveriesShape, webhooksShape } from '../slices/platform/webhooks/search.ts';
import { callsShape } from '../slices/work/calls/search.ts';
import { customersShape, readCustomerSearch } from '../slices/crm/customers/search.ts';
import { departmentsShape } from '../slices/people/departments/search.ts';
import { agentGroupsShape } from '../slices/people/agent-groups/search.ts';
import { callerIdsShape } from '../slices/outbound/caller-ids/search.ts';
import { signInsShape, usersShape } from '../slices/people/users/search.ts';
import { importShape } from '../slices/platform/imports/search.ts';
import { isOfOperators, operatorRoute } from '../operator/routes.tsx';
import { auditShape } from '../slices/platform/audit/search.ts';
import { rolesShape } from '../slices/people/roles/search.ts';
import { BrokenPage, MissingPage } from './broken.tsx';
import { SessionGate } from './session-gate.tsx';

const root = createRootRoute({ component: Root });

/** The operators of the platform have a session of their own. */
function Root() {
  const isOperator = useLocation({ select: ({ pathname }) => isOfOperators(pathname) });
  return isOperator ? <Outlet /> : <SessionGate />;
}

const desk = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../desk/workbench/workbench-page.tsx'), 'WorkbenchPage'),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: searchReader(customersShape),
  component: lazyRouteComponent(
    withTexts(['customers'], () => import('../slices/crm/customers/customers-page.tsx')),
    'CustomersPage',
  ),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(
    withTexts(['customers', 'calls'], () => import('../slices/crm/customers/customer-page.tsx')),
    'CustomerPage',
  ),
});
const pop = createRoute({
  getParentRoute: () => root,
  path: '/pop/$callId',
  component: lazyRouteComponent(
    withTexts(['customers', 'calls'], () => import('../slices/crm/customers/pop-page.tsx')),
    'PopPage',
  ),
});
const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  validateSearch: searchReader(callsShape),
  component: lazyRouteComponent(
    withTexts(['calls'], () => import('../slices/work/calls/calls-page.tsx')),
    'CallsPage',
  ),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: searchReader(usersShape),
  component: lazyRouteComponent(
    withTexts(['users'], () => import('../slices/people/users/users-page.tsx')),
    'UsersPage',
  ),
});
const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../slices/platform/jobs/jobs-page.tsx'), 'JobsPage'),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/imports/$importId',
  validateSearch: searchReader(importShape),
  component: lazyRouteComponent(
    withTexts(['imports'], () => import('../slices/platform/imports/import-page.tsx')),
    'ImportPage',
  ),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(
    withTexts(['session', 'sign-in'], () => import('../slices/people/session/account-page.tsx')),
    'AccountPage',
  ),
});

const departments = createRoute({
  getParentRoute: () => root,
  path: '/departments',
  validateSearch: searchReader(departmentsShape),
  component: lazyRouteComponent(
    withTexts(['departments'], () => import('../slices/people/departments/departments-page.tsx')),
    'DepartmentsPage',
  ),
});

const signIns = createRoute({
  getParentRoute: () => root,
  path: '/sign-ins',
  validateSearch: searchReader(signInsShape),
  component: lazyRouteComponent(
    withTexts(['users'], () => import('../slices/people/users/sign-ins-page.tsx')),
    'SignInsPage',
  ),
});
const agentGroups = createRoute({
  getParentRoute: () => root,
  path: '/agent-groups',
  validateSearch: searchReader(agentGroupsShape),
  component: lazyRouteComponent(
    withTexts(['agent-groups'], () => import('../slices/people/agent-groups/agent-groups-page.tsx')),
    'AgentGroupsPage',
  ),
});
const callerIds = createRoute({
  getParentRoute: () => root,
  path: '/caller-ids',
  validateSearch: searchReader(callerIdsShape),
  component: lazyRouteComponent(
    withTexts(['caller-ids'], () => import('../slices/outbound/caller-ids/caller-ids-page.tsx')),
    'CallerIdsPage',
  ),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(
    withTexts(['tenants'], () => import('../slices/platform/tenants/settings-page.tsx')),
    'SettingsPage',
  ),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  validateSearch: searchReader(rolesShape),
  component: lazyRouteComponent(
    withTexts(everyPart, () => import('../slices/people/roles/roles-page.tsx')),
    'RolesPage',
  ),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: searchReader(auditShape),
  component: lazyRouteComponent(
    withTexts(everyPart, () => import('../slices/platform/audit/audit-page.tsx')),
    'AuditPage',
  ),
});

const apiKeys = createRoute({
  getParentRoute: () => root,
  path: '/api-keys',
  validateSearch: searchReader(apiKeysShape),
  component: lazyRouteComponent(
    withTexts(everyPart, () => import('../slices/platform/api-keys/api-keys-page.tsx')),
    'ApiKeysPage',
  ),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: searchReader(webhooksShape),
  component: lazyRouteComponent(
    withTexts(['webhooks', 'api-keys'], () => import('../slices/platform/webhooks/webhooks-page.tsx')),
    'WebhooksPage',
  ),
});
const deliveries = createRoute({
  getParentRoute: () => root,
  path: '/webhook-deliveries',
  validateSearch: searchReader(deliveriesShape),
  component: lazyRouteComponent(
    withTexts(['webhooks'], () => import('../slices/platform/webhooks/deliveries-page.tsx')),
    'DeliveriesPage',
  ),
});

const tree = root.addChildren([
  apiKeys,
  webhooks,
  deliveries,
  signIns,
  agentGroups,
  callerIds,
  settings,
  account,
  desk,
  customers,
  customer,
  pop,
  calls,
  users,
  jobs,
  importing,
  departments,
  operatorRoute(root),
  roles,
  audit,
]);

export const createAppRouter = () =>
  createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: MissingPage,
    scrollRestoration: false,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
