/** What the slice of the voicemails keeps of a person; the sound itself is a recording. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const voicemailsOfPerson: PersonTable = {
  table: 'voicemails',
  labels: { zh: '留言', en: 'Voicemails' },
  rows: (person) => sql<SqlBool>`(${isAnyId('id', person.callIds)} or ${isAnyText('number', person.numbers)})`,
  erase: 'delete',
};
