/** What the slice of the customers keeps of a person. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

const keys = ['field_keys', 'name_grams', 'name_order', 'number_grams', 'tenant_id', 'is_duplicate', 'department_id'];
const merges = (table: 'into_id' | 'merged_id') => sql.ref(`t.${table}`);

export const customersOfPerson: readonly PersonTable[] = [
  {
    table: 'follow_ups',
    labels: { zh: '跟踪记录', en: 'Follow-ups' },
    rows: (person) => isAnyId('customer_id', person.customerIds),
    hides: keys,
    erase: 'delete',
  },
  {
    table: 'customer_numbers',
    labels: { zh: '号码', en: 'Numbers' },
    rows: (person) => isAnyId('customer_id', person.customerIds),
    hides: keys,
    erase: 'delete',
  },
  {
    table: 'contacts',
    labels: { zh: '联系人', en: 'Contacts' },
    rows: (person) => isAnyId('customer_id', person.customerIds),
    hides: keys,
    erase: 'delete',
  },
  {
    table: 'customer_merges',
    labels: { zh: '合并的客户', en: 'Merged customers' },
    rows: ({ customerIds }) =>
      sql<SqlBool>`(${merges('into_id')} = any(${customerIds}::uuid[]) or ${merges('merged_id')} = any(${customerIds}::uuid[]))`,
    hides: ['moved', 'changed'],
    erase: 'delete',
  },
  {
    table: 'customers',
    labels: { zh: '客户资料', en: 'Customer' },
    rows: (person) => isAnyId('id', person.customerIds),
    hides: keys,
    erase: 'delete',
  },
];
