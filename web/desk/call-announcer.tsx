/** Says calls politely to screen readers, and shows them in the window's title, before the name of the page without one. */
import { useEffect } from 'react';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { partyName } from './call-view.ts';

function announcement(t: TFunction, call: LiveCall | null): string {
  if (!call) return '';
  const party = partyName(t, call);
  switch (call.phase) {
    case 'ringing':
      return call.queueName
        ? t('phone.announce.ringing', { party, queue: call.queueName })
        : t('phone.announce.ringingPlain', { party });
    case 'dialing':
      return t('phone.announce.dialing', { party });
    case 'voicemail':
      return t('phone.line.voicemail');
    case 'talking':
      return t('phone.announce.answered', { party });
    case 'ended':
      return t('phone.announce.ended');
    default:
      return '';
  }
}

export function CallAnnouncer({ page }: { page: string }) {
  const { t } = useTranslation();
  const call = useTopic('desk')?.call ?? null;
  const { branding } = useMe();
  const isRinging = call?.phase === 'ringing';
  const isTalking = call !== null && ['talking', 'held', 'consulting', 'conference'].includes(call.phase);
  const party = call ? partyName(t, call) : '';
  useEffect(() => {
    const about = isRinging
      ? `${t('phone.title.ringing', { party })} · `
      : isTalking
        ? `${t('phone.title.talking', { party })} · `
        : `${page} · `;
    document.title = about + (branding.productName || t('app.name'));
  }, [branding.productName, isRinging, isTalking, page, party, t]);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {announcement(t, call)}
    </div>
  );
}
