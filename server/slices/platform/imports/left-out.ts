/** The rows that an import left out, as a file that can be put right and uploaded again: the columns of the file and one with the reasons. */
import { Readable } from 'node:stream';
import { countLeftOut, leftOutStates } from '@bahu/contract/imports.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { cellSeparator } from '../../../spreadsheet/table.ts';
import { writeCsv } from '../../../spreadsheet/write-csv.ts';
import { writeXlsx } from '../../../spreadsheet/write-xlsx.ts';
import type { SentFile } from '../jobs/index.ts';
import { reasonHead, reasonText } from './reasons.ts';
import { mine } from './routes.ts';
import type { ImportRecord } from './store.ts';

export interface LeftOutOptions {
  format?: 'csv' | 'xlsx';
  language?: 'zh-CN' | 'en';
}
const pageRows = 1000;

/** @throws Refusal not-found, or forbidden for whoever may not import any more. */
export async function leftOutFile(
  ctx: Ctx,
  importId: string,
  { format = 'csv', language = 'zh-CN' }: LeftOutOptions,
): Promise<SentFile> {
  const found = await ctx.tenant((tx) => mine(tx, ctx.principal, importId));
  if (countLeftOut(found.counts) === 0) throw new Refusal('not-found');
  const rows = leftOutRows(ctx, found, language);
  const name = `${found.fileName.replace(/\.[^.]*$/, '')}-${language === 'en' ? 'left-out' : '未导入'}.${format}`;
  return { name, content: streamOf(format === 'csv' ? writeCsv(rows) : writeXlsx(rows)) };
}

async function* leftOutRows(ctx: Ctx, found: ImportRecord, language: 'zh-CN' | 'en'): AsyncGenerator<string[][]> {
  const heads = found.columns.map(({ name }) => name);
  yield [[...heads, reasonHead[language]]];
  for (let after = 0; ;) {
    const rows = await ctx.tenant((tx) =>
      tx
        .selectFrom('importRows')
        .select(['line', 'cells', 'errors'])
        .where('importId', '=', found.id)
        .where('state', 'in', leftOutStates)
        .where('line', '>', after)
        .orderBy('line')
        .limit(pageRows)
        .execute(),
    );
    yield rows.map(({ cells, errors }) => {
      const values = cells.split(cellSeparator);
      return [...heads.map((_, i) => values[i] ?? ''), reasonText(errors, heads, language)];
    });
    if (rows.length < pageRows) return;
    after = rows.at(-1)!.line;
  }
}

export const streamOf = (pieces: AsyncIterable<Buffer>): Readable => Readable.from(pieces, { objectMode: false });
