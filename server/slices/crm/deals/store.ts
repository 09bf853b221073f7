/** Deals as they are read: of customers in the reader's scope, as the reader may see them. */
import { sql, type ColumnType, type RawBuilder, type SqlBool } from 'kysely';
import type { Static } from 'typebox';
import type { Deal, DealFilter, dealSorts } from '@bahu/contract/deals.ts';
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { dealFieldKeys, dealFields } from '@bahu/domain/fields/deal-fields.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countIds, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import type { Computed, Generated, JsonWithDefault, Nullable, RecordColumns } from '../../../kernel/tables/columns.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import {
  countByField,
  fewEnough,
  fieldConditions,
  listAllFields,
  listFields,
  orderOf,
  presentFields,
  rowsBehind,
  type Ordered,
} from '../../platform/fields/index.ts';
import { canEditCustomer, canOpenCustomer, customersInScope } from '../customers/index.ts';

type Row = RecordColumns<{
  customerId: string;
  callId: Nullable<string>;
  agentId: string;
  product: string;
  dealKind: string;
  dealStage: string;
  /** Written as 1234.50; asked for as a text, since a number is not exact. */
  amount: ColumnType<number, string, string>;
  /** A day, 2026-01-05, where it is asked for as a text. */
  signedOn: Nullable<string>;
  note: Generated<string>;
  fields: JsonWithDefault<Record<string, unknown>>;
  fieldKeys: Computed<(string | null)[] | null>;
}>;
declare module '../../../kernel/tables.ts' {
  interface Tables {
    deals: Row;
  }
}

type Filter = Static<typeof DealFilter>;
export const dealStages = Object.keys(dealFields.dealStage.options) as Deal['dealStage'][];

export const dealOrders: Ordered<(typeof dealSorts)[number]> = {
  owner: 'deals',
  alias: 'd',
  known: {
    created: { key: sql`d.created_at`, cast: sql`timestamptz`, direction: 'desc', isFilled: null },
    signed: {
      key: sql`d.signed_on`,
      cast: sql`date`,
      direction: 'desc',
      isFilled: sql<SqlBool>`d.signed_on is not null`,
    },
    amount: { key: sql`d.amount`, cast: sql`numeric`, direction: 'desc', isFilled: null },
  },
};

/** The day of a moment on the tenant's clock. */
export async function dayOf(tx: Tx, tenantId: string, moment: Date): Promise<string> {
  const { settings } = await tx
    .selectFrom('tenants')
    .select('settings')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return new Date(moment.getTime() + readSettings(settings).utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}

/** What is exact as a text alone. */
export const asTexts = [
  sql<string>`d.amount::text`.as('amount'),
  sql<string | null>`d.signed_on::text`.as('signedOn'),
] as const;

/** Deals `d` with their customers `c`. */
const withCustomers = (tx: Tx) =>
  tx
    .selectFrom('deals as d')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenantId', '=', 'd.tenantId').onRef('c.id', '=', 'd.customerId'),
    );

/**
 * The deals that a filter finds within a scope; none for who may read none. Whoever opens one customer reads all that was agreed with them, as their history
 * has it.
 */
export async function filteredDeals(
  tx: Tx,
  reader: Principal,
  filter: Filter,
  permission: 'customer.read' | 'customer.export',
) {
  const mayRead = reader.permissions.has('deal.read') && reader.permissions.has(permission);
  const isOfOne = filter.customer !== undefined && permission === 'customer.read';
  const within = isOfOne ? canOpenCustomer(reader) : customersInScope(reader, permission);
  let found = withCustomers(tx).where(mayRead ? within : sql<SqlBool>`false`);
  const { customer, agent, createdFrom, createdTo, signedFrom, signedTo } = filter;
  const day = (moment: string, name: string): Promise<RawBuilder<string>> =>
    dayOf(tx, reader.tenantId, readMoment(moment, name)).then((text) => sql<string>`${text}::date`);
  if (customer) found = found.where('d.customerId', '=', customer);
  if (agent) found = found.where('d.agentId', 'in', agent.split(','));
  if (createdFrom) found = found.where('d.createdAt', '>=', readMoment(createdFrom, 'createdFrom'));
  if (createdTo) found = found.where('d.createdAt', '<', readMoment(createdTo, 'createdTo'));
  if (signedFrom) found = found.where('d.signedOn', '>=', await day(signedFrom, 'signedFrom'));
  if (signedTo) found = found.where('d.signedOn', '<', await day(signedTo, 'signedTo'));
  if (filter.fields)
    for (const condition of await fieldConditions(tx, reader, await listAllFields(tx, 'deals'), filter.fields, 'd'))
      found = found.where(condition);
  return found;
}

/** How many of them have each value of a field. @throws Refusal input.invalid or forbidden, as the list does. */
export async function countDealsByField(tx: Tx, reader: Principal, filter: Filter, by: string): Promise<FieldCount[]> {
  const found = (await filteredDeals(tx, reader, filter, 'customer.read')).select('d.id');
  const fields = await listAllFields(tx, 'deals');
  return countByField(tx, reader, fields, by, { alias: 'd', found: [(condition) => found.where(condition)] });
}

/** @throws Refusal input.invalid, or forbidden for a filter or an order by what the mask hides from the reader. */
export async function listDeals(tx: Tx, reader: Principal, filter: Filter) {
  const sort = filter.sort ?? 'created';
  const listName = `deals by ${sort}`;
  const after = readCursor(listName, filter.cursor);
  const limit = pageSize(filter);
  const order = await orderOf(tx, reader, dealOrders, sort);
  const found = await filteredDeals(tx, reader, filter, 'customer.read');
  const { ids, ...count } = await countIds(tx, found.select('d.id'), fewEnough);
  const whole = found.select(['d.id', 'd.createdAt', 'd.signedOn', 'd.amount', 'd.fieldKeys', 'd.fields']);
  const rows = await rowsBehind(
    tx.selectFrom((ids ? whole.where('d.id', '=', sql<string>`any(${ids}::uuid[])`).offset(0) : whole).as('d')),
    { order, after, limit: limit + 1 },
    (next) => next.select(['d.id', sql<string | null>`(${order.key})::text`.as('at')]).execute(),
  );
  const page = cutPage(listName, rows, limit, (row) => row);
  const read = await readDeals(
    tx,
    reader,
    page.rows.map(({ id }) => id),
  );
  const items = page.rows.flatMap(({ id }) => read.filter((deal) => deal.id === id));
  return { items, next: page.next, ...count };
}

/** These deals in no order, as the reader may see them. */
export async function readDeals(tx: Tx, reader: Principal, ids: readonly string[]): Promise<Deal[]> {
  if (ids.length === 0) return [];
  const designed = await listFields(tx, 'deals');
  const rows = await withCustomers(tx)
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'd.tenantId').onRef('u.id', '=', 'd.agentId'))
    .where('d.id', 'in', ids)
    .select(dealFieldKeys.map((key) => `d.${key}` as const))
    .select(['d.id', 'd.customerId', 'd.callId', 'd.agentId', 'd.fields', 'd.createdAt', 'd.version'])
    .select(asTexts)
    .leftJoin('calls as k', (join) => join.onRef('k.tenantId', '=', 'd.tenantId').onRef('k.id', '=', 'd.callId'))
    .select('k.talkSeconds')
    .select(['u.name as agentName', 'c.name as customerName', 'c.phone', 'c.ownerId', 'c.departmentId'])
    .execute();
  return rows.map(({ ownerId, departmentId, ...row }) => ({
    ...row,
    dealKind: row.dealKind as Deal['dealKind'],
    dealStage: row.dealStage as Deal['dealStage'],
    product: textFor(reader, row.product),
    note: textFor(reader, row.note),
    customerName: textFor(reader, row.customerName),
    phone: numberFor(reader, row.phone),
    fields: presentFields(reader, designed, row.fields),
    createdAt: row.createdAt.toISOString(),
    can: canDo(reader, row.agentId, { ownerId, departmentId }),
  }));
}

interface Owned {
  ownerId: string | null;
  departmentId: string | null;
}

/** One's own, or one with a customer whom one may change. */
function canDo(reader: Principal, agentId: string, customer: Owned): Deal['can'] {
  const mayCustomer = canEditCustomer(reader, customer);
  const can: Deal['can'] = [];
  if (reader.permissions.has('deal.edit') && (mayCustomer || agentId === reader.userId)) can.push('edit');
  if (reader.permissions.has('deal.delete') && mayCustomer) can.push('delete');
  return can;
}

/** A deal as it is stored, with a customer whom the reader may open. */
export const findStored = (tx: Tx, reader: Principal, id: string) =>
  withCustomers(tx)
    .select(dealFieldKeys.map((key) => `d.${key}` as const))
    .select(['d.customerId', 'd.fields', 'd.agentId', 'd.version'])
    .select(asTexts)
    .select(['d.id', 'c.name', 'c.ownerId', 'c.departmentId'])
    .where('d.id', '=', id)
    .where(canOpenCustomer(reader))
    .executeTakeFirst();
export type StoredDeal = NonNullable<Awaited<ReturnType<typeof findStored>>>;
