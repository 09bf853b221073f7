/** One line above the pager when the phone needs a hand: no connection, taken over, no microphone. It moves nothing. */
import { Button } from 'antd';
import { AlertTriangle, WifiOff, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLink, useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { useDelayed } from '../ui/list-state.tsx';
import type { StateColour } from '../ui/theme.ts';
import type { PhoneCommand } from './phone/party-line.ts';
import { usePhone } from './phone/phone-context.tsx';
import './phone-notice.css';

interface Notice {
  icon: LucideIcon;
  tone: StateColour;
  text: string;
  action?: { word: string; command: PhoneCommand };
}

export function PhoneNotice() {
  const notice = useNotice();
  const { command } = usePhone();
  const Icon = notice?.icon;
  return (
    <div role="status">
      {notice && Icon && (
        <div className={`phone-notice tone-${notice.tone}`}>
          <Icon size={16} className="toned" aria-hidden />
          <span className="fill">{notice.text}</span>
          {notice.action && (
            <Button size="small" onClick={() => notice.action && command(notice.action.command)}>
              {notice.action.word}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The most pressing thing; without the server's link nothing else could be mended. */
function useNotice(): Notice | null {
  const { t } = useTranslation();
  const { extension } = useMe();
  const { state } = usePhone();
  const hasCall = Boolean(useTopic('desk')?.call);
  const isLost = useDelayed(useLink() === 'lost');
  const isRetrying = useDelayed(state.registration === 'retrying' || state.registration === 'refused');
  const alarm = (text: string): Notice => ({ icon: AlertTriangle, tone: 'alarm', text });
  const retry = { word: t('phone.notice.retry'), command: 'retry-microphone' } as const;

  if (isLost) return { icon: WifiOff, tone: 'alarm', text: t(hasCall ? 'app.link.lostInCall' : 'app.link.lost') };
  if (state.isTakenOver) {
    return {
      icon: AlertTriangle,
      tone: 'ringing',
      text: t('phone.notice.takenOver', { extension }),
      action: { word: t('phone.notice.takeBack'), command: 'take-back' },
    };
  }
  if (isRetrying) return { icon: WifiOff, tone: 'alarm', text: t('phone.notice.retrying') };
  if (state.problem === 'insecure') return alarm(t('phone.notice.insecure'));
  if (state.problem === 'denied') return { ...alarm(t('phone.notice.microphoneDenied')), action: retry };
  if (state.problem === 'missing') return { ...alarm(t('phone.notice.microphoneMissing')), action: retry };
  return null;
}
