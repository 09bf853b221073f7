/**
 * Secrets in the database that must be read again (second factors, signing secrets of webhooks, SIP passwords) are encrypted: who has a copy of
 * the database alone has none of them. AES-256-GCM, bound to the row: a value that is copied into another row opens nothing there. The key is the
 * installation's, one for the process.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { isId } from './ids.ts';
import type { Db, Tx } from './db.ts';
import { SetupError } from './errors.ts';

interface Key {
  id: string;
  bytes: Buffer;
}

const mark = 'enc1';
const [ivBytes, tagBytes] = [12, 16];
/** The first one seals, all of them open. */
let keys: readonly Key[] = [];

/** Sets the keys of this process: the one in use, and those that older values may still be under. */
export function useVaultKeys(texts: readonly [string, ...string[]]): void {
  keys = texts.map((text) => ({
    id: createHash('sha256').update(`key ${text}`).digest('hex').slice(0, 8),
    bytes: Buffer.from(hkdfSync('sha256', text, '', 'bahu vault', 32)),
  }));
}

const keyMissing =
  'The secrets of this database are under a key that is not here: put its secrets.json (or BAHU_ENCRYPTION_KEY) back, and give every server of one database the same.';

/** Encrypts a secret for its place, e.g. `webhook ID`. */
export function seal(text: string, place: string): string {
  const [key] = keys;
  if (!key) throw new Error('the vault has no key yet');
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(place));
  const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${mark}:${key.id}:${bytes.toString('base64url')}`;
}

/** Whether a stored value is under the key in use. */
export const isSealed = (stored: string): boolean =>
  keys[0] !== undefined && stored.startsWith(`${mark}:${keys[0].id}:`);

/** The secret of a stored value; one from before there was a key is what it says. @throws SetupError when its key is not there, Error when the value is another's. */
export function unseal(stored: string, place: string): string {
  const [found, id, text] = stored.split(':');
  if (found !== mark || text === undefined) return stored;
  const key = keys.find((known) => known.id === id);
  if (!key) throw new SetupError(keyMissing);
  const bytes = Buffer.from(text, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, ivBytes)).setAAD(Buffer.from(place));
  cipher.setAuthTag(bytes.subarray(-tagBytes));
  return cipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + cipher.final('utf8');
}

/** Where a secret belongs: the name of its table in the singular and the id of its row. */
export const places = {
  secondFactor: (userId: string): string => `second factor ${userId}`,
  operatorFactor: (operatorId: string): string => `operator second factor ${operatorId}`,
  webhook: (id: string): string => `webhook ${id}`,
  softphone: (agentId: string): string => `softphone ${agentId}`,
  deskPhone: (agentId: string): string => `desk phone ${agentId}`,
  linkedPage: (id: string): string => `linked page ${id}`,
  trunk: (id: string): string => `trunk ${id}`,
};

type Column = readonly [table: string, id: string, column: string, place: (id: string) => string];

/** Columns that hold sealed values, with the column of the row's id: of the installation itself, and of each tenant. */
const platformColumns: readonly Column[] = [
  ['operator_second_factors', 'operator_id', 'secret', places.operatorFactor],
];
const tenantColumns: readonly Column[] = [
  ['second_factors', 'sealed_for', 'secret', places.secondFactor],
  ['webhooks', 'id', 'secret', places.webhook],
  ['webhooks', 'id', 'old_secret', places.webhook],
  ['linked_pages', 'id', 'secret', places.linkedPage],
  ['linked_pages', 'id', 'old_secret', places.linkedPage],
  ['softphones', 'agent_id', 'secret', places.softphone],
  ['desk_phones', 'agent_id', 'secret', places.deskPhone],
  ['trunks', 'id', 'secret', places.trunk],
];

/** `table.column` of everything that is sealed, as the database calls it. */
export const sealedColumns: readonly string[] = [...platformColumns, ...tenantColumns].map(
  ([table, , column]) => `${table}.${column}`,
);

const checkPlace = 'the installation';
const readCheck = async (tx: Tx): Promise<string | undefined> =>
  (await tx.selectFrom('vaultCheck').select('sealed').executeTakeFirst())?.sealed;

/** Makes sure that the keys of this process are those of the database, even where there is no secret in it yet. @throws SetupError when they are others. */
export async function checkVaultKeys(db: Db): Promise<void> {
  const stored = await db.system(readCheck);
  if (stored !== undefined) unseal(stored, checkPlace);
}

/** Keeps a known value under the key in use, by which the next process tells whether it has the same. Written when every secret was opened, never before. */
async function keepCheck(tx: Tx): Promise<void> {
  await tx
    .insertInto('vaultCheck')
    .values({ sealed: seal('checked', checkPlace) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = (await readCheck(tx))!;
  unseal(stored, checkPlace);
  if (!isSealed(stored))
    await tx
      .updateTable('vaultCheck')
      .set({ sealed: seal('checked', checkPlace) })
      .execute();
}

/** Brings what is in clear, or under an older key, under the key in use; run at each start, so that changing the key is a restart. Returns how many. */
export async function sealAll(db: Db, tenantIds: readonly string[]): Promise<number> {
  let sealed = await db.system((tx) => sealColumns(tx, platformColumns));
  for (const tenantId of tenantIds.filter(isId))
    sealed += await db.tenant(tenantId, (tx) => sealColumns(tx, tenantColumns));
  await db.system(keepCheck);
  return sealed;
}

async function sealColumns(tx: Tx, columns: readonly Column[]): Promise<number> {
  let sealed = 0;
  for (const column of columns) sealed += await sealColumn(tx, column);
  return sealed;
}

async function sealColumn(tx: Tx, [table, id, column, place]: Column): Promise<number> {
  const [names, key, value] = [sql.table(table), sql.ref(id), sql.ref(column)];
  const { rows } = await sql<{
    rowId: string;
    stored: string;
  }>`select ${key}::text as row_id, ${value} as stored from ${names} where ${value} is not null for update`.execute(tx);
  const open = rows.filter(({ stored }) => !isSealed(stored));
  for (const { rowId, stored } of open)
    await sql`update ${names} set ${value} = ${seal(unseal(stored, place(rowId)), place(rowId))} where ${key} = ${rowId}::uuid`.execute(
      tx,
    );
  return open.length;
}
