/** Rows of merges, and the rows of customers as they come and go with one. */
import { sql } from 'kysely';
import { mergeDays } from '@bahu/contract/customer-merges.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type {
  MomentWithDefault,
  Nullable,
  NullableJson,
  NullableMoment,
  OfTenant,
} from '../../../kernel/tables/columns.ts';
import type { NumberRecord } from './numbers-store.ts';

/** A number of the second customer; `isOther`: the first one had none such, and has it from then on. */
export interface MergedNumber {
  number: string;
  extension: string;
  label: NumberRecord['label'];
  isPrimary: boolean;
  isOther: boolean;
}
export interface MergedNumbers {
  numbers: readonly MergedNumber[];
  /** Numbers of the first one that were marked, because the second one had them first. */
  unmarked: readonly string[];
}

/** What a merge changed in the first customer: before and after. */
export interface MergeChange {
  /** Built-in fields and the category, by their keys. */
  values: Record<string, readonly [before: string | null, after: string | null]>;
  /** By the ids of designed fields. */
  fields: Record<string, readonly [before: unknown, after: unknown]>;
  /** Their agent. The department is the one where the agent is. */
  owner: readonly [before: string | null, after: string | null] | null;
  /** The number that was the primary one. */
  phone: { number: string; extension: string } | null;
}

/** Ids of rows that went over, by table. */
export type Moved = Record<string, string[]>;

interface Row extends OfTenant {
  id: string;
  intoId: string;
  mergedId: string;
  mergedName: string;
  record: NullableJson<Record<string, unknown>>;
  numbers: NullableJson<MergedNumbers>;
  changed: NullableJson<MergeChange>;
  moved: NullableJson<Moved>;
  mergedAt: MomentWithDefault;
  byId: Nullable<string>;
  byName: string;
  undoneAt: NullableMoment;
}
declare module '../../../kernel/tables.ts' {
  interface Tables {
    customerMerges: Row;
  }
}

/** Holds customers in the order of their ids, so that two never wait for each other; with their versions. */
export async function holdCustomers(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'version'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** A customer's row whole, but for what the database makes of others. */
export async function recordOf(tx: Tx, id: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ record: Record<string, unknown> }>`
    select to_jsonb(c) - array['field_keys', 'last_call_at', 'remind_at', 'reminder_id', 'reminder_author_id']
      - array(select a.attname::text from pg_attribute a where a.attrelid = 'customers'::regclass and a.attgenerated <> '') as record
    from customers c where c.id = ${id}`.execute(tx);
  return rows[0]!.record;
}

export const deleteCustomerRow = (tx: Tx, id: string) => tx.deleteFrom('customers').where('id', '=', id).execute();

/** Whose a customer is who comes back to an agent: in the department where the agent is by now, of nobody when the agent is gone. */
export async function whoseOf(tx: Tx, agentId: string | null) {
  const nobody = { ownerId: null, departmentId: null };
  if (agentId === null) return nobody;
  const found = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id as ownerId', 'u.departmentId'])
    .where('a.id', '=', agentId)
    .executeTakeFirst();
  return found ?? nobody;
}

/** With another version than any that was seen, of no category when that is gone, and behind whoever has the number by now. */
export async function writeCustomerRow(tx: Tx, record: Record<string, unknown>): Promise<void> {
  const version = Number(record['version']) + 1;
  const { ownerId, departmentId } = await whoseOf(tx, (record['owner_id'] ?? null) as string | null);
  const whole = { ...record, version, is_duplicate: true, owner_id: ownerId, department_id: departmentId };
  await sql`select bahu_write_customer(${JSON.stringify(whole)}::jsonb
    || jsonb_build_object('updated_at', now())
    || case when exists (select from customer_categories a where a.id = ${record['category_id'] ?? null}::uuid) then '{}'
      else '{"category_id": null}' end::jsonb)`.execute(tx);
}

/** The next reminder of a customer whose follow-ups came or went. */
export const noteReminder = (tx: Tx, id: string) =>
  sql`
    update customers c set remind_at = f.remind_at, reminder_id = f.id, reminder_author_id = f.agent_id,
      followed_at = greatest(c.followed_at, f.created_at),
      -- With a follow-up that is new to them the agent is warned anew before they go back to the pool.
      return_warned_at = case when f.created_at > c.followed_at then null else c.return_warned_at end
    from (select 1) one left join lateral (
      select * from follow_ups where customer_id = ${id} order by created_at desc, id desc limit 1) f on true
    where c.id = ${id}`.execute(tx);

/** The lock of the second customer stays where its agent stays. */
export const keepLock = (
  tx: Tx,
  id: string,
  { ownerId, lockedUntil }: { ownerId: string | null; lockedUntil: Date | null },
) =>
  sql`
    update customers set locked_until = greatest(locked_until, coalesce(${lockedUntil}::timestamptz, 'infinity')), return_warned_at = null
    where id = ${id} and owner_id = ${ownerId}::uuid`.execute(tx);

/** The last call of a customer whose calls went. */
export const noteLastCall = (tx: Tx, id: string) =>
  sql`update customers set last_call_at = (select max(started_at) from calls where customer_id = ${id}) where id = ${id}`.execute(
    tx,
  );

/** Gives the follow-ups and contacts of one to another: all, or those with these ids. Contacts take their numbers along. */
export async function moveRows(tx: Tx, from: string, to: string, only?: Moved): Promise<Moved> {
  const moved: Moved = {};
  for (const name of ['followUps', 'contacts'] as const) {
    const rows = await tx
      .updateTable(name)
      .set({ customerId: to })
      .where('customerId', '=', from)
      .$if(only !== undefined, (found) => found.where('id', '=', sql<string>`any(${only?.[name] ?? []}::uuid[])`))
      .returning('id')
      .execute();
    moved[name] = rows.map(({ id }) => id);
  }
  return moved;
}

interface NewMerge {
  tenantId: string;
  intoId: string;
  mergedId: string;
  mergedName: string;
  byId: string | null;
  byName: string;
  record: object;
  numbers: MergedNumbers;
  changed: MergeChange;
  moved: Moved;
}

export async function insertMerge(tx: Tx, { record, numbers, changed, moved, ...row }: NewMerge): Promise<string> {
  const id = newId();
  await tx
    .insertInto('customerMerges')
    .values({
      ...row,
      id,
      record: JSON.stringify(record),
      numbers: JSON.stringify(numbers),
      changed: JSON.stringify(changed),
      moved: JSON.stringify(moved),
    })
    .execute();
  return id;
}

const within = sql<boolean>`merged_at > now() - make_interval(days => ${sql.lit(mergeDays)})`;

/** Those that can be taken back, the latest first. */
export const mergesInto = (tx: Tx, intoId: string) =>
  tx
    .selectFrom('customerMerges')
    .select(['id', 'mergedName', 'mergedAt', 'byName'])
    .where('intoId', '=', intoId)
    .where('undoneAt', 'is', null)
    .where(within)
    .orderBy('mergedAt', 'desc')
    .execute();

/** One that may be taken back, held until the end of the transaction. */
export const holdMerge = (tx: Tx, id: string) =>
  tx
    .selectFrom('customerMerges')
    .selectAll()
    .select(sql<boolean>`undone_at is not null or record is null or not ${within}`.as('isOver'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

const noWayBack = { record: null, numbers: null, changed: null, moved: null };
/** Nothing but which customer became which. */
const idsAlone = { ...noWayBack, mergedName: '', byId: null, byName: '' };

export const markUndone = (tx: Tx, id: string) =>
  tx
    .updateTable('customerMerges')
    .set({ undoneAt: sql<Date>`now()`, ...noWayBack })
    .where('id', '=', id)
    .execute();

/** What would take merges back whose time is over, and with it what was known of people who are no customers any more. */
export const forgetMerges = (tx: Tx) =>
  tx
    .updateTable('customerMerges')
    .set(idsAlone)
    .where('byName', '<>', '')
    .where(sql<boolean>`not ${within}`)
    .execute();

/** The same of customers who are gone for good, and of all who became one of them. */
export async function forgetMergesOf(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    with recursive gone (id) as (
      select unnest(${customerIds}::uuid[])
      union
      select m.merged_id from gone g join customer_merges m on m.into_id = g.id and m.undone_at is null)
    select id from gone`.execute(tx);
  const gone = sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`;
  await tx
    .updateTable('customerMerges')
    .set(idsAlone)
    .where((eb) => eb.or([eb('intoId', '=', gone), eb('mergedId', '=', gone)]))
    .execute();
}
