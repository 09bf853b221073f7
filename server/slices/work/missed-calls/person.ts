/** What the slice of the missed calls keeps of a person. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const missedCallsOfPerson: PersonTable = {
  table: 'missed_calls',
  labels: { zh: '漏接来电', en: 'Missed calls' },
  rows: (person) =>
    sql<SqlBool>`(${isAnyText('number', person.numbers)} or ${isAnyId('last_call_id', person.callIds)})`,
  erase: 'delete',
};
