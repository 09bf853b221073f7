/** A call that rings: who, since when, what is known, and the two buttons. It uses the middle of the bar and moves nothing. */
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Tooltip } from 'antd';
import { Phone, PhoneIncoming, PhoneOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { counted, duration, secondsSince } from '../../lib/format.ts';
import { useKey } from '../../lib/keys.ts';
import { useNow } from '../../lib/services.tsx';
import { KeyMark, Tag } from '../../ui/marks.tsx';
import { useDayTime } from '../../ui/moment.tsx';
import { useRegionText } from '../../ui/region.ts';
import { partyName } from '../call-view.ts';
import type { CallActions } from '../use-call-actions.ts';
import { useCallCustomer } from './use-call-customer.ts';

export function RingingCall({ call, actions }: { call: LiveCall; actions: CallActions }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="party">
        <span className="party-icon" aria-hidden>
          <PhoneIncoming size={18} />
        </span>
        <div className="party-words">
          <RingingLine call={call} />
          <WhatIsKnown call={call} />
        </div>
      </div>
      <div className="row whole">
        {actions.isAtDeskPhone ? (
          <b className="whole">{t('phone.controls.answerAtPhone')}</b>
        ) : (
          <Answer actions={actions} />
        )}
        <button type="button" className="ring-button ring-reject" onClick={actions.hangUp}>
          <PhoneOff size={18} aria-hidden />
          <b>{t('phone.controls.reject')}</b>
          <KeyMark keys={useKey('hangUp')} />
        </button>
      </div>
    </>
  );
}

function Answer({ actions }: { actions: CallActions }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={actions.canAnswer ? '' : t('phone.controls.connecting')}>
      <button type="button" className="ring-button ring-answer" aria-busy={!actions.canAnswer} onClick={actions.answer}>
        <Phone size={18} aria-hidden />
        <b>{t('phone.controls.answer')}</b>
        <KeyMark keys={useKey('answer')} />
      </button>
    </Tooltip>
  );
}

function RingingLine({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const waited = useWaited(call);
  return (
    <div className="party-line party-name">
      <b className="cut">{partyName(t, call)}</b>
      {call.customerName && <span className="whole">{call.number}</span>}
      {call.offeredBy && (
        <Tag tone="ringing">{t(`phone.line.${call.offeredBy.reason}By`, { name: call.offeredBy.name })}</Tag>
      )}
      {call.queueName && !call.offeredBy && (
        <Tag tone="ringing">
          {t(call.direction === 'outbound' ? 'phone.line.callback' : 'phone.line.queueWaited', {
            queue: call.queueName,
            time: waited,
          })}
        </Tag>
      )}
      {!call.queueName && !call.offeredBy && <Tag tone="ringing">{t(`phone.line.${call.direction}`)}</Tag>}
      {call.menuKeys && (
        <span className="wide-inline">
          <Tag look="plain">{t('phone.line.menuKeys', { keys: call.menuKeys })}</Tag>
        </span>
      )}
    </div>
  );
}

/** The topic tells the waiting time as it was when the call began to ring here; from then on it is counted here. */
function useWaited(call: LiveCall): string {
  const now = useNow();
  const [queuedAt, setQueuedAt] = useState({ callId: call.callId, moment: now - call.waitedSeconds * 1000 });
  if (queuedAt.callId !== call.callId) setQueuedAt({ callId: call.callId, moment: now - call.waitedSeconds * 1000 });
  return duration(secondsSince(queuedAt.moment, now));
}

/** The second line answers who this is: what the customer's card says, what was lately, and whose they are. */
function WhatIsKnown({ call }: { call: LiveCall }) {
  const { t } = useTranslation();
  const say = useDayTime();
  const { customer, lately, region, isKnown } = useCallCustomer(call);
  const place = useRegionText()(region);
  if (!customer)
    return (
      <div className="party-line second facts-line">
        {place && <span className="whole">{place}</span>}
        <span className="cut">{isKnown && call.direction !== 'internal' ? t('phone.line.unknownCaller') : ' '}</span>
      </div>
    );
  // This call may already be counted on the customer's card.
  const isCounted = customer.lastCallAt !== null && customer.lastCallAt >= call.startedAt;
  const note = lately?.note?.replace(/\s+/gu, ' ').trim();
  const facts = [
    place,
    customer.company,
    lately !== null &&
      lately.inboundCalls > 0 &&
      t('phone.line.callsOfMonth', { count: lately.inboundCalls, shown: counted(lately.inboundCalls) }),
    note
      ? t('phone.line.lastNote', { note })
      : !isCounted && customer.lastCallAt && t('phone.line.lastCall', { time: say(customer.lastCallAt) }),
    customer.note,
    customer.ownerName && t('phone.line.owner', { name: customer.ownerName }),
  ].filter((fact): fact is string => Boolean(fact));
  return (
    <div className="party-line second facts-line">
      {facts.map((fact) => (
        <span key={fact} className="cut" title={fact}>
          {fact}
        </span>
      ))}
    </div>
  );
}
