/** Rows of delimited text (RFC 4180 as spreadsheets write it): quotes, doubled quotes, line ends in quotes. */
import { importLimits } from '@bahu/contract/imports.ts';
import { quotedByFormula, undefuse } from '@bahu/domain/imports/formula.ts';
import { damaged, lineTooLong, RowBatch, storable } from './table.ts';

/** Takes the text in pieces; rows that are whole stand in `batch`. */
export class CsvParser {
  readonly batch = new RowBatch();
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
    for (let at = start; ;) {
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
      const plain = cells.map((cell) => storable(quotedByFormula(cell) ?? undefuse(cell)));
      if (plain.some((cell) => cell.trim() !== '')) this.batch.add({ line: this.line, cells: plain });
    }
    return text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
  }

  private readPlain(text: string, start: number, isLast: boolean): { text: string; end: number } | null {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || code === this.delimiter) return { text: text.slice(start, at), end: at };
      // A carriage return at the very end may have its line feed in the next piece.
      if (code === carriageReturn)
        return at + 1 < text.length || isLast ? { text: text.slice(start, at), end: at } : null;
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
