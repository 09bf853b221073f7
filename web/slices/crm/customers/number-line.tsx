/** One number of a customer. Whoever may see a hidden one whole asks for it with a button: it is shown for this visit and noted. */
import type { Customer, CustomerNumber } from '@bahu/contract/customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useApi } from '../../../lib/services.tsx';
import { CallButton } from '../../../ui/call-button.tsx';
import { classes, Tag } from '../../../ui/marks.tsx';
import { useRegionText } from '../../../ui/region.ts';
import { useToasts } from '../../../ui/toasts.tsx';

interface Props {
  customer: Customer;
  number: CustomerNumber;
}

/** The whole number is kept nowhere but here: leaving the page hides it again. */
export function NumberLine({ customer, number }: Props) {
  const { t } = useTranslation();
  const api = useApi();
  const toasts = useToasts();
  const region = useRegionText()(number.region);
  const params = { id: customer.id, numberId: number.id };
  const reveal = useMutation({
    mutationFn: () => api.customers.revealFurtherNumber({ params }),
    onError: (error) => toasts.failed(failureText(t, error)),
    gcTime: 0,
  });
  const isHidden = customer.can.includes('reveal-number') && !reveal.data;
  const shown = reveal.data?.number ?? number.number;
  return (
    <li className="row row-tight customer-line">
      <span className={classes('customer-number', !number.isPrimary && 'is-further')} role="status">
        {shown}
      </span>
      {number.extension && <span>{t('customers.numbers.extension', { keys: number.extension })}</span>}
      {region && <span className="hint small whole">{region}</span>}
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
      <NumberTags number={number} isOneOfMany={customer.numbers.length > 1} />
      <span className="fill" />
      {customer.can.includes('call') && (
        <CallButton
          size={number.isPrimary ? 'small' : 'tiny'}
          label={
            number.isPrimary
              ? t('customers.list.callTo', { name: customer.name })
              : t('customers.list.callTo', { name: shown })
          }
          target={{ customerId: customer.id, numberId: number.id }}
        />
      )}
    </li>
  );
}

function NumberTags({ number, isOneOfMany }: { number: CustomerNumber; isOneOfMany: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {number.isPrimary && isOneOfMany && <Tag look="primary">{t('customers.numbers.primary')}</Tag>}
      {number.label && <Tag>{t(`customers.numbers.labels.${number.label}`)}</Tag>}
      {number.isDuplicate && (
        <span title={t('customers.card.duplicateHint')}>
          <Tag look="plain">{t('customers.card.duplicate')}</Tag>
        </span>
      )}
    </>
  );
}
