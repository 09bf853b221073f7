/** Delimited text as a table: any of the usual encodings and delimiters. */
import { guessDelimiter, namedDelimiter } from '@bahu/domain/imports/delimiter.ts';
import {
  encodingOfMark,
  encodingOfPairs,
  encodingOfZeros,
  noPairs,
  scorePairs,
  type TextEncodingName,
} from '@bahu/domain/imports/encoding.ts';
import { Refusal } from '../kernel/errors.ts';
import { CsvParser } from './csv-parser.ts';
import type { Bytes, TableFile, TableRow, Watch } from './table.ts';

const sampleCharacters = 64 * 1024;

/**
 * Opens a text: finds its encoding by reading all of it once, and its delimiter by its beginning. @throws Refusal
 * import.encoding or import.not-a-table.
 */
export async function openCsv(bytes: Bytes, watch: Watch): Promise<TableFile> {
  const encoding = await findEncoding(bytes, watch);
  let beginning = '';
  for await (const text of decoded(bytes, encoding, watch)) {
    beginning += text;
    if (beginning.length >= sampleCharacters) break;
  }
  const named = namedDelimiter(beginning);
  const delimiter = named?.delimiter ?? guessDelimiter(beginning.slice(0, sampleCharacters));
  return {
    encoding,
    delimiter,
    sheets: [''],
    rows: () => readRows(decoded(bytes, encoding, watch), delimiter, named?.length ?? 0),
  };
}

async function findEncoding(bytes: Bytes, watch: Watch): Promise<TextEncodingName> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const score = noPairs();
  let [isUtf8, isFirst] = [true, true];
  let cut: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes.read(0, bytes.size - 1) as AsyncIterable<Buffer>) {
    await watch();
    const marked = isFirst ? (encodingOfMark(chunk) ?? encodingOfZeros(chunk)) : null;
    if (marked !== null && marked !== 'utf-8') return marked;
    isFirst = false;
    if (chunk.includes(0)) throw new Refusal('import.not-a-table');
    isUtf8 &&= decodes(strict, chunk);
    if (isUtf8) continue;
    const piece = cut.length ? Buffer.concat([cut, chunk]) : chunk;
    cut = piece.subarray(piece.length - scorePairs(piece, score));
  }
  if (isUtf8 && decodes(strict)) return 'utf-8';
  const likely = encodingOfPairs(score);
  if (likely === null) throw new Refusal('import.encoding');
  return likely;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

async function* decoded(bytes: Bytes, encoding: TextEncodingName, watch: Watch): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Refusal('import.encoding');
    }
  };
  for await (const chunk of bytes.read(0, bytes.size - 1) as AsyncIterable<Buffer>) {
    await watch();
    yield decode(chunk);
  }
  yield decode();
}

/** `skip`: characters at the beginning that are no row. */
async function* readRows(texts: AsyncIterable<string>, delimiter: string, skip: number): AsyncGenerator<TableRow[]> {
  const parser = new CsvParser(delimiter);
  let left = skip;
  for await (const text of texts) {
    parser.push(text.slice(left));
    left = Math.max(0, left - text.length);
    if (parser.batch.isFull()) yield parser.batch.take();
  }
  parser.end();
  yield parser.batch.take();
}
