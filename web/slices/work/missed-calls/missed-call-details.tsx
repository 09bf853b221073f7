/** One caller whom nobody has served: the message that they have left, a call back, and what is known of it. */
import type { MissedCall } from '@bahu/contract/missed-calls.ts';
import { Button } from 'antd';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/app-link.tsx';
import { CallBackButton } from '../../../ui/call-button.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { DockedFrame } from '../../../ui/list/opened-record.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { MiniPlayer } from '../../../ui/recording/mini-player.tsx';

interface Props {
  row: MissedCall;
  onDone: () => void;
  onClose: () => void;
}

export function MissedCallDetails({ row, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const { id, number, customerName, messageCallId, messageSeconds, can } = row;
  return (
    <DockedFrame
      what={t('missedCalls.what')}
      title={customerName ?? number}
      className="entity-editor"
      onClose={onClose}
    >
      <div className="scroll fill docked-details">
        <div className="row">
          {can.includes('call') && <CallBackButton target={{ missedCallId: id }} text={t('missedCalls.callBack')} />}
          {can.includes('close') && (
            <Button icon={<Check size={14} aria-hidden />} onClick={onDone}>
              {t('missedCalls.close')}
            </Button>
          )}
        </div>
        {messageCallId && can.includes('play') && (
          <MiniPlayer callId={messageCallId} isMessage seconds={messageSeconds ?? 0} />
        )}
        <Known row={row} />
      </div>
    </DockedFrame>
  );
}

function Known({ row }: { row: MissedCall }) {
  const { t } = useTranslation();
  const { number, customerId, customerName, closedAt } = row;
  const caller = (
    <AppLink key="customer" to={`/customers/${customerId}`}>
      {customerName ?? number}
    </AppLink>
  );
  const last = (
    <AppLink key="last" to={`/calls?open=${row.lastCallId}`} title={t('missedCalls.lastCall')}>
      <Moment at={row.lastAt} />
    </AppLink>
  );
  return (
    <Facts
      items={[
        ...(customerId ? [[t('missedCalls.caller'), caller] as const] : []),
        [t('missedCalls.number'), number],
        [t('missedCalls.tries'), row.tries],
        [t('missedCalls.firstAt'), <Moment key="first" at={row.firstAt} />],
        [t('missedCalls.lastAt'), last],
        [t('missedCalls.queue'), row.queueName ?? '—'],
        [t('missedCalls.agent'), row.agentName ?? '—'],
        [t('missedCalls.state'), <State key="state" row={row} />],
        ...(closedAt ? [[t('missedCalls.closedAt'), <Moment key="closed" at={closedAt} />] as const] : []),
      ]}
    />
  );
}

/** What became of one: to be called back, reached in a call, or done by somebody. */
export function State({ row: { closedAt, closedByName, reachedCallId } }: { row: MissedCall }) {
  const { t } = useTranslation();
  if (!closedAt) return t('missedCalls.states.open');
  if (reachedCallId) return <AppLink to={`/calls?open=${reachedCallId}`}>{t('missedCalls.reached')}</AppLink>;
  return closedByName ? t('missedCalls.doneBy', { name: closedByName }) : t('missedCalls.done');
}
