/** Follow-ups of all customers whom the reader may list, by what was written in them. */
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { FollowUpFilter, ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import type { FieldCount } from '@bahu/contract/field-counts.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { countIds, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import {
  countByField,
  fewEnough,
  fieldConditions,
  listAllFields,
  orderOf,
  rowsBehind,
} from '../../platform/fields/index.ts';
import { readFollowUps } from './follow-ups.ts';
import { followUpOrders } from './order.ts';
import { inScope } from './scope.ts';

/** The follow-ups `f` with their customers `c` that a filter finds within a scope; none for who may read none. */
export async function filteredFollowUps(
  tx: Tx,
  reader: Principal,
  filter: Static<typeof FollowUpFilter>,
  permission: 'customer.read' | 'customer.export',
) {
  const mayRead = reader.permissions.has('follow-up.read') && reader.permissions.has(permission);
  let found = tx
    .selectFrom('followUps as f')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenantId', '=', 'f.tenantId').onRef('c.id', '=', 'f.customerId'),
    )
    .where(mayRead ? inScope(reader, permission) : sql<boolean>`false`);
  const { customer, agent, createdFrom, createdTo, remindFrom, remindTo } = filter;
  if (customer) found = found.where('f.customerId', '=', customer);
  if (agent) found = found.where('f.agentId', 'in', agent.split(','));
  if (createdFrom) found = found.where('f.createdAt', '>=', readMoment(createdFrom, 'createdFrom'));
  if (createdTo) found = found.where('f.createdAt', '<', readMoment(createdTo, 'createdTo'));
  if (remindFrom) found = found.where('f.remindAt', '>=', readMoment(remindFrom, 'remindFrom'));
  if (remindTo) found = found.where('f.remindAt', '<', readMoment(remindTo, 'remindTo'));
  if (filter.fields)
    for (const condition of await fieldConditions(
      tx,
      reader,
      await listAllFields(tx, 'follow-ups'),
      filter.fields,
      'f',
    ))
      found = found.where(condition);
  return found;
}

/** How many of them have each value of a field. @throws Refusal input.invalid or forbidden, as the list does. */
export async function countFollowUpsByField(
  tx: Tx,
  reader: Principal,
  filter: Static<typeof FollowUpFilter>,
  by: string,
): Promise<FieldCount[]> {
  const filtered = await filteredFollowUps(tx, reader, filter, 'customer.read');
  const found = filtered.select('f.id');
  return countByField(tx, reader, await listAllFields(tx, 'follow-ups'), by, {
    alias: 'f',
    found: [(condition) => found.where(condition)],
  });
}

/** @throws Refusal input.invalid, or forbidden for a filter or an order by what the mask hides from the reader. */
export async function listFollowUps(tx: Tx, reader: Principal, filter: Static<typeof FollowUpFilter>) {
  const sort = filter.sort ?? 'created';
  const listName = `follow-ups by ${sort}`;
  const after = readCursor(listName, filter.cursor);
  const limit = pageSize(filter);
  const order = await orderOf(tx, reader, followUpOrders, sort);
  const found = await filteredFollowUps(tx, reader, filter, 'customer.read');
  const { ids, ...count } = await countIds(tx, found.select('f.id'), fewEnough);
  const whole = found.select(['f.id', 'f.createdAt', 'f.remindAt', 'f.fieldKeys', 'f.fields', 'c.name', 'c.phone']);
  const rows = await rowsBehind(
    tx.selectFrom((ids ? whole.where('f.id', '=', sql<string>`any(${ids}::uuid[])`).offset(0) : whole).as('f')),
    { order, after, limit: limit + 1 },
    (next) => next.select(['f.id', 'f.name', 'f.phone', sql<string | null>`(${order.key})::text`.as('at')]).execute(),
  );
  const page = cutPage(listName, rows, limit, (row) => row);
  const read = await readFollowUps(
    tx,
    reader,
    page.rows.map(({ id }) => id),
  );
  const items = page.rows.flatMap(({ id, name, phone }): ListedFollowUp[] => {
    const followUp = read.find((one) => one.id === id);
    return followUp ? [{ ...followUp, customerName: textFor(reader, name), phone: numberFor(reader, phone) }] : [];
  });
  return { items, next: page.next, ...count };
}
