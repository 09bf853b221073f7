/** Addresses of the platform's operation. They stand outside of the tenants' session; everything below them is loaded when it is wanted. */
import { createRoute, lazyRouteComponent, type AnyRootRoute } from '@tanstack/react-router';
import { withTexts } from '../text/i18n.ts';
import { searchReader } from '../lib/search.ts';
import { logShape, operatorsShape, tenantsShape } from './shapes.ts';

const operatorPath = '/operator';

/** Whether an address belongs to the operators. */
export const isOfOperators = (path: string): boolean => path === operatorPath || path.startsWith(`${operatorPath}/`);

/** The route of the operators with its pages, for the application's tree. */
export function operatorRoute(root: AnyRootRoute) {
  const frame = createRoute({
    getParentRoute: () => root,
    path: operatorPath,
    component: lazyRouteComponent(
      withTexts(['operator', 'sign-in'], () => import('./operator-app.tsx')),
      'OperatorApp',
    ),
  });
  const tenants = createRoute({
    getParentRoute: () => frame,
    path: '/',
    validateSearch: searchReader(tenantsShape),
    component: lazyRouteComponent(
      withTexts(['operator'], () => import('./tenants-page.tsx')),
      'TenantsPage',
    ),
  });
  const operators = createRoute({
    getParentRoute: () => frame,
    path: '/operators',
    validateSearch: searchReader(operatorsShape),
    component: lazyRouteComponent(
      withTexts(['operator', 'session'], () => import('./operators-page.tsx')),
      'OperatorsPage',
    ),
  });
  const branding = createRoute({
    getParentRoute: () => frame,
    path: '/branding',
    component: lazyRouteComponent(
      withTexts(['operator', 'tenants'], () => import('./branding-page.tsx')),
      'BrandingPage',
    ),
  });
  const regions = createRoute({
    getParentRoute: () => frame,
    path: '/regions',
    component: lazyRouteComponent(
      withTexts(['operator', 'imports'], () => import('./regions-page.tsx')),
      'RegionsPage',
    ),
  });
  const account = createRoute({
    getParentRoute: () => frame,
    path: '/account',
    component: lazyRouteComponent(
      withTexts(['session', 'operator', 'sign-in'], () => import('./account-page.tsx')),
      'AccountPage',
    ),
  });
  const log = createRoute({
    getParentRoute: () => frame,
    path: '/log',
    validateSearch: searchReader(logShape),
    component: lazyRouteComponent(
      withTexts(['operator'], () => import('./log-page.tsx')),
      'LogPage',
    ),
  });
  return frame.addChildren([tenants, operators, branding, regions, log, account]);
}
