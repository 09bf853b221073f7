/** Placing a call from anywhere: a click on a number, a customer or an earlier call. */
import type { deskRoutes } from '@bahu/contract/desk.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText, isOutOfReach } from '../lib/failure.ts';
import { useMay, useMe } from '../lib/session.tsx';
import { useApi } from '../lib/services.tsx';
import { useToasts } from './toasts.tsx';
import { NotDialled, useZeroQuestion } from './zero-question.tsx';

export type CallTarget = Input<typeof deskRoutes.placeCall>['body'];

export function usePlaceCall() {
  const api = useApi();
  const toasts = useToasts();
  const ask = useZeroQuestion();
  const { t } = useTranslation();
  const calling = useMutation({
    mutationFn: (body: CallTarget) => ask((answer) => api.desk.placeCall({ body: { ...body, ...answer } })),
    // Nobody is called later by itself: whoever wants to try again says so.
    onError: (error, body) =>
      error instanceof NotDialled ||
      toasts.failed(failureText(t, error), isOutOfReach(error) ? () => calling.mutate(body) : undefined),
  });
  return calling;
}

export function useMayCall(): boolean {
  const may = useMay('call.place');
  const { tenant } = useMe();
  return may && tenant.canCall;
}
