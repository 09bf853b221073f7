/** Addresses, read from what the slices say of their pages. Each page is a part of its own, fetched with the texts that it speaks. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useLocation,
} from '@tanstack/react-router';
import { searchReader } from '../lib/search.ts';
import type { WebPage } from '../lib/web-slice.ts';
import { isOfOperators, operatorRoute } from '../operator/routes.tsx';
import { withTexts } from '../text/i18n.ts';
import { everyPart } from '../text/sources.ts';
import { BrokenPage, MissingPage } from './broken.tsx';
import { pages } from './pages.ts';
import { SessionGate } from './session-gate.tsx';

const root = createRootRoute({ component: Root });

/** The operators of the platform have a session of their own. */
function Root() {
  const isOperator = useLocation({ select: ({ pathname }) => isOfOperators(pathname) });
  return isOperator ? <Outlet /> : <SessionGate />;
}

const routeOf = ({ path, shape, texts, load }: WebPage) =>
  createRoute({
    getParentRoute: () => root,
    path,
    ...(shape && { validateSearch: searchReader(shape) }),
    component: lazyRouteComponent(
      withTexts(texts === 'every' ? everyPart : texts, async () => ({ default: await load() })),
    ),
  });

const tree = root.addChildren([...pages.map(routeOf), operatorRoute(root)]);

export const createAppRouter = () =>
  createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: MissingPage,
    scrollRestoration: false,
  });
