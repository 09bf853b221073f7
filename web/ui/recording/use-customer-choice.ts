/** Customers to choose from by name or number, and the one that is chosen with all numbers. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Customer } from '@bahu/contract/customers.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, type Api } from '../../lib/services.tsx';
import type { Remote } from '../remote/remote.ts';

const most = 20;
const oldAfterMs = 60_000;

const one = (api: Api, id: string) => ({
  queryKey: ['customers', 'one', id] as const,
  queryFn: () => api.customers.get({ params: { id } }),
  staleTime: oldAfterMs,
});
const optionOf = ({ id, name, phone }: Customer) => ({ value: id, label: name, note: phone });

export function useCustomerChoice(id: string | null): { customer: Customer | undefined; remote: Remote } {
  const { t } = useTranslation();
  const api = useApi();
  const answer = useQuery({ ...one(api, id ?? ''), enabled: id !== null, placeholderData: keepPreviousData });
  const remote = useMemo(
    (): Remote => ({
      keyOf: (text) => ['customers', 'choices', text],
      async find(text, signal) {
        const query = { limit: most, ...(text !== '' && { search: text }) };
        const { items, next } = await api.customers.list({ query }, { signal });
        return { options: items.map(optionOf), isMore: next !== null };
      },
      naming: (value) => ({ ...one(api, value), select: (customer) => optionOf(customer as Customer) }),
      hint: t('localRecordings.customerHint'),
    }),
    [api, t],
  );
  return { customer: id === null ? undefined : answer.data, remote };
}
