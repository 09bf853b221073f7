/** What the slice of the files of records keeps of a person. */
import { fieldOwners, fieldsOfOwner } from '@bahu/contract/field-owners.ts';
import { sql, type SqlBool } from 'kysely';
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

/** The records of all owners: their files go before they do. */
export const attachmentsOfPerson: PersonTable = {
  table: 'attachments',
  labels: { zh: '附件', en: 'Files' },
  rows: (person) =>
    sql<SqlBool>`(${sql.join(
      fieldOwners.map((owner) =>
        owner === 'customers'
          ? sql`(t.owner = 'customers' and ${isAnyId('record_id', person.customerIds)})`
          : sql`(t.owner = ${sql.lit(owner)} and t.record_id in (
              select r.id from ${sql.table(fieldsOfOwner[owner].table)} r where r.customer_id = any(${person.customerIds}::uuid[])))`,
      ),
      sql` or `,
    )})`,
  files: ['path'],
  hides: ['path', 'sha256', 'owner', 'state', 'unused_since'],
  erase: 'delete',
};
