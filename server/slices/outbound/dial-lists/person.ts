/** What the slice of the dial lists keeps of a person: their numbers, with what was noted of them. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const dialNumbersOfPerson: PersonTable = {
  table: 'dial_numbers',
  labels: { zh: '拨号批次', en: 'Dial lists' },
  rows: (person) => sql<SqlBool>`(${isAnyText('number', person.numbers)} or ${isAnyId('call_id', person.callIds)})`,
  hides: ['claimed_call_id', 'claimed_by_id', 'claimed_at', 'place', 'department_id'],
  erase: 'delete',
};
