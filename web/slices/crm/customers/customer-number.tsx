/** The number at the head of the card. Whoever may see a hidden one whole asks for it with a button: it is shown for this visit and noted. */
import type { Customer } from '@bahu/contract/customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useApi } from '../../../lib/services.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

/** The number is kept nowhere but here: leaving the page hides it again. */
export function CustomerNumber({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const api = useApi();
  const toasts = useToasts();
  const reveal = useMutation({
    mutationFn: () => api.customers.revealNumber({ params: { id: customer.id } }),
    onError: (error) => toasts.failed(failureText(t, error)),
    gcTime: 0,
  });
  const isHidden = customer.can.includes('reveal-number') && !reveal.data;
  return (
    <>
      <span className="customer-number" role="status">
        {reveal.data?.number ?? customer.phone}
      </span>
      {isHidden && (
        <Button
          size="small"
          type="text"
          icon={<Eye size={14} aria-hidden />}
          title={t('customers.card.revealHint')}
          loading={reveal.isPending}
          onClick={() => reveal.mutate()}
        >
          {t('customers.card.reveal')}
        </Button>
      )}
      {reveal.data && <span className="hint small">{t('customers.card.revealed')}</span>}
      {customer.isDuplicate && (
        <span title={t('customers.card.duplicateHint')}>
          <Tag look="plain">{t('customers.card.duplicate')}</Tag>
        </span>
      )}
    </>
  );
}
