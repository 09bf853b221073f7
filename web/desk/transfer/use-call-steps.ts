/** The steps of a transfer as commands. Each is refused in words by the server when somebody has just hung up. */
import type { TransferTarget } from '@bahu/contract/desk.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { useApi } from '../../lib/services.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { NotDialled, useZeroQuestion } from '../../ui/zero-question.tsx';
import { consultedIn, isRinging, partiesOf } from '../parties.ts';
import { stepsOf, type Step } from './steps.ts';

export interface CallSteps {
  possible: ReadonlySet<Step>;
  /** A step is on its way to the server. */
  isPending: boolean;
  /** Whom one consults already is let go first. */
  consult(target: Omit<TransferTarget, 'menuId'>): void;
  transfer(target: TransferTarget, name: string): void;
  merge(): void;
  complete(): void;
  again(): void;
  stop(): void;
  swap(): void;
  /** On a number, from which anybody fetches the other party. */
  park(): void;
  drop(partyId: string): void;
  hold(partyId: string, isOn: boolean): void;
}

export function useCallSteps(call: LiveCall | null): CallSteps {
  const { t } = useTranslation();
  const { desk } = useApi();
  const toasts = useToasts();
  const ask = useZeroQuestion();
  const [isPending, setIsPending] = useState(false);
  const params = { id: call?.callId ?? '' };

  function run(work: () => Promise<unknown>, said?: string): void {
    if (!call || isPending) return;
    setIsPending(true);
    work()
      .then(() => said && toasts.done(said))
      .catch((error: unknown) => {
        if (!failedWith(error, 'phone.no-such-call') && !(error instanceof NotDialled))
          toasts.failed(failureText(t, error));
      })
      .finally(() => setIsPending(false));
  }
  const drop = (partyId: string) => desk.dropParty({ params: { ...params, partyId } });
  /** Whoever rings is let go by the server when another is consulted, and the other party's music goes on. */
  const letGo = async (isForAnother = false) => {
    const consulted = call && consultedIn(call);
    if (consulted && !(isForAnother && isRinging(consulted))) await drop(consulted.partyId);
  };
  const stop = async () => {
    const [guest] = call?.phase === 'conference' ? partiesOf(call).guests : [];
    return guest ? drop(guest.partyId) : desk.stopConsult({ params });
  };

  return {
    possible: call ? stepsOf(call) : new Set(),
    isPending,
    consult: (body) =>
      run(() => letGo(true).then(() => ask((answer) => desk.consult({ params, body: { ...body, ...answer } })))),
    transfer: (body, name) =>
      run(
        () => letGo().then(() => ask((answer) => desk.transfer({ params, body: { ...body, ...answer } }))),
        t('transfers.transferred', { name }),
      ),
    merge: () => run(() => desk.merge({ params })),
    // Out of a conference one goes by hanging up.
    complete: () =>
      run(() => (call?.phase === 'conference' ? desk.hangUp({ params }) : desk.completeTransfer({ params }))),
    again: () => run(() => letGo()),
    stop: () => run(stop),
    swap: () => run(() => desk.swap({ params })),
    park: () => run(() => desk.park({ params }).then(({ slot }) => toasts.done(t('transfers.parked', { slot })))),
    drop: (partyId) => run(() => drop(partyId)),
    hold: (partyId, isOn) =>
      run(() => (isOn ? desk.hold({ params, query: { partyId } }) : desk.resume({ params, query: { partyId } }))),
  };
}
