/** Below a number that is being typed: whose it is already. Calm, since it may be meant so. */
import { customerMergeRoutes } from '@bahu/contract/customer-merges.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useSettled } from '../../../lib/use-settled.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { MergeDialog } from './merge-loaded.tsx';

interface Props {
  phone: string;
  extension: string;
  /** Whose form it is; null of a new customer. */
  customer: Customer | null;
}

/** Fewer digits are no number yet. */
const isLong = (phone: string): boolean => phone.replace(/\D/g, '').length >= 7;

export function NumberHint({ phone, extension, customer }: Props) {
  const { t } = useTranslation();
  const merges = useClient(customerMergeRoutes);
  const [isMerging, setMerging] = useState(false);
  const typed = useSettled(phone.trim(), 400);
  const isOwn = customer?.numbers.some(({ number }) => number === typed) === true;
  const { data } = useQuery({
    queryKey: ['customers', 'whose-number', null, typed, extension, customer?.id],
    queryFn: ({ signal }) =>
      merges.whoseNumber({ query: { phone: typed, extension, ...(customer && { of: customer.id }) } }, { signal }),
    enabled: isLong(typed) && typed.length <= 64 && !isOwn && /^[0-9*#]{0,8}$/.test(extension),
    retry: false,
  });
  const holder = typed === phone.trim() && !isOwn ? data?.holder : null;
  if (!holder) return null;
  const { id, name } = holder;
  return (
    <div className="line-note row row-tight hint small" role="status">
      {id === null || name === null ? t('customers.numberHint.ofOther') : t('customers.numberHint.of', { name })}
      {id !== null && (
        <AppLink to={`/customers/${id}`} className="link">
          {t('customers.numberHint.open')}
        </AppLink>
      )}
      {id !== null && customer?.can.includes('merge') && (
        <button type="button" className="link" onClick={() => setMerging(true)}>
          {t('customers.numberHint.merge')}
        </button>
      )}
      {isMerging && id !== null && customer && (
        <MergeDialog customer={customer} otherId={id} onClose={() => setMerging(false)} />
      )}
    </div>
  );
}
