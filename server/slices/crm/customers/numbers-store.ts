/** Rows of customers' numbers beside the primary one, which its customer's row holds. */
import { sql } from 'kysely';
import type { CustomerNumber } from '@bahu/contract/customers.ts';
import { numberFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { regionFor } from '../../../kernel/regions.ts';
import type { OnTaken } from './store.ts';

/** A number as it is kept (E.164), with the keys for whoever answers, and the contact whose it is. */
export type NumberRecord = CustomerNumber & { contactId: string | null };
export type OneNumber = Pick<NumberRecord, 'number' | 'extension'>;
/** What two that are the same have in common. */
export const keyOf = ({ number, extension }: OneNumber): string => `${number};${extension}`;

/** Those that are nobody's of the contacts. */
export const ownNumbers = (numbers: readonly NumberRecord[]): NumberRecord[] =>
  numbers.filter(({ contactId }) => contactId === null);

/** A number as the reader sees it. */
export const presentNumber = (
  reader: Principal,
  { contactId: _contactId, ...one }: Omit<NumberRecord, 'region'>,
): CustomerNumber => ({
  ...one,
  number: numberFor(reader, one.number),
  region: regionFor(reader, one.number),
  isDuplicate: one.isDuplicate && !reader.masksNumbers,
});

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
  contactId?: string | null;
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
  if (onTaken === 'mark') await unmarkNumber(tx, id);
  return id;
}

/** Of a further number that nobody has before them. */
export async function unmarkNumber(tx: Tx, id: string): Promise<void> {
  await sql`
    update customer_numbers n set is_duplicate = false where n.id = ${id} and not exists (
      select from customer_numbers o where o.tenant_id = n.tenant_id and o.number = n.number and o.extension = n.extension
        and o.id <> n.id and not o.is_duplicate)`.execute(tx);
}

/** Numbers that another has first again. */
export async function markNumbers(tx: Tx, customerId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    if (id === customerId) await tx.updateTable('customers').set({ isDuplicate: true }).where('id', '=', id).execute();
    else
      await tx
        .updateTable('customerNumbers')
        .set({ isDuplicate: true })
        .where('id', '=', id)
        .where('customerId', '=', customerId)
        .execute();
}

/** Gives further numbers to another customer, behind those that it has. */
export const giveNumbers = (tx: Tx, ids: readonly string[], to: string) =>
  sql`
    update customer_numbers n set customer_id = ${to}, position = o.place + (select max(position) from customer_numbers where customer_id = ${to})
    from unnest(${ids}::uuid[]) with ordinality as o (id, place) where n.id = o.id`.execute(tx);

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
