/** What forms and filters of people choose from; fetched once for all of them. */
import { userRoutes } from '@bahu/contract/users.ts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../../lib/services.tsx';

const userOptionsKey = ['users', 'options'] as const;

export function useUserOptions() {
  const users = useClient(userRoutes);
  return useQuery({ queryKey: userOptionsKey, queryFn: ({ signal }) => users.options({ signal }), staleTime: 30_000 });
}
export type UserOptions = NonNullable<ReturnType<typeof useUserOptions>['data']>;
