/** Tables of where numbers belong (归属地): brought whole, checked, put in force at one stroke, and kept so that the one before can come back. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { RegionTableRow } from '@bahu/contract/operator.ts';
import { cleanFileName } from '@bahu/domain/attachments/file-name.ts';
import type { RegionFault } from '@bahu/domain/numbers/region-faults.ts';
import { writeOwnFile } from '@bahu/domain/numbers/region-file.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { builtInFile, builtInRows, takeRegions } from '../../../kernel/regions.ts';
import { log, type Actor } from './log.ts';
import { readRegionFile } from './region-file.ts';

type Described = Awaited<ReturnType<typeof findTable>>;

const described = (tx: Tx) =>
  tx
    .selectFrom('regionTables')
    .select(['id', 'createdAt', 'operatorName', 'fileName', 'rows', 'leftOut', 'samples', 'inForceSince']);

/** @throws Refusal not-found. */
async function findTable(tx: Tx, id: string) {
  const found = await described(tx).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Refusal('not-found');
  return found;
}

/** Newest first; the last is the product's. */
export async function listTables(tx: Tx): Promise<RegionTableRow[]> {
  const rows = await described(tx).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
  return [...rows.map(present), builtIn(!rows.some(({ inForceSince }) => inForceSince !== null))];
}

const builtIn = (inForce: boolean): RegionTableRow => ({
  id: null,
  createdAt: null,
  operatorName: null,
  fileName: null,
  rows: builtInRows(),
  leftOut: [],
  samples: [],
  inForce,
});

const present = ({ createdAt, leftOut, samples, inForceSince, ...row }: Described): RegionTableRow => ({
  ...row,
  createdAt: createdAt.toISOString(),
  leftOut: Object.entries(leftOut).map(([fault, rows]) => ({ fault: fault as RegionFault, rows })),
  samples: samples as RegionTableRow['samples'],
  inForce: inForceSince !== null,
});

/** Keeps a file that was brought; it is not in force yet. @throws Refusal as `readRegionFile`. */
export async function keepTable(db: Db, actor: Actor, name: string, content: Buffer): Promise<RegionTableRow> {
  const { rows, leftOut, samples } = await readRegionFile(content);
  const packed = await buffer(Readable.from(writeOwnFile(rows)).pipe(createGzip()));
  const { operatorId, name: operatorName } = actor.operator;
  const id = newId();
  const fileName = cleanFileName(name, 'table');
  return db.system(async (tx) => {
    await tx
      .insertInto('regionTables')
      .values({
        id,
        operatorId,
        operatorName,
        fileName,
        rows: rows.length,
        leftOut: JSON.stringify(leftOut),
        samples: JSON.stringify(samples),
        content: packed,
      })
      .execute();
    await log(tx, actor, { action: 'regions.bring', after: { fileName, rows: rows.length, leftOut } });
    return present(await findTable(tx, id));
  });
}

/** From now on numbers are looked up in this table; null for the one that comes with the product. @throws Refusal not-found. */
export async function useTable(db: Db, actor: Actor, id: string | null): Promise<void> {
  await db.system(async (tx) => {
    const before = await described(tx).where('inForceSince', 'is not', null).executeTakeFirst();
    const after = id === null ? null : await findTable(tx, id);
    await tx.updateTable('regionTables').set({ inForceSince: null }).where('inForceSince', 'is not', null).execute();
    if (id !== null)
      await tx.updateTable('regionTables').set({ inForceSince: new Date() }).where('id', '=', id).execute();
    await log(tx, actor, { action: 'regions.use', before: named(before), after: named(after) });
  });
  await takeRegions(db);
}

const named = (table: Described | null | undefined) => ({
  fileName: table?.fileName ?? null,
  rows: table?.rows ?? null,
});

/** @throws Refusal not-found, or regions.in-force. */
export const removeTable = (db: Db, actor: Actor, id: string): Promise<void> =>
  db.system(async (tx) => {
    const before = await findTable(tx, id);
    if (before.inForceSince !== null) throw new Refusal('regions.in-force');
    await tx.deleteFrom('regionTables').where('id', '=', id).where('inForceSince', 'is', null).execute();
    await log(tx, actor, { action: 'regions.remove', before: named(before) });
  });

/** A table as a file; null for the one that comes with the product. @throws Refusal not-found. */
export async function fileOfTable(db: Db, id: string | null): Promise<string> {
  if (id === null) return builtInFile();
  const row = await db.system((tx) =>
    tx.selectFrom('regionTables').select('content').where('id', '=', id).executeTakeFirst(),
  );
  if (!row) throw new Refusal('not-found');
  return (await promisify(gunzip)(row.content)).toString('utf8');
}
