/** Entries of the blacklist: their rows, and what they are to routes and sheets. */
import { sql } from 'kysely';
import type { BlacklistEntry, blacklistRoutes } from '@bahu/contract/blacklist.ts';
import type { Input } from '@bahu/contract/route.ts';
import { blacklistOf, readBlocked, type BlockedDirection } from '@bahu/domain/blacklist/blacklist.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mustHold, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { mustBeNumber } from '../../../kernel/number-refusal.ts';
import { searchDigits } from '../../../kernel/number-search.ts';
import type { Generated, NullableMoment, RecordColumns } from '../../../kernel/tables/columns.ts';
import { anywhere } from '../../../kernel/text-search.ts';
import { homeOf } from '../../platform/tenants/index.ts';

declare module '../../../kernel/tables.ts' {
  interface Tables {
    blacklistEntries: RecordColumns<{
      number: string;
      direction: Generated<BlockedDirection>;
      reason: Generated<string>;
      expiresAt: NullableMoment;
    }>;
  }
}
export type BlacklistQuery = Input<typeof blacklistRoutes.list>['query'];
export type EntryRecord = Awaited<ReturnType<ReturnType<typeof described>['executeTakeFirstOrThrow']>>;
/** Calls keep the whole list in memory, and read it anew with each change of what they go by. */
const maxEntries = 50_000;

const hits = sql<number>`(select count(*)::int from screened_calls s where s.tenant_id = b.tenant_id and s.entry_id = b.id)`;
const described = (tx: Tx) =>
  tx
    .selectFrom('blacklistEntries as b')
    .select(['b.id', 'b.number', 'b.direction', 'b.reason', 'b.expiresAt', 'b.createdAt', 'b.version'])
    .select(hits.as('hits'));

/** Ids of the entries that a filter finds: by a part of the number or of the reason, as far as the reader sees it. */
function found(tx: Tx, reader: Principal, { search, direction, expired }: BlacklistQuery) {
  let ids = tx.selectFrom('blacklistEntries as b').select('b.id');
  if (direction) ids = ids.where('b.direction', '=', direction);
  if (expired !== undefined) ids = ids.where(sql<boolean>`coalesce(b.expires_at <= now(), false) = ${expired}`);
  if (!search) return ids;
  const pattern = searchDigits(search, reader.masksNumbers)?.pattern ?? null;
  // Digits of a reason may be a number that the reader sees masked.
  const text = reader.masksNumbers && /\p{Nd}/u.test(search) ? null : anywhere(search.trim());
  return ids.where(sql<boolean>`(b.number like ${pattern}::text or bahu_fold(b.reason) like ${text}::text)`);
}

/** Entries that may mean a number: its own, and patterns that begin as it does (`blacklist_patterns` is their index). */
function mayMean(number: string) {
  const shown = nationalForm(number);
  const heads = Array.from({ length: shown.length + 1 }, (_, length) => shown.slice(0, length));
  return sql<boolean>`(number = ${number} or number ~ '[?*]' and substring(number from '^[^?*]*') = any (${heads}::text[]))`;
}

/** What calls ask: all entries that have not expired, or those of them that may mean one number. */
export async function loadBlacklist(tx: Tx, number?: string) {
  let live = tx.selectFrom('blacklistEntries').where(sql<boolean>`coalesce(expires_at > now(), true)`);
  if (number !== undefined) live = live.where(mayMean(number));
  const rows = await live.select(['id', 'number', 'direction', 'expiresAt']).orderBy('number').execute();
  return blacklistOf(rows.map((row) => ({ ...row, expiresAt: row.expiresAt?.getTime() ?? null })));
}

/** @throws Refusal blacklist.full when so many further entries are too many. */
export const checkRoom = (tx: Tx, further: number): Promise<void> =>
  mustHold(tx, 'blacklistEntries', { most: maxEntries, further, code: 'blacklist.full' });

export const entries: RecordSpec<EntryRecord, BlacklistQuery, BlacklistEntry> = {
  type: 'blocked-number',
  table: 'blacklistEntries',
  alias: 'b',
  described,
  found,
  isManaged: 'blacklist.manage',
  /** The number in the form in which it is kept. That it is there already would tell what is hidden from who sees it masked. */
  async read(tx, { masksNumbers, tenantId }, body) {
    if (masksNumbers) throw new Refusal('blacklist.numbers-hidden');
    await checkRoom(tx, 1);
    const read = readBlocked((body as { number: string }).number, await homeOf(tx, tenantId));
    return { ...body, number: mustBeNumber(read, 'number') };
  },
  taken: { index: 'blacklist_by_number', code: 'blacklist.taken', path: 'number' },
  nameOf: ({ number }) => nationalForm(number),
  auditedFields: ['number', 'direction', 'reason', 'expiresAt'],
  texts: ['reason'],
  numbers: ['number'],
};
