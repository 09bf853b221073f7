/** What an agent does with the call: through the server, with the softphone itself for sound. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api.ts';
import { failedWith, failureText } from '../lib/failure.ts';
import { useServices, useTopic } from '../lib/services.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { usePhone } from './phone/phone-context.tsx';
import { holdStep } from './transfer/steps.ts';

export interface CallActions {
  call: LiveCall | null;
  /** Rings and can be answered. */
  isRinging: boolean;
  /** The agent is connected to the exchange: mute, keys and hold make sense. */
  isUp: boolean;
  /** The ring has reached this browser, so that answering works at once. */
  canAnswer: boolean;
  /** The sound is at a desk phone: only its own keys answer and mute. */
  isAtDeskPhone: boolean;
  /** What the hold button does now. */
  holdStep: ReturnType<typeof holdStep>;
  answer(): void;
  hangUp(): void;
  toggleMute(): void;
  toggleHold(): void;
  sendDigits(digits: string): void;
}

const isServerAway = (error: unknown): boolean =>
  error instanceof ApiError &&
  ['network', 'unknown', 'phone.media-server-unavailable', 'service.unavailable', 'internal'].includes(error.code);

const upPhases: readonly LiveCall['phase'][] = ['talking', 'held', 'consulting', 'conference'];

export function useCallActions(): CallActions {
  const { api } = useServices();
  const desk = useTopic('desk');
  const { state, command } = usePhone();
  const toasts = useToasts();
  const { t } = useTranslation();
  const call = desk?.call && desk.call.phase !== 'ended' ? desk.call : null;
  const step = call ? holdStep(call) : null;
  const tell = (error: unknown) => {
    if (!failedWith(error, 'phone.no-such-call')) toasts.failed(failureText(t, error));
  };
  const about = (live: LiveCall) => ({ params: { id: live.callId } });

  return {
    call,
    isRinging: call?.phase === 'ringing',
    isUp: call !== null && upPhases.includes(call.phase),
    holdStep: step,
    isAtDeskPhone: desk?.hasDeskPhone === true,
    canAnswer: call?.phase === 'ringing' && state.call?.state === 'ringing',
    answer() {
      if (call?.phase !== 'ringing') return;
      command('answer');
      if (call.isOverPermanent) api.desk.answer(about(call)).catch(tell);
    },
    hangUp() {
      if (!call) return;
      api.desk.hangUp(about(call)).catch((error: unknown) => {
        if (isServerAway(error)) command('hang-up');
        tell(error);
      });
    },
    toggleMute() {
      if (call && call.phase !== 'ringing') command(state.isMuted ? 'unmute' : 'mute');
    },
    toggleHold() {
      if (call && step === 'hold') api.desk.hold({ ...about(call), query: {} }).catch(tell);
      if (call && step === 'resume') api.desk.resume({ ...about(call), query: {} }).catch(tell);
      if (call && step === 'swap') api.desk.swap(about(call)).catch(tell);
      if (call && step === 'stop') api.desk.stopConsult(about(call)).catch(tell);
    },
    sendDigits(digits) {
      if (call) api.desk.sendDigits({ ...about(call), body: { digits } }).catch(tell);
    },
  };
}
