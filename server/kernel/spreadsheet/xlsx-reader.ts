/**
 * The first visible sheet of an xlsx file as a table of text. Cells are given as people see them: formulas by the value that was last worked out
 * (nothing is ever worked out here), numbers in full, dates as ISO. Streams; only the shared texts are kept.
 */
import { shownNumber, styleOf, type NumberStyle } from '@bahu/domain/imports/number-format.ts';
import { importLimits } from '@bahu/contract/imports.ts';
import { Refusal } from '../errors.ts';
import { openArchive, type Archive } from './archive.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { checkRow, damaged, lineTooLong, rowsPerBatch, storable, type Bytes, type TableFile, type TableRow } from './table.ts';
import { attribute, elements, richText, tags, unescapeXml } from './xml.ts';

interface Workbook {
  sheet: string;
  calendar: 1900 | 1904;
  styles: NumberStyle[];
}

/** Opens a workbook. @throws Refusal import.damaged, import.not-a-table (an archive without a sheet) or import.unpacked-too-large. */
export async function openXlsx(bytes: Bytes): Promise<TableFile> {
  const archive = await openArchive(bytes);
  const workbook = await readWorkbook(archive);
  return { encoding: 'xlsx', delimiter: null, rows: () => readSheet(archive, workbook) };
}

async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has('xl/workbook.xml')) throw new Refusal('import.not-a-table');
  const text = await archive.text('xl/workbook.xml');
  const sheets = [...tags(text, 'sheet')].map((tag) => ({ id: attribute(tag, 'id'), state: attribute(tag, 'state') }));
  const chosen = sheets.find(({ state }) => state === undefined || state === 'visible') ?? sheets[0];
  const relations = archive.has('xl/_rels/workbook.xml.rels') ? await archive.text('xl/_rels/workbook.xml.rels') : '';
  const relation = [...tags(relations, 'Relationship')].find((tag) => attribute(tag, 'Id') === chosen?.id) ?? '';
  const target = attribute(relation, 'Target') ?? 'worksheets/sheet1.xml';
  const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  if (!archive.has(sheet)) throw damaged(0);
  const is1904 = [...tags(text, 'workbookPr')].some((tag) => ['1', 'true'].includes(attribute(tag, 'date1904') ?? ''));
  return { sheet, calendar: is1904 ? 1904 : 1900, styles: archive.has('xl/styles.xml') ? readStyles(await archive.text('xl/styles.xml')) : [] };
}

function readStyles(text: string): NumberStyle[] {
  const codes = new Map([...tags(text, 'numFmt')].map((tag) => [Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode')]));
  const [cells] = elements(text, 'cellXfs');
  return [...tags(cells?.inside ?? '', 'xf')].map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    return styleOf(id, codes.get(id));
  });
}

async function* readSheet(archive: Archive, workbook: Workbook): AsyncGenerator<TableRow[]> {
  const reader = new SheetReader(workbook, await readSharedStrings(archive));
  for await (const piece of archive.pieces(workbook.sheet)) {
    reader.push(piece);
    while (reader.rows.length >= rowsPerBatch) yield reader.rows.splice(0, rowsPerBatch);
  }
  reader.end();
  if (reader.rows.length) yield reader.rows;
}

class SheetReader {
  rows: TableRow[] = [];
  private rest = '';
  private line = 0;
  private hasEnded = false;
  private readonly workbook: Workbook;
  private readonly strings: SharedStrings;

  constructor(workbook: Workbook, strings: SharedStrings) {
    this.workbook = workbook;
    this.strings = strings;
  }

  push(piece: string): void {
    this.rest += piece;
    const end = Math.max(this.rest.lastIndexOf('</row>') + 6, 0);
    const cut = end >= 6 ? end : 0;
    for (const { attributes, inside } of elements(this.rest.slice(0, cut), 'row')) this.readRow(attributes, inside);
    this.rest = this.rest.slice(cut);
    if (this.rest.includes('</sheetData>')) this.hasEnded = true;
    if (this.hasEnded) this.refuseMerged();
    else if (this.rest.length > importLimits.lineCharacters) throw lineTooLong(this.line + 1);
  }

  end(): void {
    if (!this.hasEnded && !/<sheetData\s*\/>/.test(this.rest)) throw damaged(this.line);
    this.refuseMerged();
  }

  /** Of a merged cell only the first is filled; which row the others belong to is a guess that we do not make. */
  private refuseMerged(): void {
    const [merged] = tags(this.rest, 'mergeCell');
    if (merged !== undefined) throw new Refusal('import.merged-cells', { range: attribute(merged, 'ref') ?? '' });
    if (this.rest.length > importLimits.lineCharacters) this.rest = this.rest.slice(-1000);
  }

  private readRow(tag: string, inside: string): void {
    this.line = Number(attribute(tag, 'r') ?? this.line + 1);
    const cells: string[] = [];
    let isEmpty = true;
    for (const { attributes: cellTag, inside: content } of elements(inside, 'c')) {
      const reference = /\sr="([A-Z]{1,3})/.exec(cellTag)?.[1];
      const column = reference === undefined ? cells.length : columnOf(reference);
      if (column >= importLimits.columns) {
        if (content === '') continue;
        throw new Refusal('import.too-many-columns', { most: importLimits.columns });
      }
      while (cells.length < column) cells.push('');
      const text = storable(this.readCell(cellTag, content));
      cells[column] = text;
      isEmpty &&= text.trim() === '';
    }
    if (isEmpty) return;
    const row = { line: this.line, cells };
    checkRow(row);
    this.rows.push(row);
  }

  private readCell(tag: string, content: string): string {
    if (content === '') return '';
    const type = /\st="(\w+)"/.exec(tag)?.[1] ?? 'n';
    if (type === 'inlineStr') return richText(content);
    const [found] = elements(content, 'v');
    const value = found?.inside ?? '';
    if (type === 's') return this.strings.at(Number(value));
    if (type !== 'n') return type === 'b' ? String(value === '1') : unescapeXml(value);
    const style = this.workbook.styles[Number(/\ss="(\d+)"/.exec(tag)?.[1] ?? -1)];
    return value === '' ? '' : shownNumber(value, style ?? { kind: 'plain' }, this.workbook.calendar);
  }
}

function columnOf(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}
