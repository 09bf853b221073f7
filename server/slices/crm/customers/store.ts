import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Static } from 'typebox';
import type { CustomerFilter } from '@bahu/contract/customers.ts';
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countIds, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { Tables } from '../../../kernel/tables.ts';
import {
  countByField,
  fewEnough,
  fieldConditions,
  orderOf,
  rowsBehind,
  wholeOrder,
} from '../../platform/fields/index.ts';
import { listCustomerFields } from './fields.ts';
import { canOpen, isLocked, listedFor, lockedNow, lockEnds, narrowedTo, partsOf } from './scope.ts';
import { customerOrders, lastCall } from './order.ts';
import { findIds, maxFound } from './search.ts';
import type { NumberRecord } from './numbers-store.ts';
import { hasWishes, writingWishes } from './wishes.ts';

type Filter = Static<typeof CustomerFilter>;
type Found = SelectQueryBuilder<Tables & { c: Tables['customers'] }, 'c', { id: string }>;

export type CustomerRecord = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

/** All numbers of customer `c`, the primary one first, and those of its contacts. */
const numbersOf = sql<NumberRecord[]>`(
  select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'extension', n.extension, 'label', n.label,
    'isPrimary', n.is_primary, 'isDuplicate', n.is_duplicate, 'contactId', n.contact_id) order by n.is_primary desc, n.position, n.id)
  from customer_numbers n where n.tenant_id = c.tenant_id and n.customer_id = c.id)`;

/** Who of the users wrote something of customer `c`; null also when they are gone. */
const nameOf = (by: 'c.doNotCallBy' | 'c.consentBy') =>
  sql<string | null>`(select w.name from users w where w.tenant_id = c.tenant_id and w.id = ${sql.ref(by)})`;

/** A customer with the owner's name and what has happened with that customer. */
const described = (tx: Tx) =>
  tx
    .selectFrom('customers as c')
    .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.ownerId'))
    .leftJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select([
      'c.id',
      'c.phone',
      'c.phoneExtension',
      'c.fields',
      'c.isDuplicate',
      'c.categoryId',
      'c.ownerId',
      'c.departmentId',
      'u.name as ownerName',
    ])
    .select(customerFieldKeys.map((key) => `c.${key}` as const))
    .select(['c.createdAt', 'c.updatedAt', 'c.lastCallAt', 'c.version', 'c.doNotCallAt', 'c.consentAt'])
    .select([isLocked.as('isLocked'), lockEnds.as('lockedUntil')])
    .select((eb) => [
      nameOf('c.doNotCallBy').as('doNotCallByName'),
      nameOf('c.consentBy').as('consentByName'),
      eb
        .selectFrom('calls as k')
        .whereRef('k.tenantId', '=', 'c.tenantId')
        .whereRef('k.customerId', '=', 'c.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('callCount'),
      numbersOf.as('numbers'),
      eb
        .selectFrom('followUps as f')
        .whereRef('f.tenantId', '=', 'c.tenantId')
        .whereRef('f.customerId', '=', 'c.id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('followUpCount'),
    ]);

export async function listCustomers(tx: Tx, reader: Principal, filter: Filter) {
  const sort = filter.sort ?? 'created';
  const listName = `customers by ${sort}`;
  const after = readCursor(listName, filter.cursor);
  const limit = pageSize(filter);
  const order = await orderOf(tx, reader, customerOrders, sort);
  const fitting = await filtered(tx, reader, filter);
  if (!fitting) return { rows: [], next: null, total: 0, totalIsExact: true };
  const { total, totalIsExact, ids } = await countInScope(tx, fitting, partsOf(reader, filter.shown));
  const found = (ids ? readAtOnce(tx, reader, ids) : fitting).where(listedFor(reader, filter.shown));
  const isCut = Boolean(filter.search?.trim()) && total >= maxFound;
  const rows = await rowsBehind(found, { order, after, limit: limit + 1 }, (next) =>
    described(tx)
      .select(sql<string | null>`(${order.key})::text`.as('sortKey'))
      .where('c.id', 'in', next)
      .orderBy(wholeOrder(order))
      .execute(),
  );
  return {
    ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })),
    total,
    totalIsExact: totalIsExact && !isCut,
  };
}

/**
 * The customers with these ids as `c`, with what orders and scopes go by. The planner looks for neither through an OFFSET: it would find the few by
 * an index of all customers in that order, or of all in the scope.
 */
const readAtOnce = (tx: Tx, reader: Principal, ids: readonly string[]): Found =>
  tx
    .selectFrom(
      allOf(tx, reader)
        .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
        .select([
          'c.ownerId',
          'c.departmentId',
          'c.createdAt',
          'c.lastCallAt',
          'c.nameOrder',
          'c.fieldKeys',
          'c.fields',
        ])
        .offset(0)
        .as('c'),
    )
    .select('c.id') as unknown as Found;

/**
 * The tenant's customers. Row-level security lets no others through, but would compute whose they may be for each row that no index has told it of;
 * where the tenant stands in the query as a value, rows are compared with that, and security asks once whether it is the right one.
 */
const allOf = (tx: Tx, reader: Principal): Found =>
  tx.selectFrom('customers as c').select('c.id').where('c.tenantId', '=', reader.tenantId);

/** The parts of a scope are counted one by one, each by its own index; both at once would read the whole table. Ids where they are few. */
async function countInScope(
  tx: Tx,
  fitting: Found,
  parts: readonly RawBuilder<SqlBool>[],
): Promise<{ total: number; totalIsExact: boolean; ids: string[] | null }> {
  const sum = { total: 0, totalIsExact: true, ids: [] as string[] | null };
  for (const part of parts) {
    const { total, totalIsExact, ids } = await countIds(tx, fitting.where(part), fewEnough);
    sum.total += total;
    sum.ids = ids && sum.ids && sum.total <= fewEnough ? [...sum.ids, ...ids] : null;
    if (!totalIsExact) return { ...sum, totalIsExact };
  }
  return sum;
}

/** The customers that a filter finds, whoever may see them, or null when there can be none. Of what is searched for, at most so many of those that fit. */
export async function filtered(tx: Tx, reader: Principal, filter: Filter, most = maxFound): Promise<Found | null> {
  let found = allOf(tx, reader);
  if (filter.shown) found = found.where(narrowedTo(reader, filter.shown));
  if (filter.owner) found = found.where('c.ownerId', 'in', filter.owner.split(','));
  if (filter.locked !== undefined) found = found.where(lockedNow(filter.locked));
  if (filter.createdFrom) found = found.where('c.createdAt', '>=', readMoment(filter.createdFrom, 'createdFrom'));
  if (filter.createdTo) found = found.where('c.createdAt', '<', readMoment(filter.createdTo, 'createdTo'));
  if (filter.lastCallFrom) found = found.where(lastCall, '>=', readMoment(filter.lastCallFrom, 'lastCallFrom'));
  if (filter.lastCallTo)
    found = found
      .where(lastCall, '>', sql<Date>`'-infinity'::timestamptz`)
      .where(lastCall, '<', readMoment(filter.lastCallTo, 'lastCallTo'));
  if (filter.department) {
    const ids = await departmentsFrom(tx, filter.department);
    if (ids.length === 0) return null;
    found = found.where('c.departmentId', 'in', ids);
  }
  if (filter.fields)
    for (const condition of await fieldConditions(tx, reader, await listCustomerFields(tx, reader), filter.fields))
      found = found.where(condition);
  if (!filter.search?.trim()) return found;
  const ids = await findIds(tx, reader, filter.search, most, filter.shown);
  return ids.length === 0 ? null : found.where('c.id', '=', sql<string>`any(${ids}::uuid[])`);
}

/** How many customers of a list have each value of a field. @throws Refusal input.invalid or forbidden, as the list does. */
export async function countCustomersByField(
  tx: Tx,
  reader: Principal,
  filter: Filter,
  by: string,
): Promise<FieldCount[]> {
  const fitting = await filtered(tx, reader, filter);
  return countByField(tx, reader, await listCustomerFields(tx, reader), by, {
    alias: 'c',
    found: fitting
      ? partsOf(reader, filter.shown).map((part) => (condition) => fitting.where(part).where(condition))
      : [],
  });
}

/** A department and all below it. */
async function departmentsFrom(tx: Tx, id: string): Promise<string[]> {
  const top = tx.selectFrom('departments').where('id', '=', id).select('path');
  const rows = await tx
    .selectFrom('departments')
    .where(sql<boolean>`starts_with(path, (${top}))`)
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}

const openIds = (tx: Tx, reader: Principal) => tx.selectFrom('customers as c').select('c.id').where(canOpen(reader));

/** A customer that the reader may open; one who was merged is whom they were merged into. */
export async function findCustomer(tx: Tx, reader: Principal, id: string) {
  const found = await findExact(tx, reader, id);
  if (found) return found;
  const now = await mergedInto(tx, id);
  return now === null ? undefined : findExact(tx, reader, now);
}

const mergedInto = async (tx: Tx, id: string): Promise<string | null> =>
  (await sql<{ id: string | null }>`select bahu_merged_into(bahu_tenant(), ${id}::uuid) as id`.execute(tx)).rows[0]!.id;

const findExact = (tx: Tx, reader: Principal, id: string) =>
  described(tx)
    .where('c.id', 'in', openIds(tx, reader).where('c.id', '=', id))
    .executeTakeFirst();

/** Whether there is such a customer, whoever may see them. */
export const isThere = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('customers').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

/** The customer of a call that is the reader's own, whoever's customer they are: whoever answers must know to whom they speak. */
export async function findOfOwnCall(tx: Tx, id: string) {
  const found = await findWhole(tx, id);
  if (found) return found;
  const now = await mergedInto(tx, id);
  return now === null ? undefined : findWhole(tx, now);
}

/** A customer as they are, whoever may open them. */
export const findWhole = (tx: Tx, id: string) => described(tx).where('c.id', '=', id).executeTakeFirst();

/**
 * Whose number it is within the tenant, whoever may see them: the customer who had it first. A call does not tell the extension it comes from, so
 * that a number with several extensions belongs to the customer without one, and to nobody where there is none.
 */
export const findByNumber = async (tx: Tx, e164: string): Promise<CustomerOfNumber | undefined> => {
  const { rows } =
    await sql<Having>`select ${sql.raw(havingColumns)} from bahu_customers_of_numbers(bahu_tenant(), ${[e164]})`.execute(
      tx,
    );
  return ownersAmong(rows, [e164]).get(e164);
};

export interface CustomerOfNumber {
  id: string;
  name: string;
  updatedAt: Date;
}
type Having = CustomerOfNumber & { number: string; phoneExtension: string; isDuplicate: boolean };
const havingColumns =
  'number, id, name, updated_at as "updatedAt", phone_extension as "phoneExtension", is_duplicate as "isDuplicate"';

/** The same for several numbers at once, in one journey; numbers of nobody are left out. */
export async function findByNumbers(
  db: Pick<Db, 'ask'>,
  tenantId: string,
  numbers: readonly string[],
): Promise<Map<string, CustomerOfNumber>> {
  return ownersAmong(
    await db.ask<Having>('customers-of-numbers', `select ${havingColumns} from bahu_customers_of_numbers($1, $2)`, [
      tenantId,
      numbers,
    ]),
    numbers,
  );
}

function ownersAmong(rows: readonly Having[], numbers: readonly string[]): Map<string, CustomerOfNumber> {
  const found = new Map<string, CustomerOfNumber>();
  for (const number of numbers) {
    const having = rows.filter((row) => row.number === number);
    const [first, second] = having
      .filter(({ isDuplicate }) => !isDuplicate)
      .toSorted((a, b) => (a.phoneExtension < b.phoneExtension ? -1 : 1));
    const whose = !first ? having[0] : first.phoneExtension === '' || !second ? first : undefined;
    if (whose) found.set(number, { id: whose.id, name: whose.name, updatedAt: whose.updatedAt });
  }
  return found;
}

/** Whether others have a customer's number behind other extensions, so that its calls may be theirs. The number itself, without any, is nobody else's. */
export async function isShared(tx: Tx, id: string, number: string): Promise<boolean> {
  const other = tx
    .selectFrom('customerNumbers as n')
    .innerJoin('customerNumbers as o', (join) =>
      join.onRef('o.tenantId', '=', 'n.tenantId').onRef('o.number', '=', 'n.number'),
    )
    .select('o.id')
    .where('n.customerId', '=', id)
    .where('n.number', '=', number)
    .where('n.extension', '!=', '')
    .whereRef('o.extension', '!=', 'n.extension')
    .whereRef('o.customerId', '!=', 'n.customerId')
    .where('o.isDuplicate', '=', false);
  return (await other.limit(1).executeTakeFirst()) !== undefined;
}

export interface CustomerValues extends Partial<Record<CustomerFieldKey, string>> {
  categoryId?: string | null;
  phone?: string;
  phoneExtension?: string;
  /** Values of designed fields by their ids. */
  fields?: Record<string, unknown>;
}

const jsonOf = ({ fields }: CustomerValues) => ({ fields: fields && JSON.stringify(fields) });

/** Whether the writer may be told that another customer has the number with the same extension. Who may not is never refused for it: the later customer is marked. */
export type OnTaken = 'refuse' | 'mark';

export async function insertCustomer(
  tx: Tx,
  owner: Principal,
  id: string,
  values: CustomerValues & { name: string; phone: string },
  onTaken: OnTaken,
): Promise<void> {
  const place = { tenantId: owner.tenantId, id, ownerId: owner.userId, departmentId: owner.departmentId };
  if (hasWishes(values)) await writingWishes(tx, owner);
  await tx
    .insertInto('customers')
    .values({
      ...values,
      ...jsonOf(values),
      ...place,
      nameInitials: initialsOf(values.name),
      isDuplicate: onTaken === 'mark',
    })
    .execute();
  if (onTaken === 'mark') await unmarkFirst(tx, id);
}

/** Changes a customer when it still has the version that the editor saw; false when somebody was faster. */
export async function updateCustomer(
  tx: Tx,
  id: string,
  version: number,
  values: CustomerValues,
  onTaken: OnTaken,
): Promise<boolean> {
  const isOtherLine = values.phone !== undefined || values.phoneExtension !== undefined;
  const isMarking = isOtherLine && onTaken === 'mark';
  const row = await tx
    .updateTable('customers')
    .set({
      ...values,
      ...jsonOf(values),
      ...(values.name !== undefined && { nameInitials: initialsOf(values.name) }),
      ...(isOtherLine && { isDuplicate: isMarking }),
      updatedAt: sql<Date>`now()`,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  if (row && isMarking) await unmarkFirst(tx, id);
  return row !== undefined;
}

/** Written as a duplicate and cleared when it is none: the same statements for a number that is free and one that is taken. */
export async function unmarkFirst(tx: Tx, id: string): Promise<void> {
  await sql`
    update customers c set is_duplicate = false where c.id = ${id} and not exists (
      select from customer_numbers o
      where o.tenant_id = c.tenant_id and o.number = c.phone and o.extension = c.phone_extension and o.id <> c.id and not o.is_duplicate)`.execute(
    tx,
  );
}
