import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import type { callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { typedDigits } from '@bahu/domain/numbers/dial.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { anywhere } from '../../../kernel/text-search.ts';

export type CallerIdQuery = Input<typeof callerIdRoutes.list>['query'];
export type CallerIdRecord = NonNullable<Awaited<ReturnType<typeof findCallerId>>>;

const listName = 'caller ids by number';

/** A caller ID with the agents who show it: those who chose it and, for the standard one, those who chose none. */
export const described = (tx: Tx) =>
  tx
    .selectFrom('callerIds as c')
    .leftJoin('trunks as t', (join) => join.onRef('t.tenantId', '=', 'c.tenantId').onRef('t.id', '=', 'c.trunkId'))
    .select([
      'c.id',
      'c.number',
      'c.trunkId',
      't.name as trunkName',
      'c.note',
      'c.isStandard',
      'c.isEnabled',
      'c.version',
    ])
    .select((eb) =>
      eb
        .selectFrom('agents as a')
        .whereRef('a.tenantId', '=', 'c.tenantId')
        .where((of) =>
          of.or([
            of('a.callerId', '=', of.ref('c.number')),
            of.and([of('a.callerId', 'is', null), of('c.isStandard', '=', true)]),
          ]),
        )
        .select((of) => of.fn.countAll<number>().as('n'))
        .as('agentCount'),
    );

export async function listCallerIds(tx: Tx, query: CallerIdQuery) {
  const after = readCursor(listName, query.cursor);
  const limit = pageSize(query);
  const found = filtered(tx, query);
  const count = await countRows(tx, found);
  const page = after ? found.where('c.number', '>', after.at) : found;
  const rows = await described(tx)
    .where('c.id', 'in', page.orderBy('c.number').limit(limit + 1))
    .orderBy('c.number')
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.number, id: row.id })), ...count };
}

/** Ids of the caller IDs that a filter finds. */
export function filtered(tx: Tx, query: CallerIdQuery) {
  let found = tx.selectFrom('callerIds as c').select('c.id');
  if (query.enabled !== undefined) found = found.where('c.isEnabled', '=', query.enabled);
  if (query.search?.trim())
    found = found.where((eb) =>
      eb.or([
        eb('c.number', 'like', digitsAnywhere(query.search!)),
        eb(eb.fn<string>('bahu_fold', ['c.note']), 'like', anywhere(query.search!.trim())),
      ]),
    );
  return found;
}

/** A text that is no number and no part of one finds no number. */
function digitsAnywhere(search: string): string {
  const digits = typedDigits(search);
  return digits === null ? '' : `%${digits}%`;
}

export const findCallerId = (tx: Tx, id: string) => described(tx).where('c.id', '=', id).executeTakeFirst();

export const findCallerIds = (tx: Tx, ids: readonly string[]): Promise<CallerIdRecord[]> =>
  described(tx).where('c.id', 'in', ids).orderBy('c.number').execute();

/** Makes changes of the tenant's caller IDs wait for each other; tells how many channels it may use and how many caller IDs it has. */
export async function lockCallerIds(tx: Tx, tenantId: string): Promise<{ channels: number; count: number }> {
  const { licensedChannels } = await tx
    .selectFrom('tenants')
    .select('licensedChannels')
    .where('id', '=', tenantId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return { channels: licensedChannels, count: await countCallerIds(tx) };
}

/** How many caller IDs the tenant has, those that are disabled as well. */
export async function countCallerIds(tx: Tx): Promise<number> {
  return (
    await tx
      .selectFrom('callerIds')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
}

/** The first of these numbers that is a caller ID already. */
export const findTaken = (tx: Tx, numbers: readonly string[]): Promise<{ number: string } | undefined> =>
  tx
    .selectFrom('callerIds')
    .select('number')
    .where('number', 'in', numbers)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();

export interface CallerIdValues {
  trunkId?: string | null;
  note?: string;
  isEnabled?: boolean;
  isStandard?: boolean;
}

export async function insertCallerId(
  tx: Tx,
  tenantId: string,
  values: CallerIdValues & { number: string; isStandard: boolean },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('callerIds')
    .values({ ...values, tenantId, id })
    .execute();
  return id;
}

/** Changes a caller ID when it still has the version that the editor saw; false when somebody was faster. */
export async function updateCallerId(tx: Tx, id: string, version: number, values: CallerIdValues): Promise<boolean> {
  const row = await tx
    .updateTable('callerIds')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes room for another standard one. */
export const dropStandard = (tx: Tx) =>
  tx
    .updateTable('callerIds')
    .set({ isStandard: false, version: sql<number>`version + 1` })
    .where('isStandard', '=', true)
    .execute();

export const deleteCallerId = (tx: Tx, id: string) => tx.deleteFrom('callerIds').where('id', '=', id).execute();
