/** The directory, fetched once for everybody who shows or searches it. */
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../lib/records.ts';
import { useApi } from '../lib/services.tsx';

/** Changes of users and groups make it old; what else changes shows after a minute. */
export function useDirectory(isWanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.directory,
    queryFn: ({ signal }) => api.desk.directory({ signal }),
    staleTime: 60_000,
    enabled: isWanted,
  });
}
