/** What the slice of the local recordings keeps of a person: sound that has not come yet. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const localRecordingsOfPerson: PersonTable = {
  table: 'local_recordings',
  labels: { zh: '处理中的本地录音', en: 'Local recordings in progress' },
  rows: (person) =>
    sql<SqlBool>`(${isAnyId('customer_id', person.customerIds)} or ${isAnyId('call_id', person.callIds)} or ${isAnyText('number', person.numbers)})`,
  files: ['path'],
  hides: ['path'],
  erase: 'delete',
};
