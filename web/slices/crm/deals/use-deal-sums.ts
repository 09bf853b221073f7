/** What the deals of a whole query are of together, and by stage. */
import { dealRoutes } from '@bahu/contract/deals.ts';
import type { Reply } from '@bahu/contract/route.ts';
import { useQuery } from '@tanstack/react-query';
import { queryOf, type SearchOf } from '../../../lib/search.ts';
import { useClient, useServices } from '../../../lib/services.tsx';
import { dealsShape } from './search.ts';

export type DealSums = Reply<typeof dealRoutes.sums>;

export function useDealSums(search: SearchOf<typeof dealsShape>): DealSums | undefined {
  const deals = useClient(dealRoutes);
  const { clock } = useServices();
  const { sort: _, ...filters } = search;
  const query = queryOf(dealsShape, filters, clock.now());
  const { sort: _none, ...asked } = query;
  return useQuery({
    queryKey: ['deals', 'sums', filters],
    queryFn: ({ signal }) => deals.sums({ query: asked }, { signal }),
  }).data;
}
