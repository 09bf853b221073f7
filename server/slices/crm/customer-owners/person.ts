/** What the slice of the ownership keeps of a person: whose customer they were. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const ownersOfPerson: PersonTable = {
  table: 'customer_owners',
  labels: { zh: '归属记录', en: 'Owners' },
  rows: ({ customerIds }) =>
    sql<SqlBool>`(${isAnyId('customer_id', customerIds)} or ${isAnyId('original_id', customerIds)})`,
  hides: ['place', 'original_id'],
  erase: 'delete',
};
