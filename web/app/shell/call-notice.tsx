/** A notice of the system when a call rings while the window is hidden, for whoever switched it on in the own menu. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { partyName } from '../../desk/call-view.ts';
import { canNotify } from '../../lib/notices.ts';
import { usePreferences } from '../../lib/preferences.tsx';
import { useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';

export function CallNotice() {
  const { t } = useTranslation();
  const { branding, settings } = useMe();
  const { announcesCalls } = usePreferences().preferences;
  const call = useTopic('desk')?.call ?? null;
  const isRinging = call?.phase === 'ringing' && call.direction === 'inbound';
  const callId = isRinging ? call.callId : null;
  const party = call ? partyName(t, call) : '';
  const queue = call?.queueName ?? '';
  const logo = branding.logo;
  const isWanted = announcesCalls === true || settings.raisesInbound;
  // An installed window comes forward by itself; a tab may not, and has its notice.
  useEffect(() => {
    if (callId !== null && settings.raisesInbound) window.focus();
  }, [callId, settings.raisesInbound]);
  useEffect(() => {
    if (callId === null || !isWanted || !document.hidden || !canNotify() || Notification.permission !== 'granted')
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
  }, [isWanted, callId, logo, party, queue, t]);
  return null;
}
