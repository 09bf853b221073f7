/**
 * Files as spreadsheets, other systems and people make them, each with what must come of it. A file that was once read
 * wrongly is laid into `test-files` and gets its line here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Import } from '@bahu/contract/imports.ts';
import { openTransfers } from '../../../test-transfers.ts';

const folder = new URL('test-files/', import.meta.url);

const { server, drive, admin, rowsOf } = await openTransfers();

const upload = (file: string): Promise<Import> =>
  drive.upload(admin(), readFileSync(new URL(file, folder)), { name: file });
const customer = async (phone: string) =>
  server.database.db.tenant(server.tenant.id, (tx) =>
    tx.selectFrom('customers').selectAll().where('phone', '=', phone).executeTakeFirst(),
  );
/** What is written of a row, in the order name, company, note. */
const written = async (phone: string) => {
  const found = await customer(`+86${phone}`);
  return found ? [found.name, found.company, found.note] : null;
};

/** Rows of the file that are imported, by number: name, company, note. */
type Written = Record<string, [string, string?, string?]>;
/** Line of a row that is left out and its reasons. */
type LeftOut = Record<number, string[]>;
interface Case {
  file: string;
  what: string;
  encoding: Import['encoding'];
  headLine?: number;
  sheet?: string;
  written: Written;
  leftOut?: LeftOut;
}

const cases: Case[] = [
  {
    file: '01-gbk-from-chinese-excel.csv',
    what: 'GBK of a Chinese Excel',
    encoding: 'gb18030',
    written: { 15400000101: ['钱小样', '样例贸易有限公司'], 15400000102: ['孙小样', '样例物流'] },
  },
  {
    file: '02-gbk-name-beyond-gb2312.csv',
    what: 'one row with a name beyond GB 2312',
    encoding: 'gb18030',
    written: { 15400000201: ['王喆'] },
  },
  {
    file: '02b-gbk-3-rows-one-rare-name.csv',
    what: 'three rows with rare names',
    encoding: 'gb18030',
    written: {
      15400000202: ['王喆', '样例贸易'],
      15400000203: ['李镕', '样例物流'],
      15400000204: ['赵小样', '样例教育'],
    },
  },
  {
    file: '03-utf16le-bom-tab-excel-unicode-text.txt',
    what: 'Unicode text of Excel',
    encoding: 'utf-16le',
    written: { 15400000301: ['钱小样', '', '第一行\n第二行'] },
  },
  {
    file: '04-sep-line-semicolon.csv',
    what: 'a line that names the delimiter',
    encoding: 'utf-8',
    written: { 15400000401: ['钱小样', '样例贸易'] },
  },
  {
    file: '11-quotes-and-newlines.csv',
    what: 'quotes, line ends in cells, a short and a long row',
    encoding: 'utf-8',
    written: {
      15400001101: ['引号换行', '', '甲,乙\n"丙"\n丁'],
      15400001102: ['英寸', '', '屏幕 5" 样机'],
      15400001103: ['单列'],
    },
    leftOut: { 5: [' too-many-cells'] },
  },
  {
    file: '12-csv-title-row-above-head.csv',
    what: 'a title above the head',
    encoding: 'utf-8',
    headLine: 2,
    written: { 15400001201: ['钱小样', '样例贸易'] },
  },
  {
    file: '13-duplicate-head.csv',
    what: 'the same head twice',
    encoding: 'utf-8',
    written: { 15400001301: ['钱小样'] },
  },
  {
    file: '20-date1904-and-serial.xlsx',
    what: 'days counted from 1904',
    encoding: 'xlsx',
    written: { 15400002001: ['一九〇四', '', '2026-11-24'] },
  },
  {
    file: '20b-date1900-and-exponent.xlsx',
    what: 'days counted from 1900, an exponent, a format of telephone numbers',
    encoding: 'xlsx',
    written: { 15400002002: ['一九〇〇', '', '2026-11-24'], 15400002003: ['电话格式'] },
  },
  {
    file: '21-phonetic-rich-shared.xlsx',
    what: 'reading aids, rich text and written line ends',
    encoding: 'xlsx',
    written: { 15400002101: ['钱小样'], 15400002102: ['孙 小样'] },
  },
  {
    file: '22-error-cells.xlsx',
    what: 'errors of formulas',
    encoding: 'xlsx',
    written: { 15400002201: ['钱小样'] },
    leftOut: { 3: ['name error-value'], 4: ['phone required'] },
  },
  {
    file: '23-formatted-empty-rows-20000.xlsx',
    what: '20,000 rows with a format and no text',
    encoding: 'xlsx',
    written: { 15400002301: ['钱小样', '样例', '好'] },
  },
  {
    file: '24-title-row-merged.xlsx',
    what: 'a title in merged cells',
    encoding: 'xlsx',
    headLine: 2,
    written: { 15400002401: ['钱小样', '样例', '好'] },
  },
  {
    file: '25-first-sheet-hidden.xlsx',
    what: 'a hidden sheet before the table',
    encoding: 'xlsx',
    sheet: '客户',
    written: { 15400002501: ['钱小样', '样例', '好'] },
  },
  {
    file: '25c-filtered-hidden-rows.xlsx',
    what: 'rows hidden by a filter',
    encoding: 'xlsx',
    written: { 15400002503: ['看得见', '样例', '好'] },
  },
];

describe('[C4] files of the world', () => {
  test.each(cases)(
    '[C4] $what: $file',
    async ({ file, encoding, headLine = 1, sheet = null, written: wanted, leftOut = {} }) => {
      const found = await upload(file);
      expect([found.error, found.encoding, found.table.headLine]).toEqual([null, encoding, headLine]);
      if (sheet !== null) expect(found.table.sheets[found.table.sheet]).toBe(sheet);
      const ready = await drive.map(admin(), found);
      const rows = await rowsOf(ready);
      const fieldOf = (column: number): string => ready.mapping[column] ?? '';
      const reasons = Object.fromEntries(
        rows
          .filter(({ state }) => state !== 'new')
          .map(({ line, errors }) => [line, errors.map(({ column, reason }) => `${fieldOf(column)} ${reason}`)]),
      );
      expect(reasons).toEqual(leftOut);
      expect(await drive.step(admin(), found.id, 'apply')).toMatchObject({
        state: 'applied',
        counts: { new: Object.keys(wanted).length },
      });
      for (const [phone, [name, company = '', note = '']] of Object.entries(wanted))
        expect(await written(phone), phone).toEqual([name, company, note]);
    },
  );

  test('[C4] every file of the folder is read without a refusal of the whole', async () => {
    for (const file of readdirSync(folder)) expect([file, (await upload(file)).error]).toEqual([file, null]);
  });
});

describe('[C4] what is chosen of a file', () => {
  const put = (found: Import, body: object) => server.request(admin(), 'PUT', `/api/imports/${found.id}/table`, body);

  test('[C4] either of two columns of one name can be the number', async () => {
    const found = await upload('13-duplicate-head.csv');
    expect([found.columns.map(({ name }) => name), found.mapping]).toEqual([
      ['姓名', '电话', '电话'],
      ['name', 'phone', null],
    ]);
    const ready = await drive.map(admin(), { ...found, mapping: ['name', null, 'phone'] });
    expect(ready.counts).toMatchObject({ new: 1 });
    await drive.step(admin(), found.id, 'apply');
    expect(await written('15400001302')).toEqual(['钱小样', '', '']);
  });

  test('[C4] rows hidden by a filter are counted before anything is checked, and imported when that is chosen', async () => {
    const found = await upload('25c-filtered-hidden-rows.xlsx');
    expect(found.questions).toEqual([{ key: 'hidden-rows', rows: 1, choice: 'leave-out' }]);
    const without = await drive.map(admin(), found);
    expect([without.counts?.rows, without.questions]).toEqual([1, found.questions]);
    const all = await drive.map(admin(), found, { choices: { 'hidden-rows': 'import' } });
    expect([all.counts?.rows, all.questions]).toEqual([2, [{ key: 'hidden-rows', rows: 1, choice: 'import' }]]);
    // What is not said again stays as it was decided.
    expect((await drive.map(admin(), found)).counts?.rows).toBe(2);
    await drive.step(admin(), found.id, 'apply');
    expect(await written('15400002504')).toEqual(['筛选掉', '样例', '好']);
  });

  test('[C4] the error of a formula is an empty cell with a warning, which the row is imported with', async () => {
    const ready = await drive.map(admin(), await upload('22-error-cells.xlsx'));
    expect(ready.warnings).toEqual([
      { field: 'company', reason: 'error-value', count: 1 },
      { field: 'note', reason: 'error-value', count: 1 },
    ]);
    const [first, second] = await rowsOf(ready);
    expect(first!.warnings).toEqual([
      { column: 2, reason: 'error-value', params: { value: '#N/A' } },
      { column: 3, reason: 'error-value', params: { value: '#REF!' } },
    ]);
    expect([second!.errors, second!.warnings]).toEqual([
      [{ column: 0, reason: 'error-value', params: { value: '#NAME?' } }],
      [],
    ]);
    const errors = await server.request(admin(), 'GET', `/api/jobs/${ready.jobId}/errors?language=zh-CN`);
    expect(errors.body).toContain('#NAME?,15400002202,,,姓名：公式出错（#NAME?），没有内容\r\n');
  });

  test('[C4] another row is the head and another the first of data, and the columns follow', async () => {
    const text =
      '客户名单,,\n姓名,电话,公司\n请填全名,11 位手机号,选填\n钱小样,15400001401,样例\n孙小样,15400001402,样例\n';
    const found = await drive.upload(admin(), text);
    expect(found.table).toMatchObject({
      sheets: [''],
      sheet: 0,
      headLine: 2,
      firstLine: 4,
      merged: null,
      top: [{ line: 1, cells: ['客户名单', '', ''] }, { line: 2 }, { line: 3 }, { line: 4 }, { line: 5 }],
    });
    const moved = (await put(found, { sheet: 0, headLine: 1 })).json<Import>();
    expect([moved.table.headLine, moved.table.firstLine, moved.columns[0]]).toEqual([
      1,
      2,
      { name: '客户名单', isOfFiles: false, samples: ['姓名', '请填全名', '钱小样'] },
    ]);
    const back = (await put(found, { sheet: 0, headLine: 2, firstLine: 5 })).json<Import>();
    expect([back.state, back.mapping, back.columns[1]]).toEqual([
      'mapping',
      ['name', 'phone', 'company'],
      { name: '电话', isOfFiles: false, samples: ['15400001402'] },
    ]);
    expect((await drive.map(admin(), back)).counts).toMatchObject({ rows: 1, new: 1 });
    for (const [body, code] of [
      [{ sheet: 1 }, 'input.invalid'],
      [{ sheet: 0, headLine: 9 }, 'input.invalid'],
      [{ sheet: 0, headLine: 2, firstLine: 2 }, 'input.invalid'],
      [{ sheet: 0, headLine: 5 }, 'import.empty'],
    ] as const) {
      expect((await put(found, body)).json<{ code: string }>().code, JSON.stringify(body)).toBe(code);
    }
    await drive.step(admin(), found.id, 'apply');
    expect((await put(found, { sheet: 0 })).json<{ code: string }>().code).toBe('import.wrong-state');
  });
});
