/** A notice of the system when a call rings while the window is hidden, for whoever switched it on; with its buttons the call is answered or declined. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { canNotify } from '../../lib/notices.ts';
import { usePreferences } from '../../lib/preferences.tsx';
import { useMe } from '../../lib/session.tsx';
import { partyName } from '../call-view.ts';
import { useCallActions } from '../use-call-actions.ts';
import { showNotice, watchNotices } from './worker-notice.ts';

export function CallNotice() {
  const { t } = useTranslation();
  const { branding, settings } = useMe();
  const { announcesCalls } = usePreferences().preferences;
  const actions = useCallActions();
  const { call } = actions;
  const callId = actions.isRinging && call?.direction === 'inbound' ? call.callId : null;
  // As the desk is told them: of a masked number no more than the mask leaves.
  const title = call ? t('app.notice.call', { party: partyName(t, call) }) : '';
  const body = call?.queueName ?? '';
  const icon = branding.logo;
  const [answer, decline] = [t('phone.controls.answer'), t('phone.controls.reject')];
  const isWanted = announcesCalls === true || settings.raisesInbound;
  const isHidden = useIsHidden();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  // An installed window comes forward by itself; a tab may not, and has its notice.
  useEffect(() => {
    if (callId !== null && settings.raisesInbound) window.focus();
  }, [callId, settings.raisesInbound]);
  useEffect(() => {
    if (callId === null || !isWanted || !isHidden || !canNotify() || Notification.permission !== 'granted')
      return undefined;
    const leave = watchNotices(callId, (act) => (act === 'answer' ? latest.current.answer() : latest.current.hangUp()));
    const close = showNotice({ tag: callId, title, body, icon, words: { answer, decline } });
    return () => {
      close();
      leave();
    };
  }, [isWanted, isHidden, callId, icon, title, body, answer, decline]);
  return null;
}

function watchVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
const useIsHidden = (): boolean => useSyncExternalStore(watchVisibility, () => document.hidden);
