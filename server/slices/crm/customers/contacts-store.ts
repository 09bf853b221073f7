/** Rows of the people with whom one speaks at customers. */
import { sql } from 'kysely';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { NumberRecord } from './numbers-store.ts';

const numbersOfContact = sql<NumberRecord[] | null>`(
  select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'extension', n.extension, 'label', n.label,
    'isPrimary', false, 'isDuplicate', n.is_duplicate, 'contactId', n.contact_id) order by n.position, n.id)
  from customer_numbers n where n.tenant_id = t.tenant_id and n.customer_id = t.customer_id and n.contact_id = t.id)`;

export type ContactRecord = Awaited<ReturnType<typeof contactsOf>>[number];

const described = (tx: Tx) =>
  tx
    .selectFrom('contacts as t')
    .select(['t.id', 't.customerId', 't.name', 't.relation', 't.email', 't.note', 't.createdAt', 't.version'])
    .select(numbersOfContact.as('numbers'));

/** In the order in which they were added. */
export const contactsOf = (tx: Tx, customerId: string) =>
  described(tx).where('t.customerId', '=', customerId).orderBy('t.createdAt').orderBy('t.id').execute();

export const findContact = (tx: Tx, id: string) => described(tx).where('t.id', '=', id).executeTakeFirst();

interface Spoken {
  number: string;
  startedAt: Date;
}

/**
 * Whose number of a customer's contacts a call is with. A number saved after the call began tells those who may not see numbers nothing: they would
 * save number after number until one has a name.
 */
export const contactByNumber = (tx: Tx, reader: Principal, customerId: string, { number, startedAt }: Spoken) =>
  tx
    .selectFrom('customerNumbers as n')
    .innerJoin('contacts as t', (join) => join.onRef('t.tenantId', '=', 'n.tenantId').onRef('t.id', '=', 'n.contactId'))
    .select(['t.name', 't.relation'])
    .where('n.customerId', '=', customerId)
    .where('n.number', '=', number)
    .$if(reader.masksNumbers, (found) => found.where('n.createdAt', '<', startedAt))
    .orderBy('n.extension')
    .limit(1)
    .executeTakeFirst();

/** The same for call `c`, as SQL. */
export const contactNameOf = (reader: Principal) => sql<string | null>`(
  select t.name from customer_numbers n join contacts t on t.tenant_id = n.tenant_id and t.id = n.contact_id
  where n.tenant_id = c.tenant_id and n.customer_id = c.customer_id and n.number = c.number and c.direction <> 'internal'
    and (${!reader.masksNumbers} or n.created_at < c.started_at) order by n.extension limit 1)`;

/**
 * Holds the customer until the end of the transaction, as changed now: whoever adds a number blindly learns by it of no call that was there before.
 */
export const holdTouched = (tx: Tx, customerId: string) =>
  tx
    .updateTable('customers')
    .set({ updatedAt: sql<Date>`now()` })
    .where('id', '=', customerId)
    .execute();
