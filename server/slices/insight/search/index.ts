/** What the server does for the slice of the search. */
import { searchRoutes } from '@bahu/contract/search.ts';
import { searchSlice } from '@bahu/contract/slices/insight/search.ts';
import { serverSlice } from '../../server-slice.ts';
import { findColleagues } from './people.ts';
import { mountSearch } from './routes.ts';

export const searchServer = serverSlice(searchSlice, {
  routes: searchRoutes,
  finds: { people: findColleagues },
  mount: (api, host) => mountSearch(api, host.access, host.finders),
});
