import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvParser } from './csv-parser.ts';
import { openTable } from './read.ts';
import { storable } from './table.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

const inOne = (rows: string[][]) =>
  (async function* one() {
    yield rows;
  })();
async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
/** A file whose bytes come in small pieces, so that every cut is tried. */
const source = (bytes: Buffer, piece = 64 * 1024) => ({
  size: bytes.length,
  read: (from: number, to: number) => Readable.from(cut(bytes.subarray(from, to + 1), piece)),
});
function* cut(bytes: Buffer, piece: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
async function rowsOf(bytes: Buffer, piece?: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of (await openTable(source(bytes, piece))).rows()) rows.push(...batch.map((row) => row.cells));
  return rows;
}

/** Cells as they can be stored; line ends within a cell of XML are one character. */
const cell = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '0755',
      '+8613900000042',
      '甲"乙',
      'a,b',
      'a\tb',
      '一\n二',
      '&lt;',
      '<c>',
      ']]>',
      ' 空 ',
    ),
  )
  .map((text) => storable(text).replace(/[\r\ufffe\uffff\ufeff]/g, ''));
/** The first cell is never blank: blank rows are left out on purpose, and the first line says what the delimiter is. */
const tables = fc.array(fc.tuple(fc.constantFrom('a', '乙', '3'), cell, cell), { minLength: 1, maxLength: 20 });
const head = ['姓名', '电话', '备注'];

test.each([
  ['csv', writeCsv],
  ['xlsx', (rows: AsyncIterable<string[][]>) => writeXlsx(rows)],
] as const)(
  '[C5] whatever is written as %s comes back the same, wherever the bytes are cut',
  async (_format, write) => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 400 }), async (rows, piece) => {
        const table = [head, head, head, ...rows.map((row) => [...row])];
        const read = await rowsOf(await bytesOf(write(inOne(table))), piece);
        expect(read.map((row) => head.map((_, i) => row[i] ?? ''))).toEqual(table);
      }),
      { numRuns: 150 },
    );
  },
  60_000,
);

test('[C4] a text is read the same wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', ',', '"', '\n', '\r\n', '""', '甲'), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      (pieces, size) => {
        const text = pieces.join('');
        const read = (step: number): unknown => {
          const parser = new CsvParser(',');
          try {
            for (let at = 0; at < text.length; at += step) parser.push(text.slice(at, at + step));
            parser.end();
            return parser.batch.take();
          } catch (error) {
            return String(error);
          }
        };
        expect(read(size)).toEqual(read(text.length + 1));
      },
    ),
    { numRuns: 3000 },
  );
});

test('[C5] a sheet that is full is followed by another with the same head', async () => {
  const rows = [head, ...Array.from({ length: 9 }, (_, i) => [`客户${i}`, '1', ''])];
  const bytes = await bytesOf(writeXlsx(inOne(rows), 5));
  expect(bytes.toString('latin1').match(/xl\/worksheets\/sheet\d\.xml/g)).toEqual(
    expect.arrayContaining(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', 'xl/worksheets/sheet3.xml']),
  );
  expect(await rowsOf(bytes)).toEqual([head, ...rows.slice(1, 5).map(([name, phone]) => [name, phone])]);
});
