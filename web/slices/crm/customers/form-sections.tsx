/** The fields that every customer has, from their definitions, and the number, which has rules of its own. */
import { definitionsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { customerFieldKeys, customerFields, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import { useTranslation } from 'react-i18next';
import type { FieldWords } from '../../../ui/fields/field-words.ts';
import { formField } from '../../../ui/fields/form-field.ts';
import type { Field, Section } from '../../../ui/form/fields.ts';
import { FurtherNumbers } from './further-numbers.tsx';
import type { TypedNumber } from './number-input.tsx';
import type { CardTarget, CustomerValues } from './use-customer-form.ts';

const definitions = definitionsOf(customerFields);

/** What reaches the customer otherwise than by telephone, and what is written down at length. */
const ofContact: readonly CustomerFieldKey[] = ['email', 'address', 'note'];
/** Texts that grow with what is written. */
const long: readonly CustomerFieldKey[] = ['address', 'note'];

export function useBuiltInSections(
  target: CardTarget,
  saved: CustomerValues,
  words: FieldWords,
): [main: Section<CustomerValues>, contact: Section<CustomerValues>] {
  const { t } = useTranslation();
  const numbers = useNumberFields(target);
  const fieldsOf = (keys: readonly CustomerFieldKey[]): Field<CustomerValues>[] =>
    keys.map((key) => {
      const field = formField<CustomerValues>(definitions[key], key, saved[key], words);
      return long.includes(key) ? { name: key, label: field.label, kind: 'textarea', rows: 1 } : field;
    });
  const [name, ...others] = fieldsOf(customerFieldKeys.filter((key) => !ofContact.includes(key)));
  return [
    { fields: [name!, ...numbers, ...others] },
    { title: t('customers.card.contact'), fields: fieldsOf(ofContact) },
  ];
}

function useNumberFields({ customer, callId, number, isNumberMasked }: CardTarget): Field<CustomerValues>[] {
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
      name: 'further',
      kind: 'custom',
      label: t('customers.numbers.further'),
      isShown: !customer,
      control: ({ value, isDisabled, onChange }) => (
        <FurtherNumbers value={value as TypedNumber[]} isDisabled={isDisabled} onChange={onChange} />
      ),
    },
  ];
}
