/** What can be done with a job of mine. */
import { importRoutes } from '@bahu/contract/imports.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useApi, useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

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
  const cancel = useMutation({
    mutationFn: ({ id }: Job): Promise<unknown> => api.jobs.cancel({ params: { id } }),
    ...settle,
  });
  const undo = useMutation({
    mutationFn: async ({ importId }: Job): Promise<unknown> => importId && imports.undo({ params: { id: importId } }),
    ...settle,
  });
  return { cancel: cancel.mutate, undo: undo.mutate, isBusy: cancel.isPending || undo.isPending };
}
