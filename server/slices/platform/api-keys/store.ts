/** Rows of keys: for one tenant's transaction. */
import { sql } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';

export type KeyRecord = NonNullable<Awaited<ReturnType<typeof findKey>>>;

export interface NewKeyRow {
  id: string;
  tenantId: string;
  ownerId: string;
  name: string;
  prefix: string;
  secretHash: Buffer;
  permissions: Permission[];
  expiresAt: Date | null;
}

const listName = 'api-keys';

const described = (tx: Tx) =>
  tx
    .selectFrom('apiKeys as k')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'k.tenantId').onRef('u.id', '=', 'k.ownerId'))
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.permissions',
      'k.ownerId',
      'u.name as ownerName',
      'k.createdAt',
      'k.expiresAt',
      'k.revokedAt',
      'k.lastUsedAt',
      'k.lastAddress',
    ]);

/** All keys of the tenant, newest first: who may manage keys may manage everybody's. */
export async function listKeys(tx: Tx, query: { cursor?: string | undefined; limit?: number | undefined }) {
  const [after, limit] = [readCursor(listName, query.cursor), pageSize(query)];
  const count = await countRows(tx, tx.selectFrom('apiKeys').select('id'));
  const page = after
    ? described(tx).where(sql<boolean>`(k.created_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    : described(tx);
  const rows = await page
    .select(sql<string>`k.created_at::text`.as('sortKey'))
    .orderBy('k.createdAt', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
    .execute();
  return { ...cutPage(listName, rows, limit, (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

export const findKey = (tx: Tx, id: string) => described(tx).where('k.id', '=', id).executeTakeFirst();

/** Keys that can be used now. */
export async function countKeys(tx: Tx): Promise<number> {
  const found = await tx
    .selectFrom('apiKeys')
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', sql<Date>`now()`)]))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return found.n;
}

/** Two who make the last key at once: the second one counts after the first. */
export const lockKeys = (tx: Tx, tenantId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`api-keys ${tenantId}`}, 0))`.execute(tx);

export const insertKey = (tx: Tx, row: NewKeyRow): Promise<unknown> => tx.insertInto('apiKeys').values(row).execute();

/** False when it is gone or revoked already. */
export async function revokeKey(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('apiKeys')
    .set({ revokedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Revokes what a user's keys there are; answers their ids and names. */
export const revokeAllOf = (tx: Tx, ownerId: string): Promise<{ id: string; name: string }[]> =>
  tx
    .updateTable('apiKeys')
    .set({ revokedAt: sql<Date>`now()` })
    .where('ownerId', '=', ownerId)
    .where('revokedAt', 'is', null)
    .returning(['id', 'name'])
    .execute();
