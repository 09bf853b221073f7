/** The phone in a small window above all others: the agent's state, the call with its time, and its buttons. */
import { Mic, MicOff, Pause, Phone, PhoneOff, Play, type LucideIcon } from 'lucide-react';
import { useLayoutEffect, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow, useTopic } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { agentLook } from '../../ui/agent-look.ts';
import { classes, Dot } from '../../ui/marks.tsx';
import { pauseName } from '../../ui/pause.tsx';
import { useMode } from '../../ui/theme-provider.tsx';
import { partyName, timerStart } from '../call-view.ts';
import { usePhone } from '../phone/phone-context.tsx';
import { isOtherHeld } from '../transfer/steps.ts';
import type { CallActions } from '../use-call-actions.ts';
import { copyLook } from './mini-window.ts';
import './mini-phone.css';

export default function MiniPhone({ of: { document: own }, actions }: { of: Window; actions: CallActions }) {
  const { t } = useTranslation();
  const desk = useTopic('desk');
  const { isMuted } = usePhone().state;
  const look = `${useMode()} ${useMe().branding.colour ?? ''}`;
  const { tone } = agentLook(desk?.state ?? 'offline', isMuted);
  // Before it is seen; and again when the theme or the company's colour is another.
  useLayoutEffect(() => copyLook(document, own, look), [own, look]);
  const { call } = actions;
  return (
    <main className={`mini-phone tone-${tone}`} aria-label={t('phone.mini.title')}>
      <State />
      <p className="mini-phone-party" role="status" aria-live="polite">
        <b className="cut">{call ? partyName(t, call) : t('phone.mini.noCall')}</b>
        {call && (
          <span className="second cut">
            {[call.customerName && call.number, call.queueName].filter(Boolean).join(t('ui.separator'))}
          </span>
        )}
      </p>
      <div className="mini-phone-controls" role="group" aria-label={t('phone.controls.label')}>
        {actions.isRinging ? <Ringing actions={actions} /> : call && <Talking actions={actions} />}
      </div>
    </main>
  );
}

function State() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const desk = useTopic('desk');
  const { isMuted } = usePhone().state;
  const { word, tone } = agentLook(desk?.state ?? 'offline', isMuted);
  return (
    <div className="row toned">
      <Dot tone={tone} isHollow={word === 'offline'} />
      <b className="fill cut">{desk?.pause ? pauseName(desk.pause, i18n.language) : t(`phone.state.${word}`)}</b>
      <b>{desk && duration(secondsSince(timerStart(desk), now))}</b>
    </div>
  );
}

function Ringing({ actions }: { actions: CallActions }) {
  const { t } = useTranslation();
  return (
    <>
      <Key
        icon={Phone}
        className="ring-answer"
        aria-busy={!actions.canAnswer}
        word={t('phone.controls.answer')}
        onClick={actions.answer}
      />
      <Key icon={PhoneOff} className="ring-reject" word={t('phone.controls.reject')} onClick={actions.hangUp} />
    </>
  );
}

function Talking({ actions }: { actions: CallActions }) {
  const { t } = useTranslation();
  const { isMuted } = usePhone().state;
  const isHeld = actions.call !== null && isOtherHeld(actions.call);
  return (
    <>
      <Key
        icon={isMuted ? MicOff : Mic}
        word={t(isMuted ? 'phone.controls.unmute' : 'phone.controls.mute')}
        aria-pressed={isMuted}
        onClick={actions.toggleMute}
      />
      <Key
        icon={isHeld ? Play : Pause}
        word={t(isHeld ? 'phone.controls.resume' : 'phone.controls.hold')}
        aria-pressed={isHeld}
        disabled={actions.holdStep === null}
        onClick={actions.toggleHold}
      />
      <Key icon={PhoneOff} className="control-end" word={t('phone.controls.hangUp')} onClick={actions.hangUp} />
    </>
  );
}

interface KeyProps extends ComponentProps<'button'> {
  icon: LucideIcon;
  word: string;
}

function Key({ icon: Icon, word, className, ...rest }: KeyProps) {
  return (
    <button type="button" {...rest} className={classes('control', className)}>
      <Icon size={18} strokeWidth={1.7} aria-hidden />
      <span>{word}</span>
    </button>
  );
}
