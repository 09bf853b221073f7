/** All numbers of a customer at the head of the card, the primary one first: each can be dialled. */
import type { Customer, CustomerNumber } from '@bahu/contract/customers.ts';
import { useTranslation } from 'react-i18next';
import { NumberLine } from './number-line.tsx';

/** A number that was shown whole is hidden again when the customer changes: the primary number keeps its id when another takes its place. */
const keyOf = ({ phoneIsMasked, version }: Customer, { id, number }: CustomerNumber): string =>
  `${id} ${number} ${phoneIsMasked ? version : ''}`;

export function CustomerNumbers({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <ul className="customer-numbers" aria-label={t('customers.numbers.title')}>
      {customer.numbers.map((number) => (
        <NumberLine key={keyOf(customer, number)} customer={customer} number={number} />
      ))}
    </ul>
  );
}
