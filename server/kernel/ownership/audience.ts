/** Whom a record is meant for (contract/audience.ts), as SQL: everybody, a department that theirs lies in, or themselves. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Audience } from '@bahu/contract/audience.ts';
import type { Reader } from './range.ts';
import type { Generated } from '../tables/columns.ts';

/** The columns of a record that is meant for somebody. Ids of what is gone reach nobody. */
export interface MeantRow {
  audience: Audience;
  departmentIds: Generated<string[]>;
  userIds: Generated<string[]>;
}

/** Whether the record with this alias is meant for the reader. */
export const isMeantFor = (alias: string, { userId, departmentId }: Reader): RawBuilder<SqlBool> => {
  const column = (name: keyof MeantRow) => sql.ref(`${alias}.${name}`);
  return sql<SqlBool>`(case ${column('audience')}
    when 'all' then true
    when 'people' then ${userId}::uuid = any(${column('userIds')})
    else exists (select from departments d where d.id = ${departmentId}::uuid
      and string_to_array(rtrim(d.path, '/'), '/')::uuid[] && ${column('departmentIds')}) end)`;
};
