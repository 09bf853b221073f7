/** The numbers of a customer in their form: lines, the first of which is the primary number. */
import { contactLimits } from '@bahu/contract/contacts.ts';
import { customerLimits, type Customer } from '@bahu/contract/customers.ts';
import { numberLabels } from '@bahu/domain/fields/number-labels.ts';
import type { TFunction } from 'i18next';
import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import { lineItems, type Field } from '../../../ui/form/fields.ts';
import { isNewLine, type LineSpec } from '../../../ui/form/line-items.ts';
import { NumberHint } from './number-hint.tsx';
import { blankNumber, isNumberOfCall, type NumberLine } from './number-lines.ts';
import type { CardTarget, CustomerValues } from './use-customer-form.ts';

export function useNumberField({ customer, callId, number, isNumberMasked }: CardTarget): Field<CustomerValues> {
  const { t } = useTranslation();
  // The number of a call is known; whoever withheld theirs is asked for one.
  const ofCall = !customer && callId !== null ? number : '';
  // Who does not see a number cannot write it; a number that is hidden is added and removed whole.
  const isHidden = (line: NumberLine) =>
    isNumberOfCall(line, ofCall) || (customer !== null && isNumberMasked && !isNewLine(line));
  return lineItems<CustomerValues, NumberLine>({
    name: 'numbers',
    label: t('customers.numbers.title'),
    hint: t('customers.numbers.hint'),
    isRequired: true,
    lines: {
      ...numberLineSpec(t, isHidden),
      noteOf: (line) => (isHidden(line) ? null : hintOf(line, customer)),
      maxLines: customerLimits.numbers,
      isPinned: (line) => isNumberOfCall(line, ofCall),
    },
  });
}

/** Numbers of a contact, who may have none. */
export function useContactNumberField<V extends { numbers: readonly NumberLine[] }>(customer: Customer): Field<V> {
  const { t } = useTranslation();
  return lineItems<V, NumberLine>({
    name: 'numbers',
    label: t('customers.numbers.title'),
    lines: {
      ...numberLineSpec(t, (line) => customer.phoneIsMasked && !isNewLine(line)),
      noteOf: (line) => hintOf(line, customer),
      maxLines: contactLimits.numbers,
    },
  });
}

/** Whose a number is already that is being typed. */
const hintOf = ({ phone, phoneExtension }: NumberLine, customer: Customer | null) =>
  createElement(NumberHint, { phone, extension: phoneExtension, customer });

const numberLineSpec = (t: TFunction, isHidden: (line: NumberLine) => boolean) => ({
  columns: [
    {
      kind: 'text',
      name: 'phone',
      label: t('customers.numbers.new'),
      inputMode: 'tel',
      placeholder: t('customers.numbers.newHint'),
      isFixedIn: isHidden,
    },
    {
      kind: 'text',
      name: 'phoneExtension',
      label: t('customers.card.phoneExtension'),
      inputMode: 'tel',
      patternText: t('customers.card.badExtension'),
      width: 56,
    },
    {
      kind: 'select',
      name: 'label',
      label: t('customers.numbers.label'),
      placeholder: t(`customers.numbers.labels.${blankNumber.label}`),
      isClearable: true,
      options: numberLabels.flatMap((value) =>
        value === '' ? [] : [{ value, label: t(`customers.numbers.labels.${value}`) }],
      ),
      width: 84,
    },
  ] satisfies LineSpec<NumberLine>['columns'],
  blank: blankNumber,
  addText: t('customers.numbers.add'),
});
