/** Makes customers of selected numbers that no customer has: their category, and whose they are. */
import { dialListLimits, dialListRoutes } from '@bahu/contract/dial-lists.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal, TreeSelect } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { treeOf } from '../../../ui/form/fields.ts';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { useCategories } from '../../crm/customer-categories/public.ts';
import type { DialSelection } from './number-buttons.tsx';

interface Props {
  selection: DialSelection;
  count: number;
  onClose: () => void;
  onDone: () => void;
}

export function ToCustomers({ selection, count, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [ofAgents, ofCategory] = [useId(), useId()];
  useFocusBack();
  const client = useClient(dialListRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const people = usePeople({ permission: 'customer.assign' });
  const { categories } = useCategories();
  const [to, setTo] = useState<string[]>([]);
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const making = useMutation({
    mutationFn: () =>
      client.toCustomers({ body: { selection, to, values: categoryId === null ? [] : [{ categoryId }] } }),
    onSuccess: () => {
      toasts.done(t('dialLists.acts.customers.started'));
      void queries.invalidateQueries({ queryKey: queryKeys.jobs });
      onDone();
    },
  });
  return (
    <Modal
      open
      width={440}
      title={t('dialLists.acts.customers.title', { count })}
      okText={t('dialLists.acts.customers.apply')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ disabled: to.length > dialListLimits.agents, loading: making.isPending }}
      onOk={() => making.mutate()}
      onCancel={onClose}
    >
      <div className="column bulk-form">
        <label htmlFor={ofCategory}>{t('dialLists.acts.customers.category')}</label>
        <TreeSelect<string | null>
          id={ofCategory}
          allowClear
          treeDefaultExpandAll
          value={categoryId}
          placeholder={t('dialLists.acts.customers.noCategory')}
          treeData={treeOf([...categories])}
          onChange={(id: string | null | undefined) => setCategoryId(id ?? null)}
        />
        <label htmlFor={ofAgents}>{t('dialLists.acts.customers.to')}</label>
        <RemoteSelect
          id={ofAgents}
          label={t('dialLists.acts.customers.to')}
          remote={people}
          values={to}
          onChange={setTo}
          placeholder={t('dialLists.acts.customers.pool')}
          isSeveral
        />
        <p className="hint small">{t('dialLists.acts.customers.hint')}</p>
        {making.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, making.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
