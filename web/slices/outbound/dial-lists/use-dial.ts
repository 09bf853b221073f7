/** Calls the next number of the agent, or one of the list: by reference, since the number may be hidden from them. */
import { dialListRoutes } from '@bahu/contract/dial-lists.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { NotDialled, useZeroQuestion } from '../../../ui/zero-question.tsx';

export const numbersKey = ['dial-numbers'] as const;

/** `null` for the next one. */
export function useDial() {
  const { t } = useTranslation();
  const client = useClient(dialListRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const ask = useZeroQuestion();
  return useMutation({
    mutationFn: (id: string | null) =>
      ask((answer) => (id === null ? client.next({ body: answer }) : client.call({ params: { id }, body: answer }))),
    onError: (error) => error instanceof NotDialled || toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: numbersKey }),
  });
}
