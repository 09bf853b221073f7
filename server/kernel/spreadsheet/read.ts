/** Opens whatever table a file holds, by what is in it and not by what it is called. */
import { isForeignFormat } from '@bahu/domain/imports/encoding.ts';
import { Refusal } from '../errors.ts';
import { openCsv } from './csv-reader.ts';
import type { Bytes, TableFile } from './table.ts';
import { openXlsx } from './xlsx-reader.ts';

/** @throws Refusal import.empty, import.not-a-table, and what the two kinds of table are refused for. */
export async function openTable(bytes: Bytes): Promise<TableFile> {
  if (bytes.size === 0) throw new Refusal('import.empty');
  const start: Buffer[] = [];
  for await (const chunk of bytes.read(0, Math.min(255, bytes.size - 1)) as AsyncIterable<Buffer>) start.push(chunk);
  const head = Buffer.concat(start);
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return openXlsx(bytes);
  if (isForeignFormat(head)) throw new Refusal('import.not-a-table');
  return openCsv(bytes);
}
