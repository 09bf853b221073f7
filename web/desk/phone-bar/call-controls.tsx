/** Mute, hold, transfer, three-way, keypad, hang up: always in the same order and place. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { Popover, Tooltip } from 'antd';
import { Grid3x3, Mic, MicOff, Pause, PhoneForwarded, PhoneOff, Play, Users2, type LucideIcon } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { classes } from '../../ui/marks.tsx';
import { usePhone } from '../phone/phone-context.tsx';
import type { CallActions } from '../use-call-actions.ts';
import { isOtherHeld } from '../transfer/steps.ts';
import type { CallSteps } from '../transfer/use-call-steps.ts';
import { DialPad } from './dial-pad.tsx';

interface Props {
  actions: CallActions;
  call: LiveCall;
  steps: CallSteps;
  panel: { isOpen: boolean; open: () => void; toggle: () => void };
}

export function CallControls({ actions, call, steps, panel }: Props) {
  const { t } = useTranslation();
  const keys = useMe().settings.hotKeys;
  const { isMuted } = usePhone().state;
  const [isPadOpen, setIsPadOpen] = useState(false);
  const isHeld = isOtherHeld(call);
  return (
    <div className="call-controls" role="toolbar" aria-label={t('phone.controls.label')}>
      <Control
        place="mute"
        icon={isMuted ? MicOff : Mic}
        word={t(isMuted ? 'phone.controls.unmute' : 'phone.controls.mute')}
        keys={keys.mute}
        aria-pressed={isMuted}
        disabled={actions.isAtDeskPhone}
        {...(actions.isAtDeskPhone && { title: t('phone.controls.muteAtPhone') })}
        onClick={actions.toggleMute}
      />
      <Control
        place="hold"
        icon={isHeld ? Play : Pause}
        word={t(isHeld ? 'phone.controls.resume' : 'phone.controls.hold')}
        keys={keys.hold}
        aria-pressed={isHeld}
        disabled={actions.holdStep === null}
        onClick={actions.toggleHold}
      />
      <Control
        place="transfer"
        icon={PhoneForwarded}
        word={t('phone.controls.transfer')}
        keys={keys.transfer}
        aria-expanded={panel.isOpen}
        disabled={steps.possible.size === 0}
        onClick={panel.toggle}
      />
      <ThreeWay call={call} steps={steps} onChoose={panel.open} />
      <Popover
        trigger="click"
        placement="bottom"
        open={isPadOpen}
        onOpenChange={setIsPadOpen}
        destroyOnHidden
        content={<DialPad onKey={actions.sendDigits} onClose={() => setIsPadOpen(false)} />}
      >
        <Control
          place="pad"
          icon={Grid3x3}
          word={t('phone.controls.pad')}
          aria-expanded={isPadOpen}
          disabled={!actions.isUp}
        />
      </Popover>
      <Control
        place="end"
        icon={PhoneOff}
        word={t(
          call.answeredAt
            ? 'phone.controls.hangUp'
            : call.direction === 'inbound'
              ? 'phone.controls.hangUp'
              : 'phone.controls.cancel',
        )}
        keys={keys.hangUp}
        onClick={actions.hangUp}
      />
    </div>
  );
}

/** Brings all together; while nobody is there to be brought, it shows whom to choose. */
function ThreeWay({ call, steps, onChoose }: { call: LiveCall; steps: CallSteps; onChoose: () => void }) {
  const { t } = useTranslation();
  const { possible, isPending } = steps;
  return (
    <Control
      place="three"
      icon={Users2}
      word={t('phone.controls.three')}
      keys={fixedKeys.merge}
      aria-pressed={call.phase === 'conference'}
      disabled={isPending || !(possible.has('merge') || possible.has('consult'))}
      onClick={possible.has('merge') ? steps.merge : onChoose}
    />
  );
}

interface ControlProps extends ComponentProps<'button'> {
  place: 'mute' | 'hold' | 'transfer' | 'three' | 'pad' | 'end';
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
