/** The call that is up: the other party, quality, queue, recording; or how it ended. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Music, PhoneIncoming, PhoneOutgoing, Users2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callOutcomes } from '@bahu/contract/calls.ts';
import { duration, secondsSince } from '../../lib/format.ts';
import { useNow } from '../../lib/services.tsx';
import { Dot, Tag } from '../../ui/marks.tsx';
import { partyName } from '../call-view.ts';
import { inFocus, waitingIn } from '../parties.ts';
import { nameOf, namesOf } from '../party-words.ts';
import { usePhone } from '../phone/phone-context.tsx';
import { QualitySign } from './quality-sign.tsx';

const icons = { inbound: PhoneIncoming, outbound: PhoneOutgoing, internal: Users2 } as const;

export function LiveParty({ call }: { call: LiveCall }) {
  const { phase } = call;
  if (phase === 'consulting' || phase === 'conference') return <SeveralParties call={call} phase={phase} />;
  return <OneParty call={call} />;
}

/** Whom one talks with in a consultation or conference, and who waits meanwhile. */
function SeveralParties({ call, phase }: { call: LiveCall; phase: 'consulting' | 'conference' }) {
  const { t } = useTranslation();
  const now = useNow();
  const { quality } = usePhone().state;
  const focus = inFocus(call);
  return (
    <div className="party">
      <span className="party-icon" aria-hidden>
        <Users2 size={18} />
      </span>
      <div className="party-words">
        <div className="party-line party-name">
          <b className="cut">{namesOf(t, focus)}</b>
          {focus.length === 1 && focus[0]!.name !== null && <span className="whole">{focus[0]!.number}</span>}
          <Tag tone="talking">{t(phase === 'consulting' ? 'phone.line.consult' : 'phone.line.conference')}</Tag>
        </div>
        <div className="party-line second">
          {quality && <QualitySign quality={quality} />}
          <Watched call={call} />
          {waitingIn(call).map((party) => (
            <span key={party.partyId} className="row row-tight cut">
              <Music size={13} aria-hidden />
              {t('phone.line.waitingWithMusic', {
                name: nameOf(t, party),
                time: duration(secondsSince(party.since, now)),
              })}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Who supervises, where the company wants agents to see it. */
function Watched({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  return call.supervisedBy.map(({ agentId, name, mode }) => (
    <Tag key={agentId} tone="talking">
      {t(`monitor.watched.${mode}`, { name })}
    </Tag>
  ));
}

function OneParty({ call }: { call: LiveCall }) {
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
                {t(call.direction === 'inbound' ? 'phone.line.dialled' : 'phone.line.shown', {
                  number: call.numberShown,
                })}
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
  if (call.phase === 'dialing' || call.phase === 'alerting' || call.phase === 'voicemail')
    return <Tag tone="talking">{t(`phone.line.${call.phase}`)}</Tag>;
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
      <Watched call={call} />
      {call.isFarSilent && <Tag tone="alarm">{t('phone.line.farSilent')}</Tag>}
      {call.isOwnSilent && <Tag tone="alarm">{t('phone.line.ownSilent')}</Tag>}
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
