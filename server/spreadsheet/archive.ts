/** The zip archive that an xlsx file is: its parts as texts, with bounds on what they unpack to. */
import { Readable, type Readable as Stream } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { importLimits } from '@bahu/contract/imports.ts';
import { Refusal } from '../kernel/errors.ts';
import { damaged, lineTooLong, type Bytes, type Watch } from './table.ts';

const maxParts = 10_000;
/** The small parts: list of sheets, styles. */
const smallPartBytes = 16 * 1024 * 1024;

export interface Archive {
  names: readonly string[];
  has(name: string): boolean;
  /** A small part whole. */
  text(name: string): Promise<string>;
  /** A part in pieces, each of which ends after a `>`, so that no tag is cut. */
  pieces(name: string): AsyncGenerator<string>;
}

class FilesReader extends yauzl.RandomAccessReader {
  private readonly bytes: Bytes;

  constructor(bytes: Bytes) {
    super();
    this.bytes = bytes;
  }

  override _readStreamForRange(start: number, end: number): Stream {
    return end > start ? this.bytes.read(start, end - 1) : Readable.from([]);
  }
}

/** Reads the directory of the archive. @throws Refusal import.damaged or import.unpacked-too-large (a zip bomb says what it unpacks to, or is found out while it does). */
export async function openArchive(bytes: Bytes, watch: Watch): Promise<Archive> {
  const zip = await asDamaged(() => openZip(bytes));
  const entries = await asDamaged(() => listEntries(zip));
  const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > importLimits.unpackedBytes) throw new Refusal('import.unpacked-too-large');
  const open = (name: string): Promise<Stream> => {
    const entry = entries.get(name);
    if (!entry || entry.isEncrypted()) throw damaged(0);
    return asDamaged(
      () =>
        new Promise<Stream>((resolve, reject) => {
          zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
        }),
    );
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    text: async (name) => {
      let text = '';
      for await (const chunk of texts(await open(name), watch)) {
        text += chunk;
        if (text.length > smallPartBytes) throw new Refusal('import.unpacked-too-large');
      }
      return withoutPrefix(text, prefixOf(text));
    },
    pieces: async function* pieces(name) {
      yield* wholeTags(texts(await open(name), watch));
    },
  };
}

const openZip = (bytes: Bytes): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(
      new FilesReader(bytes),
      bytes.size,
      { lazyEntries: true, autoClose: false },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });

const listEntries = (zip: ZipFile): Promise<Map<string, Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (entries.size >= maxParts) {
        reject(new Refusal('import.unpacked-too-large'));
        return;
      }
      entries.set(entry.fileName.replace(/^\//, ''), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });

/** The archive's own faults are the file's; what we refused stays what it is. */
async function asDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(0);
  }
}

async function* texts(stream: Stream, watch: Watch): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const text = await asDamaged(async () => {
        const { value, done } = await chunks.next();
        return done ? null : decoder.decode(value, { stream: true });
      });
      if (text === null) return;
      await watch();
      yield text;
    }
  } finally {
    // Whoever has read enough leaves the rest packed.
    stream.destroy();
  }
}

async function* wholeTags(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let prefix: string | null = null;
  for await (const chunk of chunks) {
    rest += chunk;
    const end = rest.lastIndexOf('>') + 1;
    if (end > 0) {
      const piece = rest.slice(0, end);
      prefix ??= prefixOf(piece);
      yield withoutPrefix(piece, prefix);
      rest = rest.slice(end);
    }
    if (rest.length > importLimits.lineCharacters) throw lineTooLong(0);
  }
}

/** Some programs write `<x:row>` for `<row>`; the prefix is that of the root. */
const prefixOf = (text: string): string =>
  /<(\w+):(?:worksheet|sst|workbook|styleSheet|Relationships)\b/.exec(text)?.[1] ?? '';
const withoutPrefix = (text: string, prefix: string): string =>
  prefix ? text.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : text;
