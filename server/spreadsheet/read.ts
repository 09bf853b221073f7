/** Opens whatever table a file holds, by what is in it and not by what it is called. */
import { fileKindOf, isEncryptedContainer } from '@bahu/domain/imports/file-kind.ts';
import { Refusal } from '../kernel/errors.ts';
import { openCsv } from './csv-reader.ts';
import { unwatched, type Bytes, type TableFile, type Watch } from './table.ts';
import { openXlsx } from './xlsx-reader.ts';

/**
 * @throws Refusal import.empty, what the two kinds of table are refused for, and what says what else the file is and
 * what to do with it.
 */
export async function openTable(bytes: Bytes, watch: Watch = unwatched): Promise<TableFile> {
  if (bytes.size === 0) throw new Refusal('import.empty');
  const kind = fileKindOf(await bytesAt(bytes, 0, 512));
  if (kind === 'text') return openCsv(bytes, watch);
  if (kind === 'zip') return openXlsx(bytes, watch);
  if (kind === 'web-page') throw new Refusal('import.web-page');
  if (kind === 'pdf' || kind === 'picture') throw new Refusal('import.picture');
  if (kind === 'archive') throw new Refusal('import.archive');
  if (kind === 'ole2') throw new Refusal((await isProtected(bytes)) ? 'import.protected' : 'import.old-excel');
  throw new Refusal('import.not-a-table');
}

/** Sectors of 512 bytes follow the header; the one where the directory begins stands at its byte 48. */
async function isProtected(bytes: Bytes): Promise<boolean> {
  const header = await bytesAt(bytes, 0, 512);
  if (header.length < 512) return false;
  const sectorBytes = header.readUInt16LE(30) === 12 ? 4096 : 512;
  return isEncryptedContainer(await bytesAt(bytes, sectorBytes * (header.readUInt32LE(48) + 1), 4096));
}

/** So many bytes from there, fewer at the end of the file. */
async function bytesAt(bytes: Bytes, from: number, length: number): Promise<Buffer> {
  if (from >= bytes.size) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  for await (const piece of bytes.read(from, Math.min(from + length, bytes.size) - 1) as AsyncIterable<Buffer>)
    pieces.push(piece);
  return Buffer.concat(pieces);
}
