/** The blacklist: what a change of it means, with its audit row. */
import type { BlacklistEntry, blacklistRoutes } from '@bahu/contract/blacklist.ts';
import type { Input } from '@bahu/contract/route.ts';
import { readBlocked } from '@bahu/domain/blacklist/blacklist.ts';
import { isNumberFault, nationalForm } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import { invalidNumber } from '../../../kernel/number-refusal.ts';
import type { Actor } from '../../platform/imports/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { findEntry, type EntryRecord } from './store.ts';

export type Values = Omit<Input<typeof blacklistRoutes.change>['body'], 'version'>;
/** Calls keep the whole list in memory, and read it anew with each change of what they go by. */
const mostEntries = 50_000;

/** @throws Refusal not-found. */
export async function mustFind(tx: Tx, id: string): Promise<EntryRecord> {
  const entry = await findEntry(tx, id);
  if (!entry) throw new Refusal('not-found');
  return entry;
}

/** @throws Refusal blacklist.full when so many further entries are too many. */
export async function checkRoom(tx: Tx, further: number): Promise<void> {
  const { count } = await tx
    .selectFrom('blacklistEntries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count + further > mostEntries) throw new Refusal('blacklist.full', { most: mostEntries });
}

/** `number` in any written form, or a pattern. @throws Refusal phone.invalid-number, blacklist.taken, blacklist.full or blacklist.numbers-hidden. */
export async function createEntry(tx: Tx, actor: Actor, values: Values & { number: string }): Promise<EntryRecord> {
  const { tenantId, masksNumbers } = actor.principal;
  // That a number is there already would tell them what is hidden.
  if (masksNumbers) throw new Refusal('blacklist.numbers-hidden');
  const number = readBlocked(values.number, await homeOf(tx, tenantId));
  if (isNumberFault(number)) throw invalidNumber(number, 'number');
  await checkRoom(tx, 1);
  const id = newId();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('blacklistEntries')
    .values({ ...stored(actor, values), tenantId, id, number })
    .onConflict((taken) => taken.columns(['tenantId', 'number']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n)
    throw new Refusal('blacklist.taken', undefined, [{ path: 'number', rule: 'taken' }]);
  return written(tx, actor, 'create', id, { after: { ...values, number: nationalForm(number) } });
}

/** @throws Refusal not-found or conflict. */
export async function changeEntry(
  tx: Tx,
  actor: Actor,
  id: string,
  { version, ...values }: Values & { version: number },
): Promise<EntryRecord> {
  const before = await mustFind(tx, id);
  const after = stored(actor, values, before.reason);
  const { numUpdatedRows } = await tx
    .updateTable('blacklistEntries')
    .set({ ...after, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Refusal('conflict');
  const keys = Object.keys(after) as (keyof typeof after)[];
  return written(tx, actor, 'change', id, { before: Object.fromEntries(keys.map((key) => [key, before[key]])), after });
}

/** @throws Refusal not-found. */
export async function removeEntry(tx: Tx, actor: Actor, id: string): Promise<EntryRecord> {
  const { number, direction, reason, expiresAt } = await mustFind(tx, id);
  const entry = await written(tx, actor, 'delete', id, {
    before: { number: nationalForm(number), direction, reason, expiresAt },
  });
  await tx.deleteFrom('blacklistEntries').where('id', '=', id).execute();
  return entry;
}

const stored = ({ principal }: Actor, { direction, reason, expiresAt }: Values, known = '') => ({
  ...(direction && { direction }),
  ...(reason !== undefined && { reason: textFrom(principal, reason, known) }),
  ...(expiresAt !== undefined && { expiresAt: expiresAt && readMoment(expiresAt, 'expiresAt') }),
});

async function written(
  tx: Tx,
  actor: Actor,
  verb: 'create' | 'change' | 'delete',
  id: string,
  values: { before?: object; after?: object },
): Promise<EntryRecord> {
  const entry = await mustFind(tx, id);
  const about = { recordType: 'blocked-number', recordId: id, recordName: nationalForm(entry.number) } as const;
  await audit(tx, actor, { action: `blacklist.${verb}`, ...about, ...values });
  return entry;
}

export const present = (reader: Principal, { sortKey: _place, ...entry }: EntryRecord): BlacklistEntry => ({
  ...entry,
  number: numberFor(reader, entry.number),
  reason: textFor(reader, entry.reason),
  expiresAt: entry.expiresAt?.toISOString() ?? null,
  createdAt: entry.createdAt.toISOString(),
  can: mayChange(reader) && reader.permissions.has('blacklist.manage') ? ['edit', 'delete'] : [],
});
