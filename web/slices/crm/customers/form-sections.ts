/** The fields that every customer has. */
import { useTranslation } from 'react-i18next';
import type { Field, Section } from '../../../ui/form/fields.ts';
import { stages } from './search.ts';
import type { CardTarget, CustomerValues } from './use-customer-form.ts';

const titles = ['mr', 'ms'] as const;

export function useBuiltInSections({
  customer,
  callId,
  number,
  isNumberMasked,
}: CardTarget): [main: Section<CustomerValues>, contact: Section<CustomerValues>] {
  const { t } = useTranslation();
  // The number of a call is known; whoever withheld theirs is asked for one.
  const isKnown = !customer && callId !== null && number !== '';
  const phone: Field<CustomerValues>[] = [
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
  ];
  const choice = (name: 'title' | 'stage', options: { value: string; label: string }[]): Field<CustomerValues> => ({
    name,
    kind: 'select',
    label: t(`customers.card.${name}`),
    options,
    isClearable: true,
    placeholder: t('customers.card.none'),
  });
  const text = (name: 'name' | 'company' | 'email'): Field<CustomerValues> => ({
    name,
    kind: 'text',
    label: t(`customers.card.${name}`),
  });
  const long = (name: 'address' | 'note'): Field<CustomerValues> => ({
    name,
    kind: 'textarea',
    rows: 1,
    label: t(`customers.card.${name}`),
  });
  return [
    {
      fields: [
        text('name'),
        ...phone,
        choice(
          'title',
          titles.map((value) => ({ value, label: t(`customers.title.${value}`) })),
        ),
        text('company'),
        choice(
          'stage',
          stages.map((value) => ({ value, label: t(`customers.stage.${value}`) })),
        ),
      ],
    },
    { title: t('customers.card.contact'), fields: [text('email'), long('address'), long('note')] },
  ];
}
