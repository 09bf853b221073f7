/** Addresses. Each page is a part of its own; what their addresses may carry is checked by the slice. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readCallsSearch } from '../slices/calls/search.ts';
import { readCustomerSearch, readCustomersSearch } from '../slices/customers/search.ts';
import { readUsersSearch } from '../slices/users/search.ts';
import { BrokenPage, MissingPage } from './broken.tsx';
import { SessionGate } from './session-gate.tsx';

const root = createRootRoute({ component: SessionGate });

const desk = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../desk/workbench/workbench-page.tsx'), 'WorkbenchPage'),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: readCustomersSearch,
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
  validateSearch: readCallsSearch,
  component: lazyRouteComponent(() => import('../slices/calls/calls-page.tsx'), 'CallsPage'),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: readUsersSearch,
  component: lazyRouteComponent(() => import('../slices/users/users-page.tsx'), 'UsersPage'),
});

const tree = root.addChildren([desk, customers, customer, pop, calls, users]);

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
