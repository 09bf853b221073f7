/**
 * Where numbers belong: the table that is in force in this process, in memory, because lists and calls ask it for every number. It is the one that comes with the
 * product until the operator's has been read (`slices/platform/number-regions`).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import { readOwnFile } from '@bahu/domain/numbers/region-file.ts';
import { placeName, placeNameEn, RegionTable } from '@bahu/domain/numbers/regions.ts';
import type { Principal } from './auth/principal.ts';

let inForce: RegionTable | null = null;

/** The table that comes with the product, as a file of its own. */
export const builtInFile = (): string =>
  brotliDecompressSync(readFileSync(path.join(import.meta.dirname, 'built-in-regions.csv.br'))).toString('utf8');

/** The table by which numbers are looked up now. */
export const regions = (): RegionTable => (inForce ??= new RegionTable(readOwnFile(builtInFile())));

/** Another table is in force from now on; null for the one that comes with the product. */
export function putInForce(table: RegionTable | null): void {
  inForce = table;
}

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
