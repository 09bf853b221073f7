/**
 * The texts that an xlsx file keeps apart from its cells, packed as bytes: a million of them as objects would not fit.
 */
import { importLimits } from '@bahu/contract/imports.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Archive } from './archive.ts';
import { lineTooLong, storable } from './table.ts';
import { richText, takeElements } from './xml.ts';

/**
 * What is kept in memory of one file: bytes of texts, and texts (4 bytes each for their place). More is refused, since
 * a table of such size does not come from a spreadsheet program: a sheet of a million rows has eight different texts in
 * each then.
 */
export const sharedLimits = { bytes: 192 * 1024 * 1024, texts: 8 * importLimits.rows } as const;
const blockBytes = 1024 * 1024;
const placesPerBlock = 64 * 1024;
/** One more than a cell may have, so that a cell of it is still found to be too long. */
const maxCharacters = importLimits.cellCharacters + 1;

export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  /** Where each text begins, counted over all blocks; a zero byte ends it, which no text holds. */
  private readonly places: Uint32Array[] = [];
  private count = 0;
  private used = blockBytes;

  /** @throws Refusal import.unpacked-too-large beyond `sharedLimits`. */
  add(text: string): void {
    if (this.count >= sharedLimits.texts) throw new Refusal('import.unpacked-too-large');
    const bytes = Buffer.from(storable(text.slice(0, maxCharacters)), 'utf8');
    if (this.used + bytes.length >= blockBytes) {
      if ((this.blocks.length + 1) * blockBytes > sharedLimits.bytes) throw new Refusal('import.unpacked-too-large');
      this.blocks.push(Buffer.alloc(blockBytes));
      this.used = 0;
    }
    if (this.count % placesPerBlock === 0) this.places.push(new Uint32Array(placesPerBlock));
    this.places.at(-1)![this.count++ % placesPerBlock] = (this.blocks.length - 1) * blockBytes + this.used;
    bytes.copy(this.blocks.at(-1)!, this.used);
    this.used += bytes.length + 1;
  }

  /** The text with this number; an empty one when there is none. */
  at(index: number): string {
    if (!(Number.isInteger(index) && index >= 0 && index < this.count)) return '';
    const place = this.places[Math.floor(index / placesPerBlock)]![index % placesPerBlock]!;
    const block = this.blocks[Math.floor(place / blockBytes)]!;
    const start = place % blockBytes;
    return block.toString('utf8', start, block.indexOf(0, start));
  }
}

/**
 * Reads the part of an archive that holds them, when it has one. @throws Refusal import.unpacked-too-large or
 * import.line-too-long.
 */
export async function readSharedStrings(archive: Archive, name: string): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (!archive.has(name)) return strings;
  let rest = '';
  for await (const piece of archive.pieces(name)) {
    const text = rest + piece;
    const { next, isOpen } = takeElements(text, 'si', (_attributes, inside) =>
      strings.add(inside === '' ? '' : richText(inside)),
    );
    rest = isOpen ? text.slice(next) : '';
    if (rest.length > importLimits.lineCharacters) throw lineTooLong(0);
  }
  return strings;
}
