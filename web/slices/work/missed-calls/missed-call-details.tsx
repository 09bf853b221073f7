/** One caller whom nobody has served: the message that they have left, a call back, and what is known of it. */
import type { MissedCall } from '@bahu/contract/missed-calls.ts';
import { Button } from 'antd';
import { Check, Phone, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useMayCall, usePlaceCall } from '../../../ui/place-call.ts';
import { MiniPlayer } from '../../../ui/recording/mini-player.tsx';
import './missed-calls.css';

interface Props {
  row: MissedCall;
  onDone: () => void;
  onClose: () => void;
}

export function MissedCallDetails({ row, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  useHotkey('Escape', onClose);
  const { id, number, customerId, customerName, messageCallId, messageSeconds, closedAt } = row;
  return (
    <aside className="docked entity-editor" aria-label={t('missedCalls.what')}>
      <div className="section-head">
        <h2 className="cut">{customerName ?? number}</h2>
        <span className="fill" />
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <div className="scroll fill missed-call">
        <div className="row">
          {row.can.includes('call') && mayCall && (
            <Button
              type="primary"
              icon={<Phone size={14} aria-hidden />}
              loading={placeCall.isPending}
              onClick={() => placeCall.mutate({ missedCallId: id })}
            >
              {t('missedCalls.callBack')}
            </Button>
          )}
          {row.can.includes('close') && (
            <Button icon={<Check size={14} aria-hidden />} onClick={onDone}>
              {t('missedCalls.close')}
            </Button>
          )}
        </div>
        {messageCallId && row.can.includes('play') && (
          <MiniPlayer callId={messageCallId} isMessage seconds={messageSeconds ?? 0} />
        )}
        <Facts
          items={[
            ...(customerId
              ? [
                  [
                    t('missedCalls.caller'),
                    <AppLink key="customer" to={`/customers/${customerId}`}>
                      {customerName ?? number}
                    </AppLink>,
                  ] as const,
                ]
              : []),
            [t('missedCalls.number'), number],
            [t('missedCalls.tries'), row.tries],
            [t('missedCalls.firstAt'), <Moment key="first" at={row.firstAt} />],
            [
              t('missedCalls.lastAt'),
              <AppLink key="last" to={`/calls?open=${row.lastCallId}`} title={t('missedCalls.lastCall')}>
                <Moment at={row.lastAt} />
              </AppLink>,
            ],
            [t('missedCalls.queue'), row.queueName ?? '—'],
            [t('missedCalls.agent'), row.agentName ?? '—'],
            [t('missedCalls.state'), <State key="state" row={row} />],
            ...(closedAt ? [[t('missedCalls.closedAt'), <Moment key="closed" at={closedAt} />] as const] : []),
          ]}
        />
      </div>
    </aside>
  );
}

/** What became of one: to be called back, reached in a call, or done by somebody. */
export function State({ row: { closedAt, closedByName, reachedCallId } }: { row: MissedCall }) {
  const { t } = useTranslation();
  if (!closedAt) return t('missedCalls.states.open');
  if (reachedCallId) return <AppLink to={`/calls?open=${reachedCallId}`}>{t('missedCalls.reached')}</AppLink>;
  return closedByName ? t('missedCalls.doneBy', { name: closedByName }) : t('missedCalls.done');
}
