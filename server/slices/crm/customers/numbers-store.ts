/** Rows of customers' numbers beside the primary one, which its customer's row holds. */
import { sql } from 'kysely';
import type { CustomerNumber } from '@bahu/contract/customers.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { OnTaken } from './store.ts';

/** A number as it is kept (E.164), with the keys for whoever answers. */
export type NumberRecord = CustomerNumber;
export type OneNumber = Pick<NumberRecord, 'number' | 'extension'>;

/** Holds a customer until the end of the transaction; false when it is another by now than the editor saw. */
export const holdCustomer = async (tx: Tx, id: string, version: number): Promise<boolean> =>
  (await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()) !== undefined;

export interface NewNumber {
  tenantId: string;
  customerId: string;
  number: string;
  extension: string;
  label: CustomerNumber['label'];
}

/** Adds a number as the last one and returns its id. */
export async function insertNumber(tx: Tx, row: NewNumber, onTaken: OnTaken): Promise<string> {
  const id = newId();
  await tx
    .insertInto('customerNumbers')
    .values((eb) => ({
      ...row,
      id,
      isDuplicate: onTaken === 'mark',
      position: eb
        .selectFrom('customerNumbers')
        .where('customerId', '=', row.customerId)
        .select(sql<number>`max(position) + 1`.as('next')),
    }))
    .execute();
  // As with the primary number: the same statements for one that is free and one that is taken.
  if (onTaken === 'mark')
    await sql`
      update customer_numbers n set is_duplicate = false where n.id = ${id} and not exists (
        select from customer_numbers o where o.tenant_id = n.tenant_id and o.number = n.number and o.extension = n.extension
          and o.id <> n.id and not o.is_duplicate)`.execute(tx);
  return id;
}

export const deleteNumber = (tx: Tx, id: string) => tx.deleteFrom('customerNumbers').where('id', '=', id).execute();

export const labelNumber = (tx: Tx, id: string, label: CustomerNumber['label']) =>
  tx.updateTable('customerNumbers').set({ label }).where('id', '=', id).execute();

/** Puts the further numbers of a customer into this order, the first behind the primary one. */
export const orderNumbers = (tx: Tx, customerId: string, ids: readonly string[]) =>
  sql`
    update customer_numbers n set position = o.position from unnest(${ids}::uuid[]) with ordinality as o (id, position)
    where n.id = o.id and n.customer_id = ${customerId} and n.position <> o.position`.execute(tx);

/** Makes a further number the primary one; the one that was becomes a further number. Each keeps its label, and that another had it first. */
export async function promote(tx: Tx, tenantId: string, was: NumberRecord, becomes: NumberRecord): Promise<void> {
  const customerId = was.id;
  await deleteNumber(tx, becomes.id);
  await tx
    .updateTable('customers')
    .set({ phone: becomes.number, phoneExtension: becomes.extension, isDuplicate: becomes.isDuplicate })
    .where('id', '=', customerId)
    .execute();
  await labelNumber(tx, customerId, becomes.label);
  const { number, extension, label, isDuplicate } = was;
  await tx
    .insertInto('customerNumbers')
    .values({ tenantId, id: becomes.id, customerId, number, extension, label, isDuplicate, position: 1 })
    .execute();
}

/** Who has a number with this extension, as nobody before them had. */
export const holderOf = async (tx: Tx, number: string, extension: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('customerNumbers')
      .select('customerId')
      .where('number', '=', number)
      .where('extension', '=', extension)
      .where('isDuplicate', '=', false)
      .executeTakeFirst()
  )?.customerId;
