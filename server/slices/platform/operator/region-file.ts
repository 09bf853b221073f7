/** Reads a file that an operator brings of where numbers belong: what it has, and what of it is left out. */
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RegionFault } from '@bahu/domain/numbers/region-faults.ts';
import { columnsOf, readRegionRow, type Columns } from '@bahu/domain/numbers/region-file.ts';
import type { RegionRow } from '@bahu/domain/numbers/regions.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { openTable } from '../../../spreadsheet/read.ts';

/** As many as there are people's names for cities, many times over; a table of more is none of places. */
const mostPlaces = 20_000;
/** Rows that are left out of which the line is kept. */
const mostSamples = 50;

/** Bytes that are read at a stretch: calls and requests have their turn between two. */
const stretch = 64 * 1024;
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += stretch) yield bytes.subarray(from, from + stretch);
}

export interface ReadFile {
  rows: RegionRow[];
  leftOut: Partial<Record<RegionFault, number>>;
  samples: { line: number; fault: RegionFault }[];
}

/** @throws Refusal regions.no-table, regions.nothing, regions.too-many-places, and import.… for what is no table at all. */
export async function readRegionFile(content: Buffer): Promise<ReadFile> {
  const read = (from: number, to: number) => Readable.from(piecesOf(content.subarray(from, to + 1)));
  const file = await openTable({ size: content.length, read }, nextTurn);
  const reading = new Reading();
  for await (const batch of file.rows()) for (const { line, cells } of batch) reading.take(line, cells);
  return reading.end();
}

class Reading {
  private columns: Columns | null = null;
  private readonly rows = new Map<string, RegionRow>();
  private readonly places = new Set<string>();
  private readonly read: Pick<ReadFile, 'leftOut' | 'samples'> = { leftOut: {}, samples: [] };

  take(line: number, cells: readonly string[]): void {
    if (this.columns === null) return this.begin(cells);
    const row = readRegionRow(cells, this.columns);
    if (typeof row === 'string') return this.leave(line, row);
    if (this.rows.has(row.prefix)) return this.leave(line, 'repeated');
    this.rows.set(row.prefix, row);
    this.places.add(`${row.province}/${row.city}/${row.areaCode}`);
    if (this.places.size > mostPlaces) throw new Refusal('regions.too-many-places');
  }

  private begin(heads: readonly string[]): void {
    this.columns = columnsOf(heads);
    if (this.columns === null) throw new Refusal('regions.no-table');
  }

  private leave(line: number, fault: RegionFault): void {
    const { leftOut, samples } = this.read;
    leftOut[fault] = (leftOut[fault] ?? 0) + 1;
    if (samples.length < mostSamples) samples.push({ line, fault });
  }

  end(): ReadFile {
    if (this.rows.size === 0) throw new Refusal(this.columns === null ? 'regions.no-table' : 'regions.nothing');
    return { ...this.read, rows: [...this.rows.values()] };
  }
}
