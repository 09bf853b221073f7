/** The one customer to whom a list is narrowed, which is chosen on their page and given up here. */
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../lib/records.ts';
import { useApi } from '../lib/services.tsx';
import { AppLink } from './app-link.tsx';

export function CustomerChip({ id, onClear }: { id: string; onClear: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data } = useQuery({
    queryKey: queryKeys.customer(id),
    queryFn: ({ signal }) => api.customers.get({ params: { id } }, { signal }),
  });
  return (
    <span className="filter-chip is-set">
      <AppLink to={`/customers/${id}`} className="filter-chip-name">
        {t('customers.what')} <b className="cut">{data?.name ?? '…'}</b>
      </AppLink>
      <button
        type="button"
        className="filter-chip-clear"
        aria-label={t('ui.filter.remove', { name: t('customers.what') })}
        onClick={onClear}
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}
