/** One's own background jobs, watched as long as one of them runs. */
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { isRunning } from './progress.ts';

const shown = 20;
const watchMs = 1000;

/** The newest jobs. Changes come by realtime; while one runs its progress is asked for as well. */
export function useJobs() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.jobs,
    queryFn: ({ signal }) => api.jobs.list({ query: { limit: shown } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? watchMs : false),
  });
}
