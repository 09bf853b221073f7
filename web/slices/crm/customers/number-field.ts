/** The numbers of a customer in their form: lines, the first of which is the primary number. */
import { customerLimits } from '@bahu/contract/customers.ts';
import { numberLabels } from '@bahu/domain/fields/number-labels.ts';
import { useTranslation } from 'react-i18next';
import { lineItems, type Field } from '../../../ui/form/fields.ts';
import { isNewLine } from '../../../ui/form/line-items.ts';
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
      ],
      blank: blankNumber,
      maxLines: customerLimits.numbers,
      addText: t('customers.numbers.add'),
      isPinned: (line) => isNumberOfCall(line, ofCall),
    },
  });
}
