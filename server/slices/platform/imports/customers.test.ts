import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { importLimits } from '@bahu/contract/imports.ts';
import { openTransfers, sheetOf, xlsxOf } from '../../../test-transfers.ts';

const { server, drive, admin } = await openTransfers();

const customers = () =>
  server.database.db.tenant(server.tenant.id, (tx) =>
    tx.selectFrom('customers').selectAll().orderBy('phone').execute(),
  );
const byPhone = async (phone: string) => (await customers()).find((row) => row.phone === phone);
const text = (...lines: string[]): string => lines.join('\r\n');

describe('[C4] a table of customers', () => {
  test('[C4] is read, its columns found by name, every row checked before anything is written, and then applied', async () => {
    const found = await drive.upload(
      admin(),
      text(
        '客户姓名,手机号码,公司名称,称谓,客户阶段,E-mail,备注',
        '陈一,13900000101,云帆,先生,已成交,a@example.com,"下午, 再联系"',
        '李二,1234,,,,,',
        ',13900000102,,,,,',
        '陈三,139-0000-0101,,,,,',
        '赵四,13900000103,,外星人,,坏邮箱,',
      ),
    );
    expect(found).toMatchObject({
      state: 'mapping',
      encoding: 'utf-8',
      delimiter: ',',
      fileName: '客户.csv',
      mapping: ['name', 'phone', 'company', 'title', 'stage', 'email', 'note'],
    });
    expect(found.columns[0]).toEqual({ name: '客户姓名', samples: ['陈一', '李二', ''] });
    const ready = await drive.map(admin(), found);
    expect(ready).toMatchObject({
      state: 'ready',
      counts: { rows: 5, new: 1, update: 0, duplicate: 1, invalid: 3 },
      can: ['map', 'apply', 'cancel', 'download-errors'],
    });
    expect(ready.reasons).toEqual(
      expect.arrayContaining([
        { field: 'phone', reason: 'phone-not-in-plan', count: 1 },
        { field: 'phone', reason: 'twice', count: 1 },
        { field: 'title', reason: 'choice', count: 1 },
      ]),
    );
    expect(await byPhone('+8613900000101')).toBeUndefined();
    const rows = (await server.request(admin(), 'GET', `/api/imports/${found.id}/rows?limit=2`)).json<{
      items: object[];
      next: string;
      total: number;
    }>();
    expect(rows).toMatchObject({
      total: 5,
      items: [
        { line: 2, state: 'new', problems: [] },
        {
          line: 3,
          state: 'invalid',
          values: ['李二', '1234', '', '', '', '', ''],
          problems: [{ column: 1, reason: 'phone-not-in-plan', params: { number: '1234' } }],
        },
      ],
    });
    expect(
      (await server.request(admin(), 'GET', `/api/imports/${found.id}/rows?state=duplicate`)).json(),
    ).toMatchObject({ items: [{ line: 5, problems: [{ reason: 'twice', params: { line: 2 } }] }], next: null });
    expect(await drive.step(admin(), found.id, 'apply')).toMatchObject({
      state: 'applied',
      can: ['undo', 'download-errors'],
    });
    expect(await byPhone('+8613900000101')).toMatchObject({
      name: '陈一',
      company: '云帆',
      title: 'mr',
      stage: 'won',
      email: 'a@example.com',
      note: '下午, 再联系',
      ownerId: null,
      nameInitials: 'cy',
    });
    const job = (await server.request(admin(), 'GET', '/api/jobs')).json<{
      items: { state: string; result: object; can: string[] }[];
    }>().items[0]!;
    expect(job).toMatchObject({
      state: 'done',
      result: { created: 1, updated: 0, skipped: 0, rows: 1 },
      can: ['download-errors', 'undo'],
    });
    const errors = await server.request(admin(), 'GET', `/api/jobs/${ready.jobId}/errors?language=zh-CN`);
    expect(errors.body).toContain('陈三,139-0000-0101,,,,,,手机号码：与第 2 行重复\r\n');
    expect(errors.body.startsWith('\ufeff客户姓名,')).toBe(true);
    expect(
      (await server.request(admin(), 'GET', `/api/jobs/${ready.jobId}/errors?language=en&format=xlsx`)).rawPayload
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test.each(['skip', 'update', 'update-and-assign'])(
    '[C4] leaves alone, updates or gives away who is there already: %s',
    async (onExisting) => {
      const phone = { skip: '13900000111', update: '13900000112', 'update-and-assign': '13900000113' }[onExisting]!;
      const { agent, stranger } = server.tenant;
      await drive.importAll(admin(), text('姓名,电话,归属坐席,备注', `旧名,${phone},${agent.extension},旧注`));
      const applied = await drive.importAll(
        admin(),
        text('姓名,电话,归属坐席,备注', `新名,${phone},${stranger.extension},`),
        { onExisting },
      );
      expect(applied).toMatchObject({
        state: 'applied',
        counts: onExisting === 'skip' ? { duplicate: 1, update: 0 } : { duplicate: 0, update: 1 },
      });
      const expected = {
        skip: ['旧名', agent.agentId, 1],
        update: ['新名', agent.agentId, 2],
        'update-and-assign': ['新名', stranger.agentId, 2],
      }[onExisting];
      const row = (await byPhone(`+86${phone}`))!;
      expect([row.name, row.ownerId, row.version]).toEqual(expected);
      expect(row.note).toBe('旧注');
    },
  );

  test('[U1] gives customers to agents within the scope of the importer alone, and changes those that he may change by then', async () => {
    const { supervisor, stranger, agent } = server.tenant;
    const found = await drive.upload(supervisor, text('姓名,电话', '甲,13900000191'));
    const map = (assignTo: string[]) =>
      server.request(supervisor, 'PUT', `/api/imports/${found.id}/mapping`, {
        mapping: found.mapping,
        onExisting: 'skip',
        assignTo,
      });
    expect((await map([agent.agentId, stranger.agentId])).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'assignTo', rule: 'reference' }],
    });
    expect((await map([agent.agentId])).statusCode).toBe(200);
    await drive.importAll(admin(), text('姓名,电话,归属坐席', '乙,13900000192,802'));
    const change = await drive.map(supervisor, await drive.upload(supervisor, text('姓名,电话', '夺,13900000192')), {
      onExisting: 'update',
    });
    expect(change.counts).toMatchObject({ update: 1 });
    await server.database.asOwner(
      "update customers set owner_id = $1, department_id = null where phone = '+8613900000192'",
      [stranger.agentId],
    );
    expect(await drive.step(supervisor, change.id, 'apply')).toMatchObject({ state: 'applied' });
    expect((await byPhone('+8613900000192'))!.name).toBe('乙');
  });

  test('[C4] gives new customers to agents in turn, evenly, and keeps the ones whom a row names', async () => {
    const { agent, stranger, leader } = server.tenant;
    const lines = Array.from(
      { length: 60 },
      (_, i) => `客户${i},1390001${String(i).padStart(4, '0')},${i % 6 === 0 ? leader.extension : ''}`,
    );
    await drive.importAll(admin(), text('姓名,电话,负责人', ...lines), { assignTo: [agent.agentId, stranger.agentId] });
    const owners = (await customers()).filter((row) => row.phone.startsWith('+861390001')).map((row) => row.ownerId);
    const count = (id: string): number => owners.filter((owner) => owner === id).length;
    expect([count(agent.agentId), count(stranger.agentId), count(leader.agentId)]).toEqual([25, 25, 10]);
    expect((await byPhone('+8613900010000'))!.departmentId).toBe(server.tenant.departmentId);
  });

  test('[C4] is taken back, but for what somebody changed since', async () => {
    const before = await drive.importAll(admin(), text('姓名,电话', '原名,13900000121'));
    expect(before.state).toBe('applied');
    const found = await drive.importAll(
      admin(),
      text('姓名,电话,公司', '改名,13900000121,新公司', '新客,13900000122,', '动过,13900000123,'),
      { onExisting: 'update' },
    );
    const touched = (await byPhone('+8613900000123'))!;
    const edited = await server.request(admin(), 'PATCH', `/api/customers/${touched.id}`, {
      version: 1,
      note: '有人改过',
    });
    expect(edited.statusCode).toBe(200);
    const undone = await drive.step(admin(), found.id, 'undo');
    expect(undone).toMatchObject({ state: 'undone', can: [] });
    expect(await byPhone('+8613900000121')).toMatchObject({ name: '原名', company: '', version: 3 });
    expect(await byPhone('+8613900000122')).toBeUndefined();
    expect(await byPhone('+8613900000123')).toMatchObject({ note: '有人改过' });
    const [job] = (await server.request(admin(), 'GET', '/api/jobs')).json<{ items: { result: object }[] }>().items;
    expect(job!.result).toEqual({ created: 1, updated: 1, skipped: 1, rows: 3 });
    const actions = (
      await server.database.asOwner<{ action: string }>(
        'select action from audit_rows where record_id = $1 order by at',
        [found.id],
      )
    ).map((row) => row.action);
    expect(actions).toEqual([
      'import.start',
      'import.map',
      'import.apply',
      'import.apply',
      'import.undo',
      'import.undo',
    ]);
  });

  test('[C4] remembers how the same person mapped the same columns', async () => {
    const content = text('甲,乙,丙', '王五,公司,13900000131');
    const found = await drive.upload(admin(), content);
    expect(found.mapping).toEqual([null, null, null]);
    await drive.map(admin(), { ...found, mapping: ['name', 'company', 'phone'] });
    expect((await drive.upload(admin(), content)).mapping).toEqual(['name', 'company', 'phone']);
  });

  test('[C4] is refused for columns that are missing, and stays open for another try', async () => {
    const found = await drive.upload(admin(), text('姓名,公司', '王五,公司'));
    const reply = await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, {
      mapping: found.mapping,
      onExisting: 'skip',
    });
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([422, 'import.missing-column']);
    expect((await drive.get(admin(), found.id)).state).toBe('mapping');
    for (const mapping of [['name'], ['name', 'name'], ['name', 'nonsense']]) {
      expect(
        (await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, { mapping, onExisting: 'skip' }))
          .statusCode,
      ).toBe(400);
    }
  });

  test('[C4] can be cancelled while it waits and while it runs; what was written stays and can be undone', async () => {
    const found = await drive.upload(admin(), text('姓名,电话', '甲,13900000141'));
    expect((await server.request(admin(), 'DELETE', `/api/imports/${found.id}`)).json()).toMatchObject({
      state: 'cancelled',
      can: [],
    });
    const running = await drive.map(admin(), await drive.upload(admin(), text('姓名,电话', '乙,13900000142')));
    const { jobId } = (await server.request(admin(), 'POST', `/api/imports/${running.id}/apply`)).json<{
      jobId: string;
    }>();
    await server.database.asOwner("update background_jobs set state = 'running', is_cancelled = true where id = $1", [
      jobId,
    ]);
    await drive.work();
    expect((await server.request(admin(), 'GET', `/api/jobs/${jobId}`)).json()).toMatchObject({ state: 'cancelled' });
    expect(await drive.get(admin(), running.id)).toMatchObject({ state: 'cancelled' });
    expect(await byPhone('+8613900000142')).toBeUndefined();
  });
});

describe('[C4] whose import it is', () => {
  test('[U1] nobody but its owner with the right to import sees it, and another tenant nothing', async () => {
    const found = await drive.map(admin(), await drive.upload(admin(), text('姓名,电话', '甲,坏')));
    for (const user of [server.tenant.supervisor, server.tenant.agent, server.otherTenant.administrator]) {
      for (const path of [
        `/api/imports/${found.id}`,
        `/api/imports/${found.id}/rows`,
        `/api/jobs/${found.jobId}`,
        `/api/jobs/${found.jobId}/errors`,
      ]) {
        expect((await server.request(user, 'GET', path)).statusCode, path).toBe(404);
      }
    }
    await expect(drive.upload(server.tenant.agent, text('姓名,电话', '甲,13900000151'))).rejects.toThrow('forbidden');
    expect(
      (await server.request(server.tenant.agent, 'GET', '/api/imports/template?kind=customers&format=csv&language=en'))
        .statusCode,
    ).toBe(403);
  });

  test('[U1] a customer outside of the scope is neither changed nor described', async () => {
    await drive.importAll(admin(), text('姓名,电话,负责人', `他人的,13900000161,${server.tenant.stranger.extension}`));
    const applied = await drive.importAll(
      server.tenant.supervisor,
      text('姓名,电话', '抢来的,13900000161', '新的,13900000162'),
      { onExisting: 'update-and-assign', assignTo: [server.tenant.supervisor.agentId] },
    );
    expect(applied).toMatchObject({
      counts: { new: 1, invalid: 1 },
      reasons: [{ field: 'phone', reason: 'out-of-scope', count: 1 }],
    });
    expect(await byPhone('+8613900000161')).toMatchObject({ name: '他人的', ownerId: server.tenant.stranger.agentId });
  });

  test('[C4] a right that was taken away meanwhile stops the job', async () => {
    const ready = await drive.map(
      server.tenant.supervisor,
      await drive.upload(server.tenant.supervisor, text('姓名,电话', '甲,13900000171')),
    );
    await server.request(server.tenant.supervisor, 'POST', `/api/imports/${ready.id}/apply`);
    await server.database.asOwner('update users set is_enabled = false where id = $1', [
      server.tenant.supervisor.userId,
    ]);
    await drive.work();
    await server.database.asOwner('update users set is_enabled = true where id = $1', [
      server.tenant.supervisor.userId,
    ]);
    expect(await byPhone('+8613900000171')).toBeUndefined();
    expect(
      (
        await server.database.asOwner<{ state: string; error: string }>(
          'select state, error from background_jobs where import_id = $1 order by created_at desc limit 1',
          [ready.id],
        )
      )[0],
    ).toEqual({ state: 'failed', error: 'forbidden' });
  });
});

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
          'email',
          'address',
          'note',
          'owner',
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
