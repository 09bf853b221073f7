/** What an agent does with their other call. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../lib/failure.ts';
import { useServices, useTopic } from '../lib/services.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { usePhone } from './phone/phone-context.tsx';

export interface SecondCallActions {
  call: LiveCall | null;
  isRinging: boolean;
  /** Its ringing has reached this browser. */
  canAnswer: boolean;
  /** It waits, and the call in which they are can wait too. */
  canGoOver: boolean;
  answer(): void;
  goOver(): void;
  hangUp(): void;
}

export function useSecondCall(): SecondCallActions {
  const { api } = useServices();
  const { state, command } = usePhone();
  const toasts = useToasts();
  const { t } = useTranslation();
  const desk = useTopic('desk');
  const call = desk?.second ?? null;
  const isRinging = call?.phase === 'ringing';
  const tell = (error: unknown) => {
    if (!failedWith(error, 'phone.no-such-call')) toasts.failed(failureText(t, error));
  };
  return {
    call,
    isRinging,
    canAnswer:
      isRinging && (call.isOverPermanent || (state.second?.state === 'ringing' && state.second.legId === call.legId)),
    canGoOver: call !== null && !isRinging && desk?.call?.phase !== 'ringing',
    answer() {
      if (!isRinging) return;
      if (call.isOverPermanent) api.desk.answer({ params: { id: call.callId } }).catch(tell);
      else command('answer-second');
    },
    goOver: () => void (call && api.desk.switchCall({ params: { id: call.callId } }).catch(tell)),
    hangUp: () => void (call && api.desk.hangUp({ params: { id: call.callId } }).catch(tell)),
  };
}
