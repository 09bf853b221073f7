/** One delivery: what was sent, what came back, and sending it again. */
import { webhookRoutes, type Delivery } from '@bahu/contract/webhooks.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useClient } from '../../../lib/services.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { DeliveryState, DeliveryErrorText } from './delivery-words.tsx';
import './webhooks.css';

interface Props {
  delivery: Delivery;
  url: string | undefined;
  onReplayed: () => void;
  onClose: () => void;
}

export function DeliveryDetails({ delivery, url, onReplayed, onClose }: Props) {
  const { t } = useTranslation();
  const webhooks = useClient(webhookRoutes);
  const toasts = useToasts();
  const { id, event, attempts, createdAt, deliveredAt, nextAt, lastStatus, payload, lastAnswer, can } = delivery;
  const title = t(`webhooks.event.${event}`);
  const replay = useMutation({
    mutationFn: () => webhooks.replay({ params: { id } }),
    onSuccess() {
      toasts.done(t('deliveries.replayed'));
      onReplayed();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  useHotkey('Escape', onClose);
  return (
    <aside className="docked" aria-label={title}>
      <div className="section-head">
        <h2 className="cut">{title}</h2>
        <span className="fill" />
        {can.includes('replay') && (
          <Button size="small" loading={replay.isPending} onClick={() => replay.mutate()}>
            {t('deliveries.replay')}
          </Button>
        )}
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <div className="scroll fill delivery-body">
        <Facts
          items={[
            [t('deliveries.state'), <DeliveryState key="state" delivery={delivery} />],
            [t('deliveries.webhook'), url ?? t('deliveries.gone')],
            [t('deliveries.id'), <code key="id">{id}</code>],
            [t('deliveries.createdAt'), <Moment key="created" at={createdAt} />],
            [t('deliveries.attempts'), attempts],
            [t('deliveries.status'), lastStatus ?? '—'],
            [t('deliveries.error'), <DeliveryErrorText key="error" delivery={delivery} />],
            [
              deliveredAt ? t('deliveries.deliveredAt') : t('deliveries.nextAt'),
              <Moment key="at" at={deliveredAt ?? nextAt} />,
            ],
          ]}
        />
        <h3>{t('deliveries.payload')}</h3>
        <pre className="delivery-text" tabIndex={0}>
          {payload === null
            ? t(attempts > 0 ? 'deliveries.hidden' : 'deliveries.notYet')
            : JSON.stringify(payload, null, 2)}
        </pre>
        {attempts > 0 && (
          <>
            <h3>{t('deliveries.answer')}</h3>
            <pre className="delivery-text" tabIndex={0}>
              {lastAnswer || t('deliveries.noAnswer')}
            </pre>
          </>
        )}
      </div>
    </aside>
  );
}
