/** What the slice of the texts to customers keeps of a person. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const messagesOfPerson: PersonTable = {
  table: 'messages',
  labels: { zh: '短信', en: 'Texts' },
  rows: (person) => sql<SqlBool>`(${isAnyId('call_id', person.callIds)} or ${isAnyText('number', person.numbers)})`,
  erase: 'delete',
};
