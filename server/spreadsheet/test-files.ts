/** Files and what is read of them, for tests of the readers. */
import { Readable } from 'node:stream';
import { openTable } from './read.ts';
import type { Bytes, TableFile, TableRow, Watch } from './table.ts';
import { writeZip } from './write-zip.ts';

/** A file whose bytes come in pieces of that size, so that every cut can be tried. */
const source = (bytes: Buffer, piece = 64 * 1024): Bytes => ({
  size: bytes.length,
  read: (from, to) => Readable.from(cut(bytes.subarray(from, to + 1), piece)),
});

function* cut(bytes: Buffer, piece: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** The table that the bytes are. */
export const open = (bytes: Buffer, watch?: Watch): Promise<TableFile> => openTable(source(bytes), watch);

/** All rows of a sheet. */
export async function readAll(bytes: Buffer, sheet = 0): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of (await open(bytes)).rows(sheet)) rows.push(...batch);
  return rows;
}

export type Part = string | (() => Iterable<string>);

/** An archive of these parts; long ones come as they are made, so that they are never whole in memory. */
export async function* archiveOf(parts: Readonly<Record<string, Part>>): AsyncGenerator<Buffer> {
  yield* writeZip(
    (async function* all() {
      for (const [name, part] of Object.entries(parts))
        yield { name, pieces: typeof part === 'string' ? [part] : part() };
    })(),
  );
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * The parts of a workbook with these sheets (the XML inside of each worksheet) in order, named by their state or shown.
 */
export function workbookOf(
  sheets: readonly { name: string; state?: string; xml: Part }[],
  others: Readonly<Record<string, Part>> = {},
): Record<string, Part> {
  const list = sheets
    .map(
      ({ name, state }, i) =>
        `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}" ` : ''}r:id="rId${i + 1}"/>`,
    )
    .join('');
  const targets = sheets
    .map(
      (_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join('');
  const parts: Record<string, Part> = {
    'xl/workbook.xml': `<workbook xmlns:r="${relations}"><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${targets}</Relationships>`,
  };
  for (const [i, { xml }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      typeof xml === 'string'
        ? `<worksheet>${xml}</worksheet>`
        : function* whole() {
            yield '<worksheet>';
            yield* xml();
            yield '</worksheet>';
          };
  }
  return { ...parts, ...others };
}

/** A row of texts as XML. */
export const rowOf = (cells: readonly string[], attributes = ''): string =>
  `<row${attributes}>${cells.map((cell) => (cell === '' ? '<c/>' : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`;

/** All pieces as one. */
export async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** The bytes of a workbook of one sheet. */
export const sheetFile = (xml: Part, others: Readonly<Record<string, Part>> = {}): Promise<Buffer> =>
  bytesOf(archiveOf(workbookOf([{ name: '一', xml }], others)));

/** The same text so many times, in pieces. */
export function* repeated(text: string, times: number): Generator<string> {
  const many = Math.max(1, Math.floor(65_536 / text.length));
  const piece = text.repeat(many);
  for (let left = times; left > 0; left -= many) yield left >= many ? piece : text.repeat(left);
}
