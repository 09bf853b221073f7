/** A notice of the system when a call rings while the window is hidden, for whoever switched it on in the own menu. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { partyName } from '../../desk/call-view.ts';
import { usePreferences } from '../../lib/preferences.tsx';
import { useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';

export const canNotify = (): boolean => typeof Notification !== 'undefined';

/** Asks the browser once; answers whether notices may be shown. */
export async function askToNotify(): Promise<boolean> {
  if (!canNotify()) return false;
  return (await Notification.requestPermission()) === 'granted';
}

export function CallNotice() {
  const { t } = useTranslation();
  const { branding } = useMe();
  const { announcesCalls } = usePreferences().preferences;
  const call = useTopic('desk')?.call ?? null;
  const isRinging = call?.phase === 'ringing' && call.direction === 'inbound';
  const callId = isRinging ? call.callId : null;
  const party = call ? partyName(t, call) : '';
  const queue = call?.queueName ?? '';
  const logo = branding.logo;
  useEffect(() => {
    if (
      callId === null ||
      announcesCalls !== true ||
      !document.hidden ||
      !canNotify() ||
      Notification.permission !== 'granted'
    )
      return undefined;
    const notice = new Notification(t('app.notice.call', { party }), {
      body: queue,
      tag: callId,
      requireInteraction: true,
      ...(logo ? { icon: logo } : {}),
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
    return () => notice.close();
  }, [announcesCalls, callId, logo, party, queue, t]);
  return null;
}
