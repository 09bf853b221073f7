/** What the slice of the imports keeps of a person: rows of sheets, and what they were before. */
import { sql, type SqlBool } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const importsOfPerson: readonly PersonTable[] = [
  {
    table: 'import_rows',
    labels: { zh: '导入的行', en: 'Imported rows' },
    rows: (person) =>
      sql<SqlBool>`(${isAnyId('record_id', person.recordIds)} or split_part(t.key, ';', 1) = any(${person.numbers}::text[]))`,
    hides: ['data', 'state', 'errors', 'warnings', 'remarks'],
    erase: 'delete',
  },
  {
    table: 'import_changes',
    labels: { zh: '导入前的资料', en: 'As it was before imports' },
    rows: (person) => isAnyId('record_id', person.recordIds),
    hides: ['version'],
    erase: 'delete',
  },
];
