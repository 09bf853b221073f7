/** The number of a customer in the form, which has rules of its own. */
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../ui/form/fields.ts';
import { FurtherNumbers } from './further-numbers.tsx';
import type { TypedNumber } from './number-input.tsx';
import type { CardTarget, CustomerValues } from './use-customer-form.ts';

/** How the form asks for the number: with its extension, and with further ones of a new customer. */
export function useNumberFields({ customer, callId, number, isNumberMasked }: CardTarget): Field<CustomerValues>[] {
  const { t } = useTranslation();
  // The number of a call is known; whoever withheld theirs is asked for one.
  const isKnown = !customer && callId !== null && number !== '';
  return [
    {
      name: 'phone',
      kind: 'text',
      inputMode: 'tel',
      label: t('customers.card.phone'),
      isShown: !isKnown,
      fixed: customer && isNumberMasked ? t('customers.card.maskedPhone') : undefined,
    },
    {
      name: 'phoneExtension',
      kind: 'text',
      inputMode: 'tel',
      label: t('customers.card.phoneExtension'),
      patternText: t('customers.card.badExtension'),
    },
    {
      name: 'numbers',
      kind: 'custom',
      label: t('customers.numbers.further'),
      isShown: !customer,
      control: ({ value, isDisabled, onChange }) => (
        <FurtherNumbers value={value as TypedNumber[]} isDisabled={isDisabled} onChange={onChange} />
      ),
    },
  ];
}
