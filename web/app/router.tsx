/** Addresses. Each page is a part of its own; what their addresses may carry is checked by the slice. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useLocation,
} from '@tanstack/react-router';
import { searchReader } from '../lib/search.ts';
import { apiKeysShape } from '../slices/api-keys/search.ts';
import { deliveriesShape, webhooksShape } from '../slices/webhooks/search.ts';
import { callsShape } from '../slices/calls/search.ts';
import { customersShape, readCustomerSearch } from '../slices/customers/search.ts';
import { departmentsShape } from '../slices/departments/search.ts';
import { agentGroupsShape } from '../slices/agent-groups/search.ts';
import { callerIdsShape } from '../slices/caller-ids/search.ts';
import { signInsShape, usersShape } from '../slices/users/search.ts';
import { importShape } from '../slices/imports/search.ts';
import { isOfOperators, operatorRoute } from '../operator/routes.tsx';
import { auditShape } from '../slices/audit/search.ts';
import { rolesShape } from '../slices/roles/search.ts';
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
  component: lazyRouteComponent(() => import('../slices/customers/customers-page.tsx'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import('../slices/customers/customer-page.tsx'), 'CustomerPage'),
});
const pop = createRoute({
  getParentRoute: () => root,
  path: '/pop/$callId',
  component: lazyRouteComponent(() => import('../slices/customers/pop-page.tsx'), 'PopPage'),
});
const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  validateSearch: searchReader(callsShape),
  component: lazyRouteComponent(() => import('../slices/calls/calls-page.tsx'), 'CallsPage'),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: searchReader(usersShape),
  component: lazyRouteComponent(() => import('../slices/users/users-page.tsx'), 'UsersPage'),
});
const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../slices/jobs/jobs-page.tsx'), 'JobsPage'),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/imports/$importId',
  validateSearch: searchReader(importShape),
  component: lazyRouteComponent(() => import('../slices/imports/import-page.tsx'), 'ImportPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../slices/account/account-page.tsx'), 'AccountPage'),
});

const departments = createRoute({
  getParentRoute: () => root,
  path: '/departments',
  validateSearch: searchReader(departmentsShape),
  component: lazyRouteComponent(() => import('../slices/departments/departments-page.tsx'), 'DepartmentsPage'),
});

const signIns = createRoute({
  getParentRoute: () => root,
  path: '/sign-ins',
  validateSearch: searchReader(signInsShape),
  component: lazyRouteComponent(() => import('../slices/users/sign-ins-page.tsx'), 'SignInsPage'),
});
const agentGroups = createRoute({
  getParentRoute: () => root,
  path: '/agent-groups',
  validateSearch: searchReader(agentGroupsShape),
  component: lazyRouteComponent(() => import('../slices/agent-groups/agent-groups-page.tsx'), 'AgentGroupsPage'),
});
const callerIds = createRoute({
  getParentRoute: () => root,
  path: '/caller-ids',
  validateSearch: searchReader(callerIdsShape),
  component: lazyRouteComponent(() => import('../slices/caller-ids/caller-ids-page.tsx'), 'CallerIdsPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../slices/tenant/settings-page.tsx'), 'SettingsPage'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  validateSearch: searchReader(rolesShape),
  component: lazyRouteComponent(() => import('../slices/roles/roles-page.tsx'), 'RolesPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: searchReader(auditShape),
  component: lazyRouteComponent(() => import('../slices/audit/audit-page.tsx'), 'AuditPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => root,
  path: '/api-keys',
  validateSearch: searchReader(apiKeysShape),
  component: lazyRouteComponent(() => import('../slices/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: searchReader(webhooksShape),
  component: lazyRouteComponent(() => import('../slices/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});
const deliveries = createRoute({
  getParentRoute: () => root,
  path: '/webhook-deliveries',
  validateSearch: searchReader(deliveriesShape),
  component: lazyRouteComponent(() => import('../slices/webhooks/deliveries-page.tsx'), 'DeliveriesPage'),
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
