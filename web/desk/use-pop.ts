/**
 * The screen pop: a call of one's own opens its customer's tab behind the shown one; the answer brings it forward unless
 * somebody is typing.
 */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../lib/services.tsx';
import { useTabActions } from '../lib/tabs-context.tsx';
import { pathOf } from '../lib/tabs.ts';
import { useIsTyping } from '../lib/use-is-typing.ts';
import { popAddress, popTitle } from './call-view.ts';

/** Calls that the person at the screen has placed bring their page at once; others bring it with their own answer. */
const comesForward = ({ answeredAt, phase, direction, isOwner }: LiveCall): boolean =>
  (answeredAt !== null && phase !== 'ringing') || (direction === 'outbound' && isOwner);

export function usePop(): void {
  const { t } = useTranslation();
  const call = useTopic('desk')?.call ?? null;
  const tabs = useTabActions();
  const isTyping = useIsTyping();
  const opened = useRef<{ callId: string; href: string } | null>(null);
  const shown = useRef<string | null>(null);

  useEffect(() => {
    if (!call || call.phase === 'ended' || call.direction === 'internal' || call.supervising) return;
    const href = popAddress(call);
    const known = { title: popTitle(t, call), callId: call.callId };
    const before = opened.current;
    opened.current = { callId: call.callId, href };
    if (before?.callId === call.callId && before.href !== href)
      tabs.replace(pathOf(before.href), { path: pathOf(href), href, ...known });
    else if (before?.callId !== call.callId) tabs.add(href, known);
    if (!comesForward(call) || shown.current === call.callId) return;
    shown.current = call.callId;
    if (!isTyping()) tabs.show(href);
  });
}
