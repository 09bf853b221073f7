/** Tables as csv: UTF-8 with a byte order mark and CRLF, which spreadsheet programs open without asking; formulas made harmless. */
import { defuse } from '@bahu/domain/imports/formula.ts';

const pieceLength = 64 * 1024;

/** The bytes of a table in pieces. */
export async function* writeCsv(batches: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<Buffer> {
  let text = '\ufeff';
  for await (const rows of batches) {
    for (const row of rows) {
      text += `${row.map(csvCell).join(',')}\r\n`;
      if (text.length < pieceLength) continue;
      yield Buffer.from(text, 'utf8');
      text = '';
    }
  }
  yield Buffer.from(text, 'utf8');
}

function csvCell(value: string): string {
  const text = defuse(value);
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
