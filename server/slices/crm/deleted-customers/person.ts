/** What the recycle bin keeps of a person. */
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const deletedOfPerson: PersonTable = {
  table: 'deleted_customers',
  labels: { zh: '回收站', en: 'Recycle bin' },
  rows: (person) => isAnyId('id', person.customerIds),
  erase: 'delete',
};
