/** The call that is up: the other party, quality, queue, recording; or how it ended. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Music, PhoneIncoming, PhoneOutgoing, Users2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callOutcomes } from '@bahu/contract/calls.ts';
import { duration } from '../../lib/format.ts';
import { Dot, Tag } from '../../ui/marks.tsx';
import { partyName } from '../call-view.ts';
import { usePhone } from '../phone/phone-context.tsx';
import { QualitySign } from './quality-sign.tsx';

const icons = { inbound: PhoneIncoming, outbound: PhoneOutgoing, internal: Users2 } as const;

export function LiveParty({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const Icon = icons[call.direction];
  return (
    <div className="party">
      <span className="party-icon" aria-hidden>
        <Icon size={18} />
      </span>
      <div className="party-words">
        <div className="party-line party-name">
          <b className="cut">{partyName(t, call)}</b>
          {call.customerName && <span className="whole">{call.number}</span>}
          {call.numberShown && (
            <span className="wide-inline">
              <Tag look="plain">
                {t(call.direction === 'inbound' ? 'phone.line.dialled' : 'phone.line.shown', { number: call.numberShown })}
              </Tag>
            </span>
          )}
        </div>
        <div className="party-line second">
          <CallLine call={call} />
        </div>
      </div>
    </div>
  );
}

function CallLine({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  if (call.phase === 'ended') return <EndedLine call={call} />;
  if (call.phase === 'reconnecting') return <Tag tone="ringing">{t('phone.line.reconnecting')}</Tag>;
  if (call.phase === 'dialing' || call.phase === 'alerting') return <Tag tone="talking">{t(`phone.line.${call.phase}`)}</Tag>;
  return <TalkLine call={call} />;
}

function EndedLine({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const outcome = callOutcomes.find((known) => known === call.outcome);
  return <Tag>{outcome ? t(`calls.outcome.${outcome}`) : t('phone.announce.ended')}</Tag>;
}

function TalkLine({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const { quality } = usePhone().state;
  return (
    <>
      {call.phase === 'held' && (
        <span className="row row-tight whole">
          <Music size={13} aria-hidden />
          {t('phone.line.held')}
        </span>
      )}
      {quality && <QualitySign quality={quality} />}
      {call.isFarSilent && <Tag tone="alarm">{t('phone.line.farSilent')}</Tag>}
      {call.queueName && <Tag tone="talking">{call.queueName}</Tag>}
      {call.isRecorded && (
        <span className="row row-tight whole">
          <Dot tone="alarm" />
          {t('phone.line.recording')}
        </span>
      )}
      {call.queueName && (
        <span className="wide-inline cut">
          {t('phone.line.queueWaited', { queue: call.queueName, time: duration(call.waitedSeconds) })}
        </span>
      )}
      {call.menuKeys && <span className="wide-inline">{t('phone.line.menuKeys', { keys: call.menuKeys })}</span>}
    </>
  );
}
