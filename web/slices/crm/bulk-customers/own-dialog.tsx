/** Takes many customers from the public pool, gives them back, locks or unlocks them. */
import { bulkCustomerRoutes } from '@bahu/contract/bulk-customers.ts';
import type { OwnerAct } from '@bahu/contract/customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useNumberWords, useTold, type DialogProps } from './use-bulk.ts';
import './bulk-customers.css';

export function OwnDialog({ target: { selection, ...target }, ...rest }: DialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const client = useClient(bulkCustomerRoutes);
  const [mayTake, mayLock] = [useMay('customer.take'), useMay('customer.lock')];
  const acts: OwnerAct[] = [
    ...(mayTake ? (['take', 'give-back'] as const) : []),
    ...(mayLock ? (['lock', 'unlock'] as const) : []),
  ];
  const [act, setAct] = useState<OwnerAct>(acts[0]!);
  const number = useNumberWords({ selection, ...target });
  const told = useTold(rest);
  const acting = useMutation({
    mutationFn: () =>
      act === 'take' || act === 'give-back'
        ? client.take({ body: { selection, act } })
        : client.lock({ body: { selection, act } }),
    onSuccess: told,
  });
  return (
    <Modal
      open
      width={440}
      title={t('bulkCustomers.own.title', number)}
      okText={t('bulkCustomers.own.apply')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ loading: acting.isPending }}
      onOk={() => acting.mutate()}
      onCancel={rest.onClose}
    >
      <div className="column bulk-form">
        <Radio.Group
          value={act}
          options={acts.map((value) => ({ value, label: t(`owners.acts.${value}`) }))}
          onChange={(event) => setAct(event.target.value as OwnerAct)}
        />
        <p className="hint small">{t(`bulkCustomers.own.hints.${act}`)}</p>
        {acting.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, acting.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
