/** The one key of the next task on the page of a call: it saves the note and goes on; in mid-call, where one is written, it hangs up first. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useNextStep } from '../../../lib/next-step.ts';
import { useServices, useTopic } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import type { FollowUpDraft } from './use-follow-up.ts';

/** What the key does now, if it does anything of the note. `act`: what the note's button does. */
export function useNextKey(
  { callId, step, isTalking, form }: FollowUpDraft,
  act: () => void,
  canSave: boolean,
): 'hang-up' | 'go-on' | null {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const desk = useTopic('desk');
  const hasContent = form.values.content.trim() !== '';
  const isEnding = useRef(false);
  const isOver = step !== 'save';
  const isPlain = desk?.call?.callId === callId && desk?.call?.phase === 'talking';
  const does =
    !canSave || callId === null
      ? null
      : isOver && desk?.wrapUpCallId === callId
        ? 'go-on'
        : isTalking && isPlain && hasContent
          ? 'hang-up'
          : null;
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useNextStep(() => {
    if (does === 'go-on') return act();
    // Pressed again: what refuses a second hang-up would take the first one's saving back.
    if (isEnding.current) return;
    isEnding.current = true;
    api.desk.hangUp({ params: { id: callId! } }).catch((error: unknown) => {
      isEnding.current = false;
      toasts.failed(failureText(t, error));
    });
  }, does !== null);
  useEffect(() => {
    if (!isOver || !isEnding.current) return;
    isEnding.current = false;
    latest.current();
  }, [isOver]);
  return does;
}
