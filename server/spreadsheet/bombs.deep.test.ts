/** Files made to take a gigabyte: each is read, or refused, by a process that has far less. */
import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { archiveOf, repeated, rowOf, workbookOf, type Part } from './test-files.ts';

const reader = fileURLToPath(new URL('test-read-file.ts', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'bahu-bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of the JavaScript heap; the program itself takes about 60 MB of it. */
const heapMb = 192;
/** Of all memory: the program about 130 MB, the shared texts of a file at most 224 MB. */
const maxMb = 512;

interface Outcome {
  rows: number;
  code: string | null;
  peakMb: number;
}

async function readInChild(pieces: AsyncIterable<Buffer>): Promise<Outcome> {
  const file = path.join(folder, 'bomb');
  await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(file));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, '--import', 'tsx', reader, file],
    { encoding: 'utf8' },
  );
  return JSON.parse(stdout) as Outcome;
}

const around = (open: string, close: string, text: string, times: number): Part =>
  function* whole() {
    yield open;
    yield* repeated(text, times);
    yield close;
  };
const one = `<sheetData>${rowOf(['姓名'])}</sheetData>`;
const strings = (text: string, times: number): Record<string, Part> => ({
  'xl/sharedStrings.xml': around('<sst>', '</sst>', text, times),
});
const tooLarge = 'import.unpacked-too-large';

test.each<[string, Part, Record<string, Part>, { rows?: number; code: string | null }]>([
  ['80 million shared texts without content', one, strings('<si/>', 80_000_000), { code: tooLarge }],
  ['80 million shared texts of a letter', one, strings('<si><t>a</t></si>', 80_000_000), { code: tooLarge }],
  ['a gigabyte of shared texts', one, strings(`<si><t>${'x'.repeat(30_000)}</t></si>`, 36_000), { code: tooLarge }],
  [
    '20 million empty rows',
    around(`<sheetData>${rowOf(['姓名'])}`, '</sheetData>', '<row spans="1:4" ht="14.25"/>', 20_000_000),
    {},
    { rows: 1, code: null },
  ],
  [
    '40 million empty cells with a format',
    around(`<sheetData>${rowOf(['姓名'])}`, '</sheetData>', `<row>${'<c s="1"/>'.repeat(200)}</row>`, 200_000),
    {},
    { rows: 1, code: null },
  ],
  [
    'a million rows more than a sheet has',
    around('<sheetData>', '</sheetData>', rowOf(['甲']), 2_100_000),
    {},
    { code: 'import.too-many-rows' },
  ],
  [
    'thousands of the longest cells',
    around('<sheetData>', '</sheetData>', rowOf(['x'.repeat(32_000), 'y'.repeat(32_000)]), 12_000),
    {},
    { rows: 12_000, code: null },
  ],
  [
    'a row without end',
    around('<sheetData><row>', '', '<c><v>1</v></c>', 50_000_000),
    {},
    { code: 'import.line-too-long' },
  ],
  ['a tag without end', around('<sheetData><row ', '', 'x', 500_000_000), {}, { code: 'import.line-too-long' }],
  ['elements within elements', around('<sheetData>', '', '<a>', 100_000_000), {}, { code: 'import.damaged' }],
  [
    '10 million merged ranges',
    around(`${one}<mergeCells>`, '</mergeCells>', '<mergeCell ref="A5:A9"/>', 10_000_000),
    {},
    { rows: 1, code: null },
  ],
  [
    'a style for each cell',
    one,
    { 'xl/styles.xml': around('<styleSheet><cellXfs>', '</cellXfs></styleSheet>', '<xf numFmtId="14"/>', 800_000) },
    { rows: 1, code: null },
  ],
  [
    'more styles than a part may have',
    one,
    { 'xl/styles.xml': around('<styleSheet><cellXfs>', '</cellXfs></styleSheet>', '<xf numFmtId="14"/>', 8_000_000) },
    { code: tooLarge },
  ],
])(
  '[C4] %s cost a refusal or a walk, and no memory',
  async (_what, xml, others, expected) => {
    const outcome = await readInChild(archiveOf(workbookOf([{ name: '一', xml }], others)));
    expect(outcome).toMatchObject(expected);
    expect(outcome.peakMb).toBeLessThan(maxMb);
  },
  600_000,
);
