/** Delimited text (RFC 4180 as spreadsheets write it): quotes, line ends in quotes, any of the usual encodings and delimiters. */
import { importLimits } from '@bahu/contract/imports.ts';
import { guessDelimiter } from '@bahu/domain/imports/delimiter.ts';
import { countGb, encodingOfMark, isLikelyGb, type GbCount, type TextEncodingName } from '@bahu/domain/imports/encoding.ts';
import { undefuse } from '@bahu/domain/imports/formula.ts';
import { Refusal } from '../errors.ts';
import { checkRow, damaged, lineTooLong, rowsPerBatch, storable, type Bytes, type TableFile, type TableRow } from './table.ts';

const sampleBytes = 64 * 1024;

/** Opens a text: finds its encoding by reading all of it once, and its delimiter by its beginning. @throws Refusal import.encoding or import.not-a-table. */
export async function openCsv(bytes: Bytes): Promise<TableFile> {
  const encoding = await findEncoding(bytes);
  let beginning = '';
  for await (const text of decoded(bytes, encoding)) {
    beginning += text;
    if (beginning.length >= sampleBytes) break;
  }
  const delimiter = guessDelimiter(beginning.slice(0, sampleBytes));
  return { encoding, delimiter, rows: () => readRows(bytes, encoding, delimiter) };
}

async function findEncoding(bytes: Bytes): Promise<TextEncodingName> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const gb: GbCount = { common: 0, other: 0 };
  let isUtf8 = true;
  let isFirst = true;
  for await (const chunk of bytes.read(0, bytes.size - 1) as AsyncIterable<Buffer>) {
    const marked = isFirst ? encodingOfMark(chunk) : null;
    if (marked === 'unsupported') throw new Refusal('import.encoding');
    if (marked === 'utf-16le') return marked;
    isFirst = false;
    if (chunk.includes(0)) throw new Refusal('import.not-a-table');
    isUtf8 &&= decodes(strict, chunk);
    if (!isUtf8) countGb(chunk, gb);
  }
  if (isUtf8 && decodes(strict)) return 'utf-8';
  if (!isLikelyGb(gb)) throw new Refusal('import.encoding');
  return 'gb18030';
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

async function* decoded(bytes: Bytes, encoding: TextEncodingName): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytes.read(0, bytes.size - 1) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new Refusal('import.encoding') : error;
  }
}

async function* readRows(bytes: Bytes, encoding: TextEncodingName, delimiter: string): AsyncGenerator<TableRow[]> {
  const parser = new CsvParser(delimiter);
  for await (const text of decoded(bytes, encoding)) {
    parser.push(text);
    while (parser.rows.length >= rowsPerBatch) yield parser.rows.splice(0, rowsPerBatch);
  }
  parser.end();
  if (parser.rows.length) yield parser.rows;
}

/** Takes the text in pieces; rows that are whole stand in `rows`. */
export class CsvParser {
  rows: TableRow[] = [];
  private rest = '';
  private line = 0;
  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(text: string): void {
    this.rest = this.parse(this.rest + text, false);
    if (this.rest.length > importLimits.lineCharacters) throw lineTooLong(this.line + 1);
  }

  /** @throws Refusal import.damaged when a quote is never closed. */
  end(): void {
    if (this.rest !== '') this.parse(this.rest, true);
    this.rest = '';
  }

  /** Reads all rows that end in the text and returns what is left. */
  private parse(text: string, isLast: boolean): string {
    let at = 0;
    while (at < text.length) {
      const next = this.readRow(text, at, isLast);
      if (next < 0) return text.slice(at);
      at = next;
    }
    return '';
  }

  /** Returns where the next row begins, or -1 when the row does not end in this text. */
  private readRow(text: string, start: number, isLast: boolean): number {
    const cells: string[] = [];
    for (let at = start; ; ) {
      const cell = text.charCodeAt(at) === quote ? this.readQuoted(text, at, isLast) : this.readPlain(text, at, isLast);
      if (cell === null) return -1;
      cells.push(cell.text);
      at = cell.end;
      if (at < text.length && text.charCodeAt(at) === this.delimiter) at++;
      else return this.finish(cells, text, at);
    }
  }

  private finish(cells: string[], text: string, end: number): number {
    this.line++;
    if (cells.length > 1 || cells[0] !== '') {
      const row = { line: this.line, cells: cells.map((cell) => storable(undefuse(cell))) };
      checkRow(row);
      if (row.cells.some((cell) => cell.trim() !== '')) this.rows.push(row);
    }
    return text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
  }

  private readPlain(text: string, start: number, isLast: boolean): { text: string; end: number } | null {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || code === this.delimiter) return { text: text.slice(start, at), end: at };
      // A carriage return at the very end may have its line feed in the next piece.
      if (code === carriageReturn) return at + 1 < text.length || isLast ? { text: text.slice(start, at), end: at } : null;
    }
    return isLast ? { text: text.slice(start), end: text.length } : null;
  }

  private readQuoted(text: string, start: number, isLast: boolean): { text: string; end: number } | null {
    let at = start + 1;
    for (;;) {
      at = text.indexOf('"', at);
      if (at < 0 || (at + 1 === text.length && !isLast)) {
        if (at < 0 && isLast) throw damaged(this.line + 1);
        return null;
      }
      if (text.charCodeAt(at + 1) !== quote) break;
      at += 2;
    }
    const inside = text.slice(start + 1, at).replaceAll('""', '"');
    const after = this.readPlain(text, at + 1, isLast);
    return after && { text: inside + after.text, end: after.end };
  }
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
