/** A zip archive (PKWARE APPNOTE 6.3.3) written in one go: sizes and checksums follow each part, so nothing is kept. At most 4 GiB. */
import { createDeflateRaw, crc32 } from 'node:zlib';

export interface ZipPart {
  name: string;
  /** Texts in UTF-8, or bytes. */
  pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>;
}

interface Written {
  name: Buffer;
  offset: number;
  checksum: number;
  packed: number;
  unpacked: number;
}

const most = 0xffff_ffff;
/** Sizes come after the data, names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980: the archive of the same rows is the same bytes. */
const date = 0x0021;

/** The bytes of the archive in pieces. @throws RangeError beyond 4 GiB. */
export async function* writeZip(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, pieces } of parts) {
    const part: Written = { name: Buffer.from(name), offset, checksum: 0, packed: 0, unpacked: 0 };
    const head = localHeader(part);
    yield head;
    for await (const bytes of deflate(pieces, part)) {
      part.packed += bytes.length;
      yield bytes;
    }
    const tail = descriptor(part);
    yield tail;
    offset += head.length + part.packed + tail.length;
    if (offset > most || part.unpacked > most) throw new RangeError('an archive of more than 4 GiB');
    written.push(part);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield Buffer.concat([directory, end(written.length, directory.length, offset)]);
}

/** Level 1: three quarters of the size of the best for a third of its time. */
async function* deflate(pieces: ZipPart['pieces'], part: Written): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw({ level: 1 });
  const fill = async (): Promise<void> => {
    try {
      for await (const piece of pieces) {
        const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
        part.checksum = crc32(bytes, part.checksum);
        part.unpacked += bytes.length;
        if (!packer.write(bytes)) await new Promise<void>((resolve) => void packer.once('drain', resolve));
      }
      packer.end();
    } catch (error) {
      packer.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };
  void fill();
  yield* packer as AsyncIterable<Buffer>;
}

function localHeader({ name }: Written): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflated, 8);
  head.writeUInt16LE(date, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptor({ checksum, packed, unpacked }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x0807_4b50, 0);
  tail.writeUInt32LE(checksum, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(unpacked, 12);
  return tail;
}

function directoryEntry({ name, offset, checksum, packed, unpacked }: Written): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(deflated, 10);
  head.writeUInt16LE(date, 14);
  head.writeUInt32LE(checksum, 16);
  head.writeUInt32LE(packed, 20);
  head.writeUInt32LE(unpacked, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

function end(count: number, size: number, offset: number): Buffer {
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x0605_4b50, 0);
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(size, 12);
  tail.writeUInt32LE(offset, 16);
  return tail;
}
