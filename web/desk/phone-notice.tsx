/** One line above the pager when the phone needs a hand: no connection, taken over, no microphone. It moves nothing. */
import { Button } from 'antd';
import { AlertTriangle, MicOff, UserCog, VolumeX, WifiOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { useLink, useServices, useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { useDelayed } from '../ui/list-state.tsx';
import type { StateColour } from '../ui/theme.ts';
import { useToasts } from '../ui/toasts.tsx';
import type { PhoneCommand } from './phone/party-line.ts';
import { usePhone } from './phone/phone-context.tsx';
import { soundTroubleOf, type SoundProblem } from './sound-problem.ts';
import './phone-notice.css';

interface Action {
  word: string;
  run: () => void;
}
interface Notice {
  icon: LucideIcon;
  tone: StateColour;
  text: string;
  action?: Action;
  second?: Action;
}

export function PhoneNotice() {
  const notice = useNotice();
  const Icon = notice?.icon;
  return (
    <div role="status">
      {notice && Icon && (
        <div className={`phone-notice tone-${notice.tone}`}>
          <Icon size={16} className="toned" aria-hidden />
          <span className="fill">{notice.text}</span>
          {[notice.action, notice.second].map(
            (action) =>
              action && (
                <Button key={action.word} size="small" onClick={action.run}>
                  {action.word}
                </Button>
              ),
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
  const { state, command } = usePhone();
  const set = useSetForMe();
  const sound = useSoundNotice();
  const desk = useTopic('desk');
  const hasCall = Boolean(desk?.call);
  const { sessionId } = useMe();
  const isAtDeskPhone = desk?.hasDeskPhone === true && desk.softphoneSessionId === sessionId;
  const isDeskPhoneAway = useDelayed(isAtDeskPhone && !desk.isPhoneRegistered);
  const isLost = useDelayed(useLink() === 'lost');
  const isRetrying = useDelayed(state.registration === 'retrying' || state.registration === 'refused');
  const alarm = (text: string): Notice => ({ icon: AlertTriangle, tone: 'alarm', text });
  const act = (word: string, what: PhoneCommand): Action => ({ word, run: () => command(what) });
  const retry = act(t('phone.notice.retry'), 'retry-microphone');

  if (isLost) return { icon: WifiOff, tone: 'alarm', text: t(hasCall ? 'app.link.lostInCall' : 'app.link.lost') };
  if (state.isTakenOver) {
    return {
      icon: AlertTriangle,
      tone: 'ringing',
      text: t('phone.notice.takenOver', { extension }),
      action: act(t('phone.notice.takeBack'), 'take-back'),
    };
  }
  if (state.lacksDeskPhone) return alarm(t('phone.notice.noDeskPhone'));
  if (isDeskPhoneAway) return alarm(t('phone.notice.deskPhoneAway'));
  if (isRetrying) return { icon: WifiOff, tone: 'alarm', text: t('phone.notice.retrying') };
  if (state.problem === 'insecure') return alarm(t('phone.notice.insecure'));
  if (state.problem === 'denied') return { ...alarm(t('phone.notice.microphoneDenied')), action: retry };
  if (state.problem === 'missing') return { ...alarm(t('phone.notice.microphoneMissing')), action: retry };
  return sound ?? set;
}

/** Where the sound of the call goes one way only, or none: which way, and what to do about it. */
function useSoundNotice(): Notice | null {
  const { t } = useTranslation();
  const { state, command } = usePhone();
  const call = useTopic('desk')?.call ?? null;
  const trouble = soundTroubleOf(call, state);
  if (!trouble) return null;
  const notice: Notice = { icon: soundIcons[trouble] ?? VolumeX, tone: 'alarm', text: t(`phone.sound.${trouble}`) };
  if (trouble === 'talking-while-muted')
    return { ...notice, tone: 'ringing', action: { word: t('phone.controls.unmute'), run: () => command('unmute') } };
  // The call stays: a page that is loaded again is back in it, by a new way for its sound.
  if (trouble === 'own-unheard' || trouble === 'nothing-arrives')
    return { ...notice, action: { word: t('phone.sound.reconnect'), run: () => location.reload() } };
  return notice;
}
const soundIcons: Partial<Record<SoundProblem, LucideIcon>> = {
  'talking-while-muted': MicOff,
  'muted-by-system': MicOff,
  'microphone-flat': MicOff,
};

/** That somebody else has chosen one's state: who and why, with the way back, until it is another one or has been read. */
function useSetForMe(): Notice | null {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const desk = useTopic('desk');
  const [read, setRead] = useState('');
  const set = desk?.setFor;
  const told = JSON.stringify([set, desk?.chosen]);
  if (!desk || !set || read === told) return null;
  const text =
    set.cause === 'missed-offers'
      ? t('phone.notice.missedOffers')
      : t('phone.notice.forced', {
          name: set.byName ?? '',
          state: t(`phone.state.${desk.chosen}`),
          note: set.note,
        });
  const toReady = {
    word: t('phone.notice.backToReady'),
    run: () =>
      void api.desk
        .setState({ body: { state: 'ready' } })
        .catch((error: unknown) => toasts.failed(failureText(t, error))),
  };
  const understood = { word: t('phone.notice.understood'), run: () => setRead(told) };
  const actions = desk.chosen === 'ready' ? { action: understood } : { action: toReady, second: understood };
  return { icon: UserCog, tone: 'ringing', text, ...actions };
}
