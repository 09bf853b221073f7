/** Mute, hold, keypad, hang up: always in the same order and place. Transfer and three-way keep their places for when they exist. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Popover, Tooltip } from 'antd';
import { Grid3x3, Mic, MicOff, Pause, PhoneOff, Play, type LucideIcon } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/marks.tsx';
import { usePhone } from '../phone/phone-context.tsx';
import type { CallActions } from '../use-call-actions.ts';
import { DialPad } from './dial-pad.tsx';

export function CallControls({ actions, call }: { actions: CallActions; call: LiveCall }) {
  const { t } = useTranslation();
  const { isMuted } = usePhone().state;
  const [isPadOpen, setIsPadOpen] = useState(false);
  const isHeld = call.phase === 'held';
  return (
    <div className="call-controls" role="toolbar" aria-label={t('phone.controls.label')}>
      <Control
        place="mute"
        icon={isMuted ? MicOff : Mic}
        word={t(isMuted ? 'phone.controls.unmute' : 'phone.controls.mute')}
        keys="Alt+M"
        aria-pressed={isMuted}
        onClick={actions.toggleMute}
      />
      <Control
        place="hold"
        icon={isHeld ? Play : Pause}
        word={t(isHeld ? 'phone.controls.resume' : 'phone.controls.hold')}
        keys="Alt+H"
        aria-pressed={isHeld}
        disabled={!actions.isUp}
        onClick={actions.toggleHold}
      />
      <Popover
        trigger="click"
        placement="bottom"
        open={isPadOpen}
        onOpenChange={setIsPadOpen}
        destroyOnHidden
        content={<DialPad onKey={actions.sendDigits} onClose={() => setIsPadOpen(false)} />}
      >
        <Control place="pad" icon={Grid3x3} word={t('phone.controls.pad')} aria-expanded={isPadOpen} disabled={!actions.isUp} />
      </Popover>
      <Control
        place="end"
        icon={PhoneOff}
        word={t(
          call.answeredAt ? 'phone.controls.hangUp' : call.direction === 'inbound' ? 'phone.controls.hangUp' : 'phone.controls.cancel',
        )}
        keys="F4"
        onClick={actions.hangUp}
      />
    </div>
  );
}

interface ControlProps extends ComponentProps<'button'> {
  place: 'mute' | 'hold' | 'pad' | 'end';
  icon: LucideIcon;
  word: string;
  keys?: string;
}

function Control({ place, icon: Icon, word, keys, ...rest }: ControlProps) {
  return (
    <Tooltip title={keys ?? ''} mouseEnterDelay={0.4}>
      <button type="button" {...rest} className={classes('control', `control-${place}`)}>
        <Icon size={18} strokeWidth={1.7} aria-hidden />
        <span>{word}</span>
      </button>
    </Tooltip>
  );
}
