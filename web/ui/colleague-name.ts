/** Names behind extensions, for internal calls that know only the number. */
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../lib/records.ts';
import { useApi } from '../lib/services.tsx';

/** A function from extension to name; null for a number that is nobody's. */
export function useColleagueName(): (extension: string) => string | null {
  const api = useApi();
  const directory = useQuery({
    queryKey: queryKeys.colleagues,
    queryFn: ({ signal }) => api.desk.colleagues({ signal }),
    staleTime: 60_000,
  });
  return (extension) => directory.data?.items.find((colleague) => colleague.extension === extension)?.name ?? null;
}
