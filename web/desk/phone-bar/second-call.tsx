/** The agent's other call: it waits with music, or rings while they talk. A soft sign: nothing moves and nothing sounds. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { Button, Tooltip } from 'antd';
import { ArrowLeftRight, Music, Phone, PhoneIncoming, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useActionKey, useKey } from '../../lib/keys.ts';
import { classes } from '../../ui/marks.tsx';
import { partyName } from '../call-view.ts';
import type { SecondCallActions } from '../use-second-call.ts';

export function SecondCall({ call, actions }: { call: LiveCall; actions: SecondCallActions }) {
  const { t } = useTranslation();
  const answerKey = useKey('answer');
  useActionKey('answer', actions.answer, actions.isRinging);
  useHotkey(fixedKeys.switch, actions.goOver, actions.canGoOver);
  return (
    <section
      className={classes('second-call', actions.isRinging && 'second-call-ringing')}
      aria-label={t(actions.isRinging ? 'phone.second.ringing' : 'phone.second.waiting')}
    >
      {actions.isRinging ? <PhoneIncoming size={14} aria-hidden /> : <Music size={14} aria-hidden />}
      <span className="cut" role="status">
        {partyName(t, call)}
      </span>
      {actions.isRinging ? (
        <Tooltip title={answerKey}>
          <Button size="small" icon={<Phone size={14} />} disabled={!actions.canAnswer} onClick={actions.answer}>
            {t('phone.controls.answer')}
          </Button>
        </Tooltip>
      ) : (
        <Tooltip title={fixedKeys.switch}>
          <Button
            size="small"
            icon={<ArrowLeftRight size={14} />}
            disabled={!actions.canGoOver}
            onClick={actions.goOver}
          >
            {t('phone.second.goOver')}
          </Button>
        </Tooltip>
      )}
      <Button
        size="small"
        type="text"
        icon={<PhoneOff size={14} />}
        aria-label={t(actions.isRinging ? 'phone.second.reject' : 'phone.second.hangUp')}
        onClick={actions.hangUp}
      />
    </section>
  );
}
