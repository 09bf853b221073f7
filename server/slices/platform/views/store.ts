import type { Selectable } from 'kysely';
import type { View } from '@bahu/contract/views.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Tables } from '../../../kernel/tables.ts';

export type ViewRecord = Selectable<Tables['listViews']>;

export interface Layout {
  columns: string[] | null;
  density: 'compact' | 'comfortable';
}

export async function findLayout(tx: Tx, userId: string, list: string): Promise<Layout> {
  const row = await tx
    .selectFrom('listLayouts')
    .select(['columns', 'density'])
    .where('userId', '=', userId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row ?? { columns: null, density: 'compact' };
}

export async function saveLayout(
  tx: Tx,
  key: { tenantId: string; userId: string; list: string },
  layout: Layout,
): Promise<void> {
  await tx
    .insertInto('listLayouts')
    .values({ ...key, ...layout })
    .onConflict((conflict) => conflict.columns(['tenantId', 'userId', 'list']).doUpdateSet(layout))
    .execute();
}

/** A user's own views of a list and those that others share, by name. */
export const listViews = (tx: Tx, userId: string, list: string): Promise<ViewRecord[]> =>
  tx
    .selectFrom('listViews')
    .selectAll()
    .where('list', '=', list)
    .where((eb) => eb.or([eb('userId', '=', userId), eb('isShared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();

/** How many views a user has of a list. Holds the user's row, so that two saved at once are counted one after the other. */
export async function countOwn(tx: Tx, userId: string, list: string): Promise<number> {
  await tx.selectFrom('users').select('id').where('id', '=', userId).forUpdate().execute();
  const { count } = await tx
    .selectFrom('listViews')
    .where('userId', '=', userId)
    .where('list', '=', list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertView(
  tx: Tx,
  view: {
    tenantId: string;
    id: string;
    userId: string;
    list: string;
    name: string;
    search: View['search'];
    isShared: boolean;
  },
): Promise<void> {
  await tx
    .insertInto('listViews')
    .values({ ...view, search: JSON.stringify(view.search) })
    .execute();
}

/** Removes a view: one's own, or a shared one of anybody for those who may. Undefined when there is none such. */
export const removeView = (
  tx: Tx,
  id: string,
  userId: string,
  removesShared: boolean,
): Promise<ViewRecord | undefined> =>
  tx
    .deleteFrom('listViews')
    .where('id', '=', id)
    .where((eb) => eb.or([eb('userId', '=', userId), ...(removesShared ? [eb('isShared', '=', true)] : [])]))
    .returningAll()
    .executeTakeFirst();
