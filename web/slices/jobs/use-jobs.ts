/** One's own background jobs, watched as long as one of them runs, and what can be done with one. */
import { importRoutes } from '@bahu/contract/imports.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { useApi, useClient } from '../../lib/services.tsx';
import { useToasts } from '../../ui/toasts.tsx';
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

export function useJobActions(): { cancel: (job: Job) => void; undo: (job: Job) => void; isBusy: boolean } {
  const api = useApi();
  const imports = useClient(importRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const settle = {
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void queries.invalidateQueries({ queryKey: ['imports'] });
    },
    onError: (error: unknown) => toasts.failed(failureText(t, error)),
  };
  const cancel = useMutation({ mutationFn: ({ id }: Job): Promise<unknown> => api.jobs.cancel({ params: { id } }), ...settle });
  const undo = useMutation({
    mutationFn: async ({ importId }: Job): Promise<unknown> => importId && imports.undo({ params: { id: importId } }),
    ...settle,
  });
  return { cancel: cancel.mutate, undo: undo.mutate, isBusy: cancel.isPending || undo.isPending };
}
