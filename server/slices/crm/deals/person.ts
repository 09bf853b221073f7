/** What the slice of the deals keeps of a person. */
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const dealsOfPerson: PersonTable = {
  table: 'deals',
  labels: { zh: '签单', en: 'Deals' },
  rows: (person) => isAnyId('customer_id', person.customerIds),
  hides: ['field_keys'],
  erase: 'delete',
};
