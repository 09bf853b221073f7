/** Where the table stands in a workbook, and files that are no table. */
import { describe, expect, test } from 'vitest';
import type { Import } from '@bahu/contract/imports.ts';
import { archiveOf, bytesOf, rowOf, sheetFile, workbookOf } from '../../../spreadsheet/test-files.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive, admin } = await openTransfers();

const data = (...rows: string[][]): string => `<sheetData>${rows.map((row) => rowOf(row)).join('')}</sheetData>`;
const merged = (xml: string, ...ranges: string[]): string =>
  `${xml}<mergeCells>${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
const workbook = (...sheets: [name: string, xml: string, state?: string][]): Promise<Buffer> =>
  bytesOf(archiveOf(workbookOf(sheets.map(([name, xml, state]) => ({ name, xml, ...(state && { state }) })))));
const head = ['姓名', '电话', '公司'];
const put = (found: Import, body: object) => server.request(admin(), 'PUT', `/api/imports/${found.id}/table`, body);
const heads = (found: Import): string[] => found.columns.map(({ name }) => name);

describe('[C4] the sheet', () => {
  test('[C4] with the table is proposed, and another is read when it is chosen', async () => {
    const instructions = data(['客户导入说明'], ['1. 姓名、电话必须填写'], ['2. 电话为 11 位手机号']);
    const found = await drive.upload(
      admin(),
      await workbook(
        ['说明', instructions],
        ['客户', data(head, ['甲', '15400004001', '']), 'hidden'],
        ['客户名单', data(['客户名单'], head, ['乙', '15400004002', ''])],
        ['联系人', data(['Name', 'Phone'], ['Ann', '15400004003'])],
      ),
    );
    expect([found.table.sheets, found.table.sheet, found.table.headLine, heads(found)]).toEqual([
      ['说明', '客户名单', '联系人'],
      1,
      2,
      head,
    ]);
    expect((await put(found, { sheet: 2 })).json<Import>().state).toBe('reading');
    await drive.work();
    const other = await drive.get(admin(), found.id);
    expect([other.state, other.table.sheet, other.table.headLine, heads(other), other.mapping]).toEqual([
      'mapping',
      2,
      1,
      ['Name', 'Phone'],
      ['name', 'phone'],
    ]);
    expect((await drive.map(admin(), other)).counts).toMatchObject({ rows: 1, new: 1 });
    expect((await put(other, { sheet: 1 })).json<Import>()).toMatchObject({ state: 'reading', counts: null });
    await drive.work();
    expect(heads(await drive.get(admin(), found.id))).toEqual(head);
    expect(
      (
        await server.database.asOwner<{ action: string }>(
          'select action from audit_rows where record_id = $1 order by at',
          [found.id],
        )
      ).filter(({ action }) => action === 'import.table'),
    ).toHaveLength(2);
  });

  test('[C4] may have columns without a head, which can be mapped, and cells beyond them, which are none of a row', async () => {
    const found = await drive.upload(
      admin(),
      await sheetFile(data([...head], ['甲', '15400004011', '', '老客户'], ['乙', '15400004012', '', '', '旁注'])),
    );
    expect([heads(found), found.mapping]).toEqual([
      [...head, '', ''],
      ['name', 'phone', 'company', null, null],
    ]);
    const ready = await drive.map(admin(), { ...found, mapping: ['name', 'phone', 'company', 'note', null] });
    expect(ready.counts).toMatchObject({ new: 2, invalid: 0 });
  });

  test('[C4] whose head stands in two lines has the names of both', async () => {
    const rows = data(
      ['客户登记表', '', '', ''],
      ['姓名', '联系方式', '', '公司'],
      ['', '手机', '邮箱', ''],
      ['甲', '15400004021', 'a@example.com', '样例'],
    );
    const found = await drive.upload(admin(), await sheetFile(merged(rows, 'A1:D1', 'A2:A3', 'B2:C2', 'D2:D3')));
    expect([found.table.headLine, found.table.merged, heads(found), found.mapping]).toEqual([
      3,
      null,
      ['姓名', '手机', '邮箱', '公司'],
      ['name', 'phone', 'email', 'company'],
    ]);
  });

  test('[C4] with cells merged over several rows of data is shown, and refused before its rows are checked', async () => {
    const rows = data(head, ['甲', '15400004031', '样例'], ['乙', '15400004032', ''], ['合计', '', '']);
    const found = await drive.upload(admin(), await sheetFile(merged(rows, 'C2:C3', 'A4:C4')));
    expect([found.state, found.table.merged]).toEqual(['mapping', 'C2:C3']);
    const reply = await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, {
      mapping: found.mapping,
      onExisting: 'skip',
    });
    expect([reply.statusCode, reply.json()]).toMatchObject([
      422,
      { code: 'import.merged-cells', params: { range: 'C2:C3' } },
    ]);
    // Data from below the range on has none of it.
    const below = (await put(found, { sheet: 0, firstLine: 4 })).json<Import>();
    expect(below.table.merged).toBeNull();
  });
});

describe('[C4] a file that is no table says what to do', () => {
  /**
   * A container with a header, and the names of its streams in the second sector, as Excel 97 and the encryption of
   * Office write it.
   */
  const container = (stream: string): Buffer => {
    const bytes = Buffer.alloc(2048);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
    bytes.writeUInt16LE(9, 30);
    bytes.writeUInt32LE(1, 48);
    bytes.write('Root Entry', 1024, 'utf16le');
    bytes.write(stream, 1152, 'utf16le');
    return bytes;
  };
  const zip = (...names: string[]): Promise<Buffer> =>
    bytesOf(archiveOf(Object.fromEntries(names.map((name) => [name, 'x']))));
  const page =
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>姓名</td></tr></table></body></html>';

  test.each<[string, string, Record<string, string>, () => Buffer | string | Promise<Buffer>]>([
    ['an old workbook', 'import.old-excel', {}, () => container('Workbook')],
    ['a workbook with a password', 'import.protected', {}, () => container('EncryptedPackage')],
    ['a container that is cut off', 'import.old-excel', {}, () => container('EncryptedPackage').subarray(0, 100)],
    ['a page named .xls', 'import.web-page', {}, () => page],
    ['a page in UTF-16', 'import.web-page', {}, () => Buffer.from(`\ufeff${page}`, 'utf16le')],
    [
      'XML of Excel 2003',
      'import.web-page',
      {},
      () => '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ],
    ['a binary workbook', 'import.other-office', { program: 'Excel (.xlsb)' }, () => zip('xl/workbook.bin')],
    ['OpenDocument', 'import.other-office', { program: 'OpenDocument (.ods)' }, () => zip('mimetype', 'content.xml')],
    ['Numbers', 'import.other-office', { program: 'Numbers' }, () => zip('Index/Document.iwa')],
    ['Word', 'import.other-office', { program: 'Word' }, () => zip('word/document.xml')],
    ['an archive with a table in it', 'import.archive', {}, () => zip('客户.xlsx')],
    ['another archive', 'import.not-a-table', {}, () => zip('readme.md')],
    ['RAR', 'import.archive', {}, () => Buffer.from('Rar!\x1a\x07\x01\x00xxxx')],
    ['PDF', 'import.picture', {}, () => '%PDF-1.7\n'],
    ['a workbook without sheets', 'import.not-a-table', {}, () => bytesOf(archiveOf(workbookOf([])))],
  ])('[C4] %s: %s', async (_what, code, params, make) => {
    const found = await drive.upload(admin(), await make(), { name: '客户.xls' });
    expect([found.state, found.error]).toEqual(['failed', { code, params }]);
  });
});
