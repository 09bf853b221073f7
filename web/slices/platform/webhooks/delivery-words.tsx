/** How a delivery stands, in words. */
import type { Delivery } from '@bahu/contract/webhooks.ts';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/marks.tsx';

const tones = { waiting: 'talking', retrying: 'ringing', delivered: 'ready', failed: 'alarm' } as const;

export function DeliveryState({ delivery: { state, attempts } }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const shown = state === 'waiting' && attempts > 0 ? 'retrying' : state;
  return <Tag tone={tones[shown]}>{t(`deliveries.states.${shown}`)}</Tag>;
}

export function DeliveryErrorText({ delivery: { lastError, lastStatus } }: { delivery: Delivery }) {
  const { t } = useTranslation();
  return lastError === null ? (
    <span className="hint">—</span>
  ) : (
    <span className="cut">{t(`deliveries.errors.${lastError}`, { status: lastStatus })}</span>
  );
}
