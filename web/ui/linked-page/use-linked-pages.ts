/** The pages of other systems that stand at some places, by their order. */
import { linkedPageRoutes, type LinkedPlace, type PlacedPage } from '@bahu/contract/linked-pages.ts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../lib/services.tsx';

/** None as long as they are not known. */
export function useLinkedPages(places: readonly LinkedPlace[]): readonly PlacedPage[] {
  const client = useClient(linkedPageRoutes);
  const { data } = useQuery({
    queryKey: ['linked-pages', 'placed'],
    queryFn: ({ signal }) => client.placed({ signal }),
    staleTime: Infinity,
  });
  return data?.items.filter(({ place }) => places.includes(place)) ?? [];
}
