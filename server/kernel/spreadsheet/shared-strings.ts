/** The texts that an xlsx file keeps apart from its cells, packed as bytes: a million of them as objects would not fit. */
import { importLimits } from '@bahu/contract/imports.ts';
import { Refusal } from '../errors.ts';
import type { Archive } from './archive.ts';
import { lineTooLong } from './table.ts';
import { elements, richText } from './xml.ts';

/** What is kept in memory of one file; more is refused, since a table of such size does not come from a spreadsheet program. */
const mostBytes = 192 * 1024 * 1024;
const blockBytes = 1024 * 1024;

export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  /** Where each text begins and ends, counted over all blocks. */
  private starts = new Uint32Array(1024);
  private ends = new Uint32Array(1024);
  private count = 0;
  private used = blockBytes;

  add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    if (this.used + bytes.length > (this.blocks.at(-1)?.length ?? 0)) {
      if (this.blocks.length * blockBytes + bytes.length > mostBytes) throw new Refusal('import.unpacked-too-large');
      this.blocks.push(Buffer.allocUnsafe(blockBytes));
      this.used = 0;
    }
    bytes.copy(this.blocks.at(-1)!, this.used);
    if (this.count === this.starts.length) [this.starts, this.ends] = [doubled(this.starts), doubled(this.ends)];
    const start = (this.blocks.length - 1) * blockBytes + this.used;
    this.starts[this.count] = start;
    this.ends[this.count++] = start + bytes.length;
    this.used += bytes.length;
  }

  /** The text with this number; an empty one when there is none. */
  at(index: number): string {
    if (!(index >= 0 && index < this.count)) return '';
    const start = this.starts[index]!;
    const block = Math.floor(start / blockBytes);
    return this.blocks[block]!.toString('utf8', start - block * blockBytes, this.ends[index]! - block * blockBytes);
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Reads the part of an archive that holds them, when it has one. */
export async function readSharedStrings(archive: Archive): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const name = 'xl/sharedStrings.xml';
  if (!archive.has(name)) return strings;
  let rest = '';
  for await (const piece of archive.pieces(name)) {
    rest += piece;
    const end = rest.lastIndexOf('</si>') + 5;
    const empty = rest.lastIndexOf('<si/>') + 5;
    const whole = Math.max(end, empty);
    if (whole >= 5) for (const { inside } of elements(rest.slice(0, whole), 'si')) strings.add(richText(inside));
    rest = whole >= 5 ? rest.slice(whole) : rest;
    if (rest.length > importLimits.lineCharacters) throw lineTooLong(0);
  }
  return strings;
}
