/** What the slice of the agent scripts keeps of a person: what they answered in a call. */
import { sql, type SqlBool } from 'kysely';
import type { PersonTable } from '../../../kernel/personal-data.ts';

export const answersOfPerson: PersonTable = {
  table: 'script_answers',
  labels: { zh: '话术问答', en: 'Answers to scripts' },
  rows: ({ callIds }) =>
    sql<SqlBool>`t.run_id in (select r.id from script_runs r where r.call_id = any(${callIds}::uuid[]))`,
  erase: 'delete',
};
