/**
 * Which row of a sheet is the head, and where its data begins: as the user chooses among the first rows, which are
 * known.
 */
import { topLimits, type Import, type ImportTable } from '@bahu/contract/imports.ts';
import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/errors.ts';
import type { ImportRecord } from './store.ts';
import { columnsOf, proposeFirst, rowsAbove } from './survey.ts';

/**
 * What follows from another head of the sheet that was read. @throws Refusal input.invalid for a line that is none of
 * the first rows, import.empty when no row is left.
 */
export function moveHead(found: ImportRecord, { headLine = found.headLine, firstLine }: Static<typeof ImportTable>) {
  const { topRows, encoding } = found;
  const head = topRows.findIndex(({ line }) => line === headLine);
  if (head < 0) throw new Refusal('input.invalid', undefined, [{ path: 'headLine', rule: 'reference' }]);
  const first = firstLine ?? proposeFirst(topRows, head);
  if (first <= headLine || !(first === headLine + 1 || topRows.some(({ line }) => line === first)))
    throw new Refusal('input.invalid', undefined, [{ path: 'firstLine', rule: 'reference' }]);
  const [before, after] = [rowsAbove(topRows, found.firstLine), rowsAbove(topRows, first)];
  const fileRows = found.fileRows + before.rows - after.rows;
  if (fileRows <= 0) throw new Refusal('import.empty');
  const hidden = (found.questions.find(({ key }) => key === 'hidden-rows')?.rows ?? 0) + before.hidden - after.hidden;
  return {
    headLine,
    firstLine: first,
    fileRows,
    columns: columnsOf(topRows, headLine, first, encoding),
    questions: hidden > 0 ? [{ key: 'hidden-rows' as const, rows: hidden }] : [],
  };
}

/**
 * A range merged over several rows that reaches into the data: of these only the first has the text, and which rows the
 * others belong to is a guess.
 */
export const mergedInData = ({ merged, firstLine }: Pick<ImportRecord, 'merged' | 'firstLine'>): string | null =>
  merged && merged.toLine >= firstLine ? merged.ref : null;

export function presentTable(found: ImportRecord): Import['table'] {
  const top = found.topRows.map(({ line, cells }) => ({
    line,
    cells: cells.slice(0, topLimits.cells).map((cell) => cell.slice(0, topLimits.cellCharacters)),
  }));
  return {
    sheets: found.sheets,
    sheet: found.sheet ?? 0,
    headLine: found.headLine,
    firstLine: found.firstLine,
    top,
    merged: mergedInData(found),
  };
}
