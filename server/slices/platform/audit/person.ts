/** What the audit log says of a person. Nobody else changes a row of it: the database does so only for an erasure that has begun (0331-personal-data.sql). */
import { sql } from 'kysely';
import { isAnyText, type PersonTable } from '../../../kernel/personal-data.ts';

export const auditOfPerson: PersonTable = {
  table: 'audit_rows',
  labels: { zh: '修改记录', en: 'Changes' },
  rows: (person) => isAnyText('record_id', person.recordIds),
  hides: ['actor_id', 'address', 'department_id', 'via'],
  erase: (erasureId, { names }) =>
    sql<{ n: number }>`select bahu_erase_audit(${erasureId}::uuid, ${names}::text[])::int as n`,
};
