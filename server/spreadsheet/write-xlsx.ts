/** Tables as xlsx, in a stream: every cell is a text, so nothing is a formula and no number loses its zeros. A sheet that is full is followed by the next. */
import { writeZip, type ZipPart } from './write-zip.ts';
import { escapeXml } from './xml.ts';

/** Rows that a sheet of the format can hold, its head among them. */
const rowsPerSheet = 1_048_576;
const pieceLength = 64 * 1024;
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/** The bytes of a workbook in pieces. The first row is the head and is repeated on each sheet. */
export async function* writeXlsx(
  batches: AsyncIterable<readonly (readonly string[])[]>,
  maxRows: number = rowsPerSheet,
): AsyncGenerator<Buffer> {
  yield* writeZip(parts(new RowSource(batches), maxRows));
}

async function* parts(source: RowSource, maxRows: number): AsyncGenerator<ZipPart> {
  const head = await source.next();
  let sheets = 0;
  do {
    sheets++;
    yield { name: `xl/worksheets/sheet${sheets}.xml`, pieces: sheet(source, head, maxRows) };
  } while (await source.hasMore());
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  yield {
    name: 'xl/workbook.xml',
    pieces: [
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbers.map((i) => `<sheet name="Sheet${i}" sheetId="${i}" r:id="rId${i}"/>`).join('')}</sheets></workbook>`,
    ],
  };
  yield {
    name: 'xl/_rels/workbook.xml.rels',
    pieces: [
      `${declaration}<Relationships xmlns="${packaged}/relationships">${numbers.map((i) => `<Relationship Id="rId${i}" Type="${relations}/worksheet" Target="worksheets/sheet${i}.xml"/>`).join('')}</Relationships>`,
    ],
  };
  yield {
    name: '_rels/.rels',
    pieces: [
      `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
  };
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  yield {
    name: '[Content_Types].xml',
    pieces: [
      `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${numbers.map((i) => `<Override PartName="/xl/worksheets/sheet${i}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    ],
  };
}

async function* sheet(source: RowSource, head: readonly string[] | null, maxRows: number): AsyncGenerator<string> {
  let text = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  if (head) text += rowXml(head);
  for (let rows = 1; rows < maxRows; rows++) {
    const row = source.take() ?? (await source.next());
    if (!row) break;
    text += rowXml(row);
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

const rowXml = (row: readonly string[]): string => {
  let text = '<row>';
  for (const cell of row)
    text += cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  return `${text}</row>`;
};

/** Hands out the rows of batches one by one; without a promise for each, which a million rows would feel. */
class RowSource {
  private batch: readonly (readonly string[])[] = [];
  private at = 0;
  private readonly batches: AsyncIterator<readonly (readonly string[])[]>;

  constructor(batches: AsyncIterable<readonly (readonly string[])[]>) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  /** The next row of the batch at hand; undefined when it is used up. */
  take(): readonly string[] | undefined {
    return this.batch[this.at] && this.batch[this.at++];
  }

  async next(): Promise<readonly string[] | null> {
    return (await this.hasMore()) ? this.take()! : null;
  }

  async hasMore(): Promise<boolean> {
    while (this.at >= this.batch.length) {
      const { value, done } = await this.batches.next();
      if (done) return false;
      [this.batch, this.at] = [value, 0];
    }
    return true;
  }
}
