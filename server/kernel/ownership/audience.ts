/** Whom a record is meant for (contract/audience.ts): everybody, a department that theirs lies in, or themselves; as SQL, and for realtime. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Audience } from '@bahu/contract/audience.ts';
import type { Generated } from '../tables/columns.ts';
import type { Tx } from '../db.ts';
import { condition } from './condition.ts';
import type { MeantFor, Range, Reader } from './range.ts';

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

/** Whether all whom the record is meant for are within a range. What is gone reaches nobody, and is not beyond it. */
export const isMeantWithin = (alias: string, range: Range): RawBuilder<SqlBool> => {
  if (range.isAll) return sql<SqlBool>`true`;
  const column = (name: keyof MeantRow) => sql.ref(`${alias}.${name}`);
  const people = condition({ owner: 'u.id', department: 'u.departmentId' }, range);
  return sql<SqlBool>`(case ${column('audience')}
    when 'all' then false
    when 'people' then not exists (select from users u where u.id = any(${column('userIds')}) and ${people} is not true)
    else not exists (select from departments d where d.id = any(${column('departmentIds')})
      and d.id <> all(${[...range.departmentIds]}::uuid[])) end)`;
};

/** Whom a record is meant for, with the departments below those that it names. */
export async function meantForOf(
  tx: Tx,
  { audience, departmentIds, userIds }: { audience: Audience; departmentIds: string[]; userIds: string[] },
): Promise<MeantFor> {
  const none = { isAll: audience === 'all', userIds: [], departmentIds: [] };
  if (audience !== 'departments') return { ...none, ...(audience === 'people' && { userIds }) };
  const within = sql<SqlBool>`string_to_array(rtrim(d.path, '/'), '/')::uuid[] && ${departmentIds}::uuid[]`;
  const found = await tx.selectFrom('departments as d').select('d.id').where(within).execute();
  return { ...none, departmentIds: found.map(({ id }) => id) };
}
