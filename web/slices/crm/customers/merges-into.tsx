/** Merges of the last 30 days into a customer, each with its way back; and the way to a further one. */
import type { Customer } from '@bahu/contract/customers.ts';
import { Button } from 'antd';
import { Merge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MergeDialog } from './merge-loaded.tsx';
import { useMergesInto, useUndoMerge } from './use-merge.ts';

export function MergesInto({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const merges = useMergesInto(customer);
  const undo = useUndoMerge();
  const [isOpen, setOpen] = useState(false);
  if (!customer.can.includes('merge')) return null;
  return (
    <div className="merges">
      {merges.data?.map(({ id, mergedName, byName }) => (
        <p key={id} className="row row-tight hint small">
          <span className="cut">
            {byName} {t('customers.merge.into', { name: mergedName })}
          </span>
          <button type="button" className="link whole" disabled={undo.isPending} onClick={() => undo.mutate(id)}>
            {t('customers.merge.undo')}
          </button>
        </p>
      ))}
      <Button size="small" type="text" icon={<Merge size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t('customers.merge.title')}
      </Button>
      {isOpen && <MergeDialog customer={customer} onClose={() => setOpen(false)} />}
    </div>
  );
}
