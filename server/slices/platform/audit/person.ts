/** What the audit log says of a person. Nobody else changes a row of it: the database does so only for an erasure that has begun (0356-whose-entries-are.sql). */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const auditOfPerson: PersonTable = {
  table: 'audit_rows',
  labels: { zh: '修改记录', en: 'Changes' },
  rows: (person) =>
    sql<SqlBool>`(${isAnyText('record_id', person.recordIds)} or ${isAnyId('about_id', person.customerIds)})`,
  hides: ['actor_id', 'address', 'department_id', 'via', 'about_id'],
  erase: (erasureId, { names }) =>
    sql<{ n: number }>`select bahu_erase_audit(${erasureId}::uuid, ${names}::text[])::int as n`,
};
