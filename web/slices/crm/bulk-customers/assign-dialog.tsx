/** Gives many customers to an agent, evenly to several, or to the public pool. */
import { bulkCustomerRoutes, bulkLimits } from '@bahu/contract/bulk-customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { sharesOf, type ShareOf } from '../../../ui/share-of.ts';
import { SharesChoice } from '../../../ui/shares.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { useNumberWords, useTold, type DialogProps } from './use-bulk.ts';
import './bulk-customers.css';

export function AssignDialog({ target, ...rest }: DialogProps) {
  const { t } = useTranslation();
  const id = useId();
  useFocusBack();
  const client = useClient(bulkCustomerRoutes);
  const people = usePeople({ permission: 'customer.assign' });
  const [whose, setWhose] = useState<'agents' | 'pool'>('agents');
  const [agents, setAgents] = useState<string[]>([]);
  const [shares, setShares] = useState<ShareOf>(null);
  const number = useNumberWords(target);
  const told = useTold(rest);
  const assigning = useMutation({
    mutationFn: () => {
      const to = whose === 'pool' ? [] : agents;
      return client.assign({ body: { selection: target.selection, to, ...sharesOf(to, shares) } });
    },
    onSuccess: told,
  });
  return (
    <Modal
      open
      width={440}
      title={t('bulkCustomers.assign.title', number)}
      okText={t('bulkCustomers.assign.apply')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{
        disabled: whose === 'agents' && (agents.length === 0 || agents.length > bulkLimits.agents),
        loading: assigning.isPending,
      }}
      onOk={() => assigning.mutate()}
      onCancel={rest.onClose}
    >
      <div className="column bulk-form">
        <Radio.Group
          value={whose}
          options={(['agents', 'pool'] as const).map((value) => ({
            value,
            label: t(`bulkCustomers.assign.${value}`),
          }))}
          onChange={(event) => setWhose(event.target.value as typeof whose)}
        />
        {whose === 'agents' && (
          <>
            <label htmlFor={id}>{t('bulkCustomers.assign.to')}</label>
            <RemoteSelect
              id={id}
              label={t('bulkCustomers.assign.to')}
              remote={people}
              values={agents}
              onChange={setAgents}
              isSeveral
            />
            <SharesChoice agents={agents} remote={people} value={shares} onChange={setShares} />
          </>
        )}
        <p className="hint small">
          {t(whose === 'pool' ? 'bulkCustomers.assign.poolHint' : 'bulkCustomers.assign.hint')}
        </p>
        {assigning.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, assigning.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
