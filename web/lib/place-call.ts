/** Placing a call from anywhere: a click on a number, a customer or an earlier call. */
import type { deskRoutes } from '@bahu/contract/desk.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation } from '@tanstack/react-query';
import { useMay, useMe } from './session.tsx';
import { useApi } from './services.tsx';

export type CallTarget = Input<typeof deskRoutes.placeCall>['body'];

/** A mutation; failures are told by the mutation cache of app/main.tsx. */
export function usePlaceCall() {
  const api = useApi();
  return useMutation({ mutationFn: (body: CallTarget) => api.desk.placeCall({ body }) });
}

export function useMayCall(): boolean {
  const may = useMay('call.place');
  const { tenant } = useMe();
  return may && tenant.canCall;
}
