/** What those who talked say of a call by wrap-up codes, and how one is chosen. */
import { wrapUpCodeRoutes, type WrapUp, type WrapUpsOfCall } from '@bahu/contract/wrap-up-codes.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { useClient } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import { useToasts } from '../toasts.tsx';

export interface Choice {
  codeId: string;
  agentId?: string;
  dueAt?: string;
}

export function useWrapUps(callId: string | null, isEnabled = true) {
  const client = useClient(wrapUpCodeRoutes);
  return useQuery({
    queryKey: queryKeys.one('wrap-ups', callId ?? ''),
    queryFn: ({ signal }) => client.ofCall({ params: { id: callId! } }, { signal }),
    enabled: useMay('call.read') && callId !== null && isEnabled,
  });
}

/** Shown as chosen at once; what the server made of it comes behind. */
export function useChooseCode(callId: string | null, onChosen?: (wrapUp: WrapUp) => void) {
  const client = useClient(wrapUpCodeRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (choice: Choice) => client.choose({ params: { id: callId! }, body: choice }),
    onSuccess: (wrapUp) => {
      queries.setQueryData<WrapUpsOfCall>(
        queryKeys.one('wrap-ups', callId ?? ''),
        (known) =>
          known && { ...known, agents: known.agents.map((one) => (one.agentId === wrapUp.agentId ? wrapUp : one)) },
      );
      void queries.invalidateQueries({ queryKey: queryKeys.call(callId ?? '') });
      void queries.invalidateQueries({ queryKey: queryKeys.todos });
      onChosen?.(wrapUp);
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
