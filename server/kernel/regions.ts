/**
 * Where numbers belong: the table that is in force in this process, in memory, because lists and calls ask it for every number. It is the one that comes with the
 * product until the operator's has been read.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzip } from 'node:zlib';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import { readOwnFile } from '@bahu/domain/numbers/region-file.ts';
import { placeName, placeNameEn, RegionTable, type RegionRow } from '@bahu/domain/numbers/regions.ts';
import type { Principal } from './auth/principal.ts';
import type { Db } from './db.ts';
import type { Json, MomentWithDefault, Nullable, NullableMoment } from './tables/columns.ts';

declare module './tables.ts' {
  interface Tables {
    regionTables: {
      id: string;
      createdAt: MomentWithDefault;
      operatorId: Nullable<string>;
      operatorName: string;
      fileName: string;
      rows: number;
      leftOut: Json<Record<string, number>>;
      samples: Json<{ line: number; fault: string }[]>;
      /** The rows as a file of our own, packed. */
      content: Buffer;
      inForceSince: NullableMoment;
    };
  }
}

/** The table of this process; `id` is null for the one that comes with the product. */
let inForce: { id: string | null; table: RegionTable } | null = null;

/** The table that comes with the product, as a file of its own. */
export const builtInFile = (): string =>
  brotliDecompressSync(readFileSync(path.join(import.meta.dirname, 'built-in-regions.csv.br'))).toString('utf8');

let rowsOfBuiltIn: number | null = null;
/** How many rows it has: counted once, since it never changes. */
export const builtInRows = (): number => (rowsOfBuiltIn ??= [...readOwnFile(builtInFile())].flat().length);

const put = (id: string | null, table: RegionTable): RegionTable => {
  inForce = { id, table };
  return table;
};

/** The table by which numbers are looked up now. */
const regions = (): RegionTable => inForce?.table ?? put(null, new RegionTable([...readOwnFile(builtInFile())].flat()));

/** In steps, between which calls and requests have their turn. */
async function tableOf(file: string): Promise<RegionTable> {
  const rows: RegionRow[] = [];
  for (const piece of readOwnFile(file)) {
    rows.push(...piece);
    await nextTurn();
  }
  const table = new RegionTable();
  for (const _ of table.take(rows)) await nextTurn();
  return table;
}

async function take(db: Pick<Db, 'system'>): Promise<void> {
  const row = await db.system((tx) =>
    tx.selectFrom('regionTables').select('id').where('inForceSince', 'is not', null).executeTakeFirst(),
  );
  const id = row?.id ?? null;
  if (inForce?.id === id) return;
  if (id === null) return void put(null, await tableOf(builtInFile()));
  const kept = await db.system((tx) =>
    tx.selectFrom('regionTables').select('content').where('id', '=', id).executeTakeFirst(),
  );
  // Taken away meanwhile: another one is in force by then.
  if (!kept) return take(db);
  put(id, await tableOf((await promisify(gunzip)(kept.content)).toString('utf8')));
}

let turn: Promise<void> = Promise.resolve();
/** Takes the table that is in force in the database, unless this process has it; one after the other, so that the last one asked for stays. */
export const takeRegions = (db: Pick<Db, 'system'>): Promise<void> =>
  (turn = turn.catch(() => undefined).then(() => take(db)));

/** Another process may have put another table in force. */
const lookAgainMs = 60_000;

/** Takes the table in force now, and whatever comes after it, until the returned function is called. */
export async function followRegions(db: Pick<Db, 'system'>, onError: (error: unknown) => void): Promise<() => void> {
  await takeRegions(db);
  const timer = setInterval(() => void takeRegions(db).catch(onError), lookAgainMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The area code, with its 0, of where a number belongs; empty where that is unknown. */
export const areaCodeOf = (number: string): string => regions().of(number)?.areaCode ?? '';

/** Where a number belongs, as far as this reader may be told; null where nothing is known. */
export function regionFor(reader: Pick<Principal, 'masksNumbers'>, number: string): ShownRegion | null {
  const found = reader.masksNumbers ? regions().behindMask(number) : regions().of(number);
  return found && { place: placeName(found), placeEn: placeNameEn(found), carrier: found.carrier };
}

/** The same as a text of a sheet; empty where nothing is known. */
export function regionText(reader: Pick<Principal, 'masksNumbers'>, number: string, language: string): string {
  const found = regionFor(reader, number);
  return (language === 'en' && found?.placeEn) || (found?.place ?? '');
}
