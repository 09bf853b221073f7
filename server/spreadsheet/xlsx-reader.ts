/**
 * The sheets of an xlsx file as tables of text. Cells are given as people see them: formulas by the value that was last
 * worked out (nothing is ever worked out here), numbers in full, dates as ISO. Streams; only the shared texts are kept.
 */
import { archiveKindOf } from '@bahu/domain/imports/file-kind.ts';
import type { MergedRange } from '@bahu/domain/imports/head-row.ts';
import { Refusal } from '../kernel/errors.ts';
import { openArchive, type Archive } from './archive.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { SheetReader } from './sheet-reader.ts';
import type { Bytes, TableFile, TableRow, Watch } from './table.ts';
import { readWorkbook, type Workbook } from './workbook.ts';

/**
 * Opens a workbook. @throws Refusal import.damaged, import.unpacked-too-large, or what the archive is that is none:
 * import.other-office, import.archive, import.not-a-table.
 */
export async function openXlsx(bytes: Bytes, watch: Watch): Promise<TableFile> {
  const archive = await openArchive(bytes, watch);
  const found = archiveKindOf(archive.names);
  if (found.kind === 'other-office') throw new Refusal('import.other-office', { program: found.program });
  if (found.kind === 'packed-tables') throw new Refusal('import.archive');
  if (found.kind === 'unknown') throw new Refusal('import.not-a-table');
  const workbook = await readWorkbook(archive);
  let strings: Promise<SharedStrings> | null = null;
  return {
    encoding: 'xlsx',
    delimiter: null,
    sheets: workbook.sheets.map(({ name }) => name),
    rows: (sheet = 0, onMerged = () => {}) =>
      readSheet(
        { archive, workbook, strings: () => (strings ??= readSharedStrings(archive, workbook.strings)), onMerged },
        sheet,
      ),
  };
}

interface Reading {
  archive: Archive;
  workbook: Workbook;
  strings: () => Promise<SharedStrings>;
  onMerged: (range: MergedRange) => void;
}

async function* readSheet(
  { archive, workbook, strings, onMerged }: Reading,
  sheet: number,
): AsyncGenerator<TableRow[]> {
  const { part } = workbook.sheets[sheet]!;
  const reader = new SheetReader(workbook, await strings(), onMerged);
  for await (const piece of archive.pieces(part)) {
    reader.push(piece);
    if (reader.batch.isFull()) yield reader.batch.take();
  }
  reader.end();
  yield reader.batch.take();
}
