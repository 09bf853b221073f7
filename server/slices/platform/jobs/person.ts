/** What background jobs have made of a person: archives of what was kept of them. */
import { sql, type SqlBool } from 'kysely';
import type { PersonTable } from '../../../kernel/personal-data.ts';

export const archivesOfPerson: PersonTable = {
  table: 'background_jobs',
  labels: null,
  rows: ({ customerIds }) =>
    sql<SqlBool>`(t.kind = 'person-export' and t.input ->> 'customerId' = any(${customerIds}::text[]))`,
  files: ['path'],
  erase: { path: sql`null`, file_name: sql`''` },
};
