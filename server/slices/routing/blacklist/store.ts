/** The rows of the blacklist. */
import { sql } from 'kysely';
import type { blacklistRoutes } from '@bahu/contract/blacklist.ts';
import type { Input } from '@bahu/contract/route.ts';
import { blacklistOf, type BlockedDirection } from '@bahu/domain/blacklist/blacklist.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { countRows, cutPage, pageSize, readCursor } from '../../../kernel/keyset.ts';
import { searchDigits } from '../../../kernel/number-search.ts';
import type { Generated, MomentWithDefault, NullableMoment, OfTenant } from '../../../kernel/tables/columns.ts';
import { anywhere } from '../../../kernel/text-search.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    blacklistEntries: OfTenant & {
      id: string;
      number: string;
      direction: Generated<BlockedDirection>;
      reason: Generated<string>;
      expiresAt: NullableMoment;
      createdAt: MomentWithDefault;
      version: Generated<number>;
    };
  }
}

export type BlacklistQuery = Input<typeof blacklistRoutes.list>['query'];
export type EntryRecord = NonNullable<Awaited<ReturnType<typeof findEntry>>>;
const order = 'blacklist by time';

export const described = (tx: Tx) =>
  tx
    .selectFrom('blacklistEntries as b')
    .select(['b.id', 'b.number', 'b.direction', 'b.reason', 'b.expiresAt', 'b.createdAt', 'b.version'])
    .select(sql<string>`b.created_at::text`.as('sortKey'))
    .select(
      sql<number>`(select count(*)::int from screened_calls s where s.tenant_id = b.tenant_id and s.entry_id = b.id)`.as(
        'hits',
      ),
    )
    .orderBy('b.createdAt', 'desc')
    .orderBy('b.id', 'desc');

export const findEntry = (tx: Tx, id: string) => described(tx).where('b.id', '=', id).executeTakeFirst();

export async function listEntries(tx: Tx, reader: Principal, query: BlacklistQuery) {
  const after = readCursor(order, query.cursor);
  const found = filtered(tx, reader, query);
  const count = await countRows(tx, found);
  let page = described(tx).where('b.id', 'in', found);
  if (after) page = page.where(sql<boolean>`(b.created_at, b.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await page.limit(pageSize(query) + 1).execute();
  return { ...cutPage(order, rows, pageSize(query), (row) => ({ at: row.sortKey, id: row.id })), ...count };
}

/** Ids of the entries that a filter finds: by a part of the number, as far as the reader sees it, or of the reason. */
export function filtered(tx: Tx, reader: Principal, { search, direction, expired }: BlacklistQuery) {
  let found = tx.selectFrom('blacklistEntries as b').select('b.id');
  if (direction) found = found.where('b.direction', '=', direction);
  if (expired !== undefined) found = found.where(sql<boolean>`coalesce(b.expires_at <= now(), false) = ${expired}`);
  const text = search?.trim();
  if (!text) return found;
  const digits = searchDigits(text, reader.masksNumbers);
  return found.where((eb) =>
    eb.or([
      ...(digits ? [eb('b.number', 'like', digits.pattern)] : []),
      ...(reader.masksNumbers && /[0-9]/.test(text)
        ? []
        : [eb(eb.fn<string>('bahu_fold', ['b.reason']), 'like', anywhere(text))]),
      eb.val(false),
    ]),
  );
}

/** What calls ask: all entries that have not expired. */
export const loadBlacklist = async (tx: Tx) =>
  blacklistOf(
    (
      await tx
        .selectFrom('blacklistEntries')
        .select(['id', 'number', 'direction', 'expiresAt'])
        .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', sql<Date>`now()`)]))
        .orderBy('number')
        .execute()
    ).map((row) => ({ ...row, expiresAt: row.expiresAt?.getTime() ?? null })),
  );
