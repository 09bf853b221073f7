/**
 * Workbooks that were made to keep a reader busy. Each takes minutes when every beginning is followed by a search for its end, while calls wait
 * for the same process; then the test's own limit ends it.
 */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openTable } from '../../../spreadsheet/read.ts';
import { sheetOf } from '../../../test-transfers.ts';

async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  const table = await openTable({
    size: bytes.length,
    read: (from, to) => Readable.from([bytes.subarray(from, to + 1)]),
  });
  for await (const batch of table.rows()) rows.push(...batch.map((row) => row.cells));
  return rows;
}
const [many, text] = [300_000, 't="inlineStr"'];

test.each<[string, string, string?]>([
  ['cells', `<row>${'<c>'.repeat(many)}</row>`],
  ['tags of cells', `<row>${'<c '.repeat(many)}</row>`],
  ['tags of values', `<row><c>${'<v '.repeat(many)}</c></row>`],
  ['runs of text', `<row><c ${text}>${'<t '.repeat(many)}</c></row>`],
  ['reading aids', `<row><c ${text}>${'<rPh>'.repeat(190_000)}</c></row>`],
  ['styles', '<row></row>', '<cellXfs>'.repeat(many)],
  ['number formats', '<row></row>', '<numFmt '.repeat(many)],
  [
    'brackets in a number format',
    '<row></row>',
    `<numFmt numFmtId="200" formatCode="${'['.repeat(many)}"/><cellXfs><xf numFmtId="200"/></cellXfs>`,
  ],
])('[C4] a workbook whose %s have no end is read in one walk', async (_what, sheet, styles) => {
  const bytes = await sheetOf(
    `<sheetData>${sheet}</sheetData>`,
    styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` },
  );
  expect(await rowsOf(bytes)).toEqual([]);
});

test('[C4] a shared text longer than any line is refused', async () => {
  const bytes = await sheetOf('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', {
    'xl/sharedStrings.xml': `<sst><si>${'<t>甲</t>'.repeat(200_000)}</si></sst>`,
  });
  await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'import.line-too-long' });
});
