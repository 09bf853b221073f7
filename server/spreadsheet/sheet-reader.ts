/**
 * The rows of a sheet of an xlsx file, out of its XML in pieces. Walks each piece once; rows without text cost nothing
 * but the walk.
 */
import { importLimits } from '@bahu/contract/imports.ts';
import { columnOf, readRange, type MergedRange } from '@bahu/domain/imports/head-row.ts';
import { shownNumber } from '@bahu/domain/imports/number-format.ts';
import { Refusal } from '../kernel/errors.ts';
import type { SharedStrings } from './shared-strings.ts';
import { damaged, lineTooLong, RowBatch, storable, type TableRow } from './table.ts';
import type { Workbook } from './workbook.ts';
import { attribute, elements, isTrue, richText, tags, takeElements, unescapeXml } from './xml.ts';

/** The last row and column that the format knows. */
const lastLine = 1_048_576;

export class SheetReader {
  readonly batch = new RowBatch();
  private rest = '';
  private line = 0;
  private hasEnded = false;
  private readonly workbook: Workbook;
  private readonly strings: SharedStrings;
  private readonly onMerged: (range: MergedRange) => void;

  constructor(workbook: Workbook, strings: SharedStrings, onMerged: (range: MergedRange) => void) {
    this.workbook = workbook;
    this.strings = strings;
    this.onMerged = onMerged;
  }

  /**
   * Takes a piece that ends after a tag. @throws Refusal import.line-too-long, import.too-many-columns,
   * import.too-many-rows.
   */
  push(piece: string): void {
    const text = this.rest + piece;
    const { next, isOpen } = this.hasEnded
      ? { next: 0, isOpen: false }
      : takeElements(text, 'row', (attributes, inside) => this.readRow(attributes, inside));
    this.rest = isOpen ? text.slice(next) : '';
    if (this.rest.length > importLimits.lineCharacters) throw lineTooLong(this.line + 1);
    if (!isOpen) this.readAfter(text.slice(next));
  }

  /** @throws Refusal import.damaged when the sheet breaks off. */
  end(): void {
    if (!this.hasEnded) throw damaged(this.line);
  }

  private readAfter(text: string): void {
    this.hasEnded ||= text.includes('</sheetData>') || /<sheetData\s*\/>/.test(text);
    if (!this.hasEnded) return;
    for (const tag of tags(text, 'mergeCell')) {
      const range = readRange(attribute(tag, 'ref') ?? '');
      if (range) this.onMerged(range);
    }
  }

  private readRow(tag: string, inside: string): void {
    this.line = this.lineOf(tag);
    if (inside === '') return;
    const cells: string[] = [];
    let [isEmpty, column] = [true, -1];
    for (const { attributes, inside: content } of elements(inside, 'c')) {
      const reference = /(?:^|\s)r=["']([A-Z]{1,3})/.exec(attributes)?.[1];
      column = reference === undefined ? column + 1 : columnOf(reference);
      if (content === '') continue;
      const text = storable(this.readCell(attributes, content));
      if (text === '') continue;
      if (column >= importLimits.columns) throw new Refusal('import.too-many-columns', { most: importLimits.columns });
      while (cells.length < column) cells.push('');
      cells[column] = text;
      isEmpty &&= text.trim() === '';
    }
    if (isEmpty) return;
    const row: TableRow = { line: this.line, cells };
    if (isTrue(tag, 'hidden')) row.isHidden = true;
    this.batch.add(row);
  }

  /** Rows count on where they do not say which they are, and where they say what cannot be. */
  private lineOf(tag: string): number {
    const said = Number(/(?:^|\s)r=["']([0-9]{1,7})["']/.exec(tag)?.[1] ?? 0);
    return said > this.line && said <= lastLine ? said : this.line + 1;
  }

  private readCell(tag: string, content: string): string {
    const type = /(?:^|\s)t=["'](\w+)["']/.exec(tag)?.[1] ?? 'n';
    if (type === 'inlineStr') return richText(content);
    const [found] = elements(content, 'v');
    const value = found?.inside ?? '';
    if (type === 's') return value === '' ? '' : this.strings.at(Number(value));
    if (type === 'b') return String(value === '1');
    if (type === 'd')
      return unescapeXml(value)
        .replace('T', ' ')
        .replace(/ 00:00:00(\.0+)?Z?$/, '');
    if (type !== 'n') return unescapeXml(value);
    const style = this.workbook.styles[Number(/(?:^|\s)s=["'](\d+)["']/.exec(tag)?.[1] ?? -1)];
    return value === '' ? '' : shownNumber(value, style ?? { kind: 'plain' }, this.workbook.calendar);
  }
}
