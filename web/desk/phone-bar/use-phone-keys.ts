/** Keys that work wherever the focus is. */
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useActionKey } from '../../lib/keys.ts';
import { nextStep } from '../../lib/next-step.ts';
import { useServices, useTopic } from '../../lib/services.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import type { CallActions } from '../use-call-actions.ts';

export function usePhoneKeys(actions: CallActions): void {
  const hasCall = actions.call !== null;
  useActionKey('answer', actions.answer, actions.isRinging && !actions.isAtDeskPhone);
  useActionKey('hangUp', actions.hangUp, hasCall);
  useActionKey('mute', actions.toggleMute, hasCall && !actions.isRinging && !actions.isAtDeskPhone);
  useActionKey('hold', actions.toggleHold, actions.holdStep !== null);
  useStateKeys();
}

/** Ready and busy again; and on to the next call as soon as what was left to do of the last one is done: its note first, where its page is shown. */
function useStateKeys(): void {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const desk = useTopic('desk');
  const tell = (error: unknown) => toasts.failed(failureText(t, error));
  const other = desk?.chosen === 'ready' ? 'busy' : 'ready';
  useActionKey('readiness', () => void api.desk.setState({ body: { state: other } }).catch(tell), desk !== null);
  const isInWrapUp = desk?.state === 'wrap-up';
  useActionKey('next', () => {
    const step = nextStep();
    if (step) step();
    else if (isInWrapUp) void api.desk.finishWrapUp().catch(tell);
  });
}
