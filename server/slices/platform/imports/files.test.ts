/** What files an import reads, and which it refuses before anything is written. */
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { importLimits } from '@bahu/contract/imports.ts';
import { openTransfers, sheetOf, xlsxOf } from '../../../test-transfers.ts';

const { server, drive, admin } = await openTransfers();
const text = (...lines: string[]): string => lines.join('\r\n');

describe('[C4] files', () => {
  test('[C4] the template has the fields in the language asked for, and comes back understood', async () => {
    for (const [format, language] of [
      ['xlsx', 'zh-CN'],
      ['csv', 'en'],
    ] as const) {
      const reply = await server.request(
        admin(),
        'GET',
        `/api/imports/template?kind=customers&format=${format}&language=${language}`,
      );
      const body = format === 'csv' ? `${reply.body}Ann,13900000199\r\n` : null;
      if (body)
        expect((await drive.upload(admin(), body)).mapping).toEqual([
          'name',
          'phone',
          'company',
          'title',
          'stage',
          'categoryId',
          'email',
          'address',
          'note',
          'doNotCall',
          'doNotCallReason',
          'consent',
          'consentHow',
          'owner',
          'numbers',
          'numberLabels',
        ]);
      else
        expect((await drive.upload(admin(), reply.rawPayload, { name: 'a.xlsx' })).error).toEqual({
          code: 'import.empty',
          params: {},
        });
    }
  });

  const gb = Buffer.from([
    0xd0,
    0xd5,
    0xc3,
    0xfb,
    0x2c,
    0xb5,
    0xe7,
    0xbb,
    0xb0,
    0x0a,
    0xc0,
    0xee,
    0xcb,
    0xc4,
    0x2c,
    ...Buffer.from('13900000201\n'),
  ]);
  const readable: [string, () => Buffer | string | Promise<Buffer>, string, string | null][] = [
    ['GB18030', () => gb, 'gb18030', ','],
    ['UTF-16 with semicolons', () => Buffer.from('\ufeff姓名;电话\r\n李四;13900000201', 'utf16le'), 'utf-16le', ';'],
    [
      'UTF-16 in the other order',
      () => Buffer.from('\ufeff姓名,电话\n李四,13900000201', 'utf16le').swap16(),
      'utf-16be',
      ',',
    ],
    ['UTF-16 without a mark', () => Buffer.from('姓名,电话\n李四,13900000201', 'utf16le'), 'utf-16le', ','],
    [
      'Big5',
      () =>
        Buffer.from([
          0xa9,
          0x6d,
          0xa6,
          0x57,
          0x2c,
          0xb9,
          0x71,
          0xb8,
          0xdc,
          0x0a,
          0xa7,
          0xf5,
          0xa5,
          0x7c,
          0x2c,
          ...Buffer.from('13900000201\n'),
        ]),
      'big5',
      ',',
    ],
    ['UTF-8 with a mark and tabs', () => '\ufeff姓名\t电话\n李四\t13900000201', 'utf-8', '\t'],
    ['bars and quoted line ends', () => '"姓名"|"电话"|备注\n李四|13900000201|"一\n二"', 'utf-8', '|'],
    [
      'xlsx of our own',
      () =>
        xlsxOf([
          ['姓名', '电话'],
          ['李四', '13900000201'],
        ]),
      'xlsx',
      null,
    ],
    [
      'xlsx with numbers in E notation',
      () =>
        sheetOf(
          '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="str"><v>电话</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r></is></c><c r="B2"><v>1.3900000201E10</v></c></row></sheetData>',
        ),
      'xlsx',
      null,
    ],
    [
      'xlsx with formulas: the value that was worked out',
      () =>
        sheetOf(
          '<sheetData><row><c t="str"><v>姓名</v></c><c t="str"><v>电话</v></c></row><row><c t="str"><f>A1&amp;"x"</f><v>李四</v></c><c><f>1+1</f><v>13900000201</v></c></row></sheetData>',
        ),
      'xlsx',
      null,
    ],
    [
      'xlsx with prefixed names',
      () =>
        sheetOf('', {
          'xl/worksheets/sheet1.xml':
            '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c t="str"><x:v>姓名</x:v></x:c><x:c t="str"><x:v>电话</x:v></x:c></x:row><x:row r="2"><x:c t="str"><x:v>李四</x:v></x:c><x:c><x:v>13900000201</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        }),
      'xlsx',
      null,
    ],
  ];
  test.each(readable)('[C4] %s is understood', async (_name, make, encoding, delimiter) => {
    const found = await drive.upload(admin(), await make());
    expect([found.error, found.encoding, found.delimiter, found.mapping.slice(0, 2)]).toEqual([
      null,
      encoding,
      delimiter,
      ['name', 'phone'],
    ]);
    expect(found.columns[0]!.samples[0]).toBe('李四');
    expect(found.columns[1]!.samples[0]).toBe('13900000201');
  });

  test('[C4] leading zeros, long numbers, dates and signs stay as they were', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const cells =
      '<row r="2"><c r="A2" s="1"><v>75580000001</v></c><c r="B2"><v>13800000051</v></c><c r="C2" s="2"><v>46348</v></c><c r="E2" t="str"><v>=1+1</v></c></row>';
    const head =
      '<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c><c t="str"><v>d</v></c><c t="str"><v>e</v></c></row>';
    const found = await drive.upload(
      admin(),
      await sheetOf(`<sheetData>${head}${cells}</sheetData>`, { 'xl/styles.xml': styles }),
    );
    expect(found.columns.map((column) => column.samples[0])).toEqual([
      '75580000001',
      '13800000051',
      '2026-11-22',
      '',
      '=1+1',
    ]);
    const text = await drive.upload(admin(), 'a,b,c,d\n0755,=1+1,@x,+86139');
    expect(text.columns.map((column) => column.samples[0])).toEqual(['0755', '=1+1', '@x', '+86139']);
  });

  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const bad: [string, string, () => Buffer | string | Promise<Buffer>][] = [
    ['a picture with the name of a table', 'import.picture', () => png],
    ['a web page', 'import.web-page', () => '<!DOCTYPE html><html><table></table></html>'],
    ['zeros', 'import.not-a-table', () => Buffer.alloc(5000)],
    [
      'bytes of another language',
      'import.encoding',
      () => Buffer.from([...Buffer.from('nom,t'), 0xe9, 0x6c, 0x0a, 0x81, 0x20, 0xff, 0x41]),
    ],
    ['one line of 40 MB', 'import.line-too-long', () => Buffer.alloc(40 * 1024 * 1024, 'x')],
    [
      'a cell that is too long',
      'import.line-too-long',
      () => `姓名,电话\n${'长'.repeat(importLimits.cellCharacters + 1)},1`,
    ],
    ['a quote that is never closed', 'import.damaged', () => '姓名,电话\n"陈,1'],
    [
      'too many columns',
      'import.too-many-columns',
      () => `${Array.from({ length: 201 }, (_, i) => `c${i}`).join(',')}\n1`,
    ],
    ['a head and nothing else', 'import.empty', () => '姓名,电话\n\n'],
    ['too many rows', 'import.too-many-rows', () => `a\n${'1\n'.repeat(importLimits.rows + 1)}`],
    ['an archive that is cut off', 'import.damaged', async () => (await xlsxOf([['姓名'], ['甲']])).subarray(0, -60)],
    [
      'an archive with flipped bytes',
      'import.damaged',
      async () => {
        const bytes = await xlsxOf([['姓名'], ...Array.from({ length: 500 }, (_, i) => [`客户${i * 7919}`])]);
        bytes.fill(0xaa, 200, 260);
        return bytes;
      },
    ],
    [
      'an archive without a sheet',
      'import.not-a-table',
      () =>
        sheetOf('', { 'xl/workbook.xml': '' }).then(async () =>
          xlsxOf([]).then((bytes) =>
            Buffer.from(bytes.toString('latin1').replaceAll('xl/workbook.xml', 'xl/workbaak.xml'), 'latin1'),
          ),
        ),
    ],
    [
      'a sheet that ends in the middle',
      'import.damaged',
      () => sheetOf('<sheetData><row><c t="str"><v>姓名</v></c></row>'),
    ],
    [
      'a sheet of one endless row',
      'import.line-too-long',
      () => sheetOf(`<sheetData><row>${'<c><v>1</v></c>'.repeat(100_000)}`),
    ],
    [
      'a zip bomb that says its size',
      'import.unpacked-too-large',
      async () => {
        const bytes = await xlsxOf([['姓名'], ['甲']]);
        const at = bytes.indexOf(Buffer.from('PK\x01\x02'));
        bytes.writeUInt32LE(0xf000_0000, at + 24);
        return bytes;
      },
    ],
    [
      'a zip bomb that lies about its size',
      'import.damaged',
      async () => {
        const bytes = await sheetOf(`<sheetData>${'<row><c><v>1</v></c></row>'.repeat(200_000)}</sheetData>`);
        let at = bytes.indexOf(Buffer.from('PK\x01\x02'));
        for (; at >= 0; at = bytes.indexOf(Buffer.from('PK\x01\x02'), at + 4))
          if (
            bytes
              .subarray(at + 46, at + 70)
              .toString()
              .startsWith('xl/worksheets')
          )
            bytes.writeUInt32LE(500, at + 24);
        return bytes;
      },
    ],
  ];
  test.each(bad)('[C4] %s is refused with %s and nothing is written', async (_name, code, make) => {
    const found = await drive.upload(admin(), await make(), { name: 'x.xlsx' });
    expect([found.state, found.error?.code]).toEqual(['failed', code]);
    expect(found.can).toEqual([]);
    const [{ count }] = (await server.database.asOwner<{ count: string }>(
      'select count(*) from import_rows where import_id = $1',
      [found.id],
    )) as [{ count: string }];
    expect(Number(count)).toBe(0);
  });

  test('[C4] more than the limit is refused before it is read, an empty body too, and what is no stream of bytes', async () => {
    const send = (headers: Record<string, string>, payload?: string) =>
      server.app.inject({
        method: 'POST',
        url: '/api/imports/file?kind=customers&name=a.csv',
        headers: { cookie: admin().cookie, ...headers },
        ...(payload !== undefined && { payload }),
      });
    const codes = [
      await send({ 'content-type': 'application/octet-stream', 'content-length': String(importLimits.bytes + 1) }, 'x'),
      await send({ 'content-type': 'text/csv' }, 'a'),
    ].map((reply) => [reply.statusCode, reply.json<{ code: string }>().code]);
    expect(codes).toEqual([
      [413, 'input.too-large'],
      [415, 'input.type'],
    ]);
    expect(await drive.upload(admin(), '')).toMatchObject({ state: 'failed', error: { code: 'import.empty' } });
    await server.database.asOwner('update tenants set storage_bytes = 1 where id = $1', [server.tenant.id]);
    await expect(drive.upload(admin(), 'a,b\n1,2')).rejects.toThrow('tenant.storage-full');
    await server.database.asOwner('update tenants set storage_bytes = 0 where id = $1', [server.tenant.id]);
  });

  test('[P1] files that wait for their import count as stored, whether their length was announced or not', async () => {
    const { administrator } = server.otherTenant;
    const send = (payload: string | Readable) =>
      server.app.inject({
        method: 'POST',
        url: '/api/imports/file?kind=customers&name=a.csv',
        headers: { cookie: administrator.cookie, 'content-type': 'application/octet-stream' },
        payload,
      });
    await server.database.asOwner('update tenants set storage_bytes = 1000 where id = $1', [server.otherTenant.id]);
    const statuses = [
      await send('x'.repeat(600)),
      await send('x'.repeat(600)),
      await send(Readable.from([Buffer.alloc(600, 'x')])),
      await send('x'.repeat(300)),
    ].map((reply) => reply.statusCode);
    expect(statuses).toEqual([200, 409, 409, 200]);
    await server.database.asOwner('update tenants set storage_bytes = 0 where id = $1', [server.otherTenant.id]);
  });

  test('[C4] rows that PostgreSQL lost in a crash are missed before anything is written', async () => {
    const ready = await drive.map(admin(), await drive.upload(admin(), text('姓名,电话', '甲,13900000211')));
    await server.database.asOwner('truncate import_rows');
    expect(await drive.step(admin(), ready.id, 'apply')).toMatchObject({
      state: 'failed',
      error: { code: 'import.rows-lost' },
    });
  });
});
