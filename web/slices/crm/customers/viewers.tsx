/** Who else has the customer's page open now, so that two do not serve one customer unknowingly. */
import { Eye } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useTopic } from '../../../lib/services.tsx';

export function Viewers({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { realtime } = useServices();
  useEffect(() => realtime.open(customerId), [customerId, realtime]);
  const people = useTopic('viewers')?.customers.find((one) => one.customerId === customerId)?.people ?? [];
  return (
    <p className="customer-viewers" role="status">
      {people.length > 0 && (
        <>
          <Eye size={14} aria-hidden />
          {t('customers.card.viewers', {
            names: people.map(({ name }) => name).join(t('customers.card.between')),
            count: people.length,
          })}
        </>
      )}
    </p>
  );
}
