/** The telephone cell of the customers' import: every row of the files about numbers, with what is written or the reason why not. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openTransfers } from '../../../test-transfers.ts';
import type { Actor } from '../../platform/imports/index.ts';
import { customersImport } from './import.ts';

const { server, drive, admin, rowsOf } = await openTransfers();

const file = (name: string): Buffer =>
  readFileSync(new URL(`../../platform/imports/test-files/${name}`, import.meta.url));
const customers = () =>
  server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .selectFrom('customers as c')
      .select(['name', 'phone', 'phoneExtension', 'note'])
      .select(
        sql<string>`(
          select coalesce(string_agg('&' || n.number || case n.extension when '' then '' else '>' || n.extension end, '' order by n.position), '')
          from customer_numbers n where n.customer_id = c.id and not n.is_primary)`.as('further'),
      )
      .execute(),
  );

/** What became of each row by its name: number, number>extension, further numbers after `&`, what the note holds after `|`, or `!reason` with its parameters. */
async function outcomes(content: Buffer | string, options: object = {}): Promise<Record<string, string>> {
  const ready = await drive.map(admin(), await drive.upload(admin(), content), { onExisting: 'update', ...options });
  const errors = (await rowsOf(ready)).flatMap(({ state, values, errors }) =>
    state === 'invalid' || state === 'duplicate'
      ? [
          [
            values[0]!,
            errors.map(({ reason, params }) => `!${[reason, ...Object.values(params)].join(' ')}`).join(),
          ] as const,
        ]
      : [],
  );
  await drive.step(admin(), ready.id, 'apply');
  const names = new Set((await rowsOf(ready)).map(({ values }) => values[0]));
  const written = (await customers())
    .filter(({ name }) => names.has(name))
    .map(
      (row) =>
        [
          row.name,
          row.phone + (row.phoneExtension && `>${row.phoneExtension}`) + row.further + (row.note && `|${row.note}`),
        ] as const,
    );
  return Object.fromEntries([...errors, ...written]);
}

describe('[C4] the telephone of an imported customer', () => {
  test('[C4] is refused where a spreadsheet lost digits, and never filled up', async () => {
    expect(await outcomes(file('05-number-column-spoilt-by-excel.csv'))).toEqual({
      科学计数: '!phone-digits-lost',
      浮点手机: '+8615400000501',
      浮点座机: '!phone-too-short-for-area 0755 1',
      丢前导零深圳: '!phone-leading-zero-lost 0755-26540502',
      丢前导零北京: '!phone-leading-zero-lost 010-65400503',
    });
  });

  test('[C4] gets the 0 of its area code back by one choice for all rows', async () => {
    const found = await outcomes(file('05-number-column-spoilt-by-excel.csv'), { choices: { 'lost-zero': 'add' } });
    expect(found).toMatchObject({
      丢前导零深圳: '+8675526540502',
      丢前导零北京: '+861065400503',
      浮点座机: '!phone-too-short-for-area 0755 1',
    });
  });

  test('[C4] is asked about when a 0 may be lost, with the number of rows', async () => {
    const ready = await drive.map(
      admin(),
      await drive.upload(admin(), file('05-number-column-spoilt-by-excel.csv')),
      {},
    );
    expect(ready.questions).toEqual([{ key: 'lost-zero', rows: 2, choice: expect.any(String) as string }]);
  });

  test('[C4] is read through invisible characters, dashes, spaces and full width', async () => {
    const numbers = Object.values(await outcomes(file('06-phone-with-invisible-characters.csv')));
    expect(numbers.sort()).toEqual(
      [601, 602, 603, 604, 605, 606, 607, 608, 609, 610]
        .map((end) => `+8615400000${end}`)
        .concat('+8615400000612', '+8675526540611')
        .sort(),
    );
  });

  test('[C4] is the first of several, the others are further numbers, its extension and warnings are kept', async () => {
    expect(await outcomes(file('07-two-numbers-and-extensions.csv'))).toEqual({
      斜杠两个: '+8615400000701&+8615400000702',
      顿号两个: '+8615400000703&+8615400000704',
      换行两个: '+8615400000705&+8615400000706',
      空格两个: '+8615400000707&+8615400000708',
      转分机: '+8675526540709>8001',
      横线分机: '+8675526540710>8001',
      七位一位分机: '+863123254071>8',
      分机ext: '+8675526540712>12',
      隐私号: '+8615400000713>1234',
      括号区号: '+8675526540714',
      备注括号: '+8615400000715|本人',
      七位两位分机: '+863123254071>88',
    });
  });

  test('[C4] is of China in all ways to write 86, and abroad only where it is written', async () => {
    const found = await outcomes(file('08-country-code-forms.csv'));
    expect(Object.values(found).sort()).toEqual(
      [801, 802, 803, 804, 809, 810, 811, 815]
        .map((end) => `+8615400000${end}`)
        .concat(
          [805, 806, 807, 808, 814].map((end) => `+8675526540${end}`),
          '+85221230812',
          '+12125550113',
        )
        .sort(),
    );
  });

  test('[C4] is of every kind of number in China, or refused with what is wrong', async () => {
    expect(await outcomes(file('09-kinds-of-chinese-numbers.csv'))).toEqual({
      新号段190: '+8619000000901',
      新号段192广电: '+8619200000902',
      新号段195: '+8619500000903',
      新号段196: '+8619600000904',
      '166': '+8616600000905',
      '172': '+8617200000906',
      '165': '+8616500000907',
      '162': '+8616200000908',
      '193': '+8619300000909',
      '147': '+8614700000910',
      '400': '+864000000911',
      '400八位组': '+864000000912',
      '800': '+868000000913',
      '95银行': '95500',
      '95八位': '95099914',
      '96': '96900',
      '12345': '12345',
      区号12345: '075512345',
      区号95: '075595500',
      '110': '110',
      '119': '119',
      '120': '120',
      区号110: '0755110',
      '10086': '10086',
      '114': '114',
      '118114': '118114',
      '116114': '116114',
      '1010开头': '10100915',
      '106短信': '!phone-messages-only',
      北京: '+861065400917',
      北京无横线: '+861065400918',
      深圳: '+8675526540919',
      七位区号: '+863123250920',
      本地: '+8675526540921',
      拉萨: '+868916540922',
      '13位物联网': '!phone-data-card',
      '12位错': '!phone-too-long 1',
      '10位错': '!phone-too-short 1',
      '2开头': '!phone-not-in-plan 25400000926',
    });
  });

  test('[C4] is read behind the tricks by which people keep it a text', async () => {
    const found = await outcomes(file('10-excel-text-tricks.csv'));
    expect(Object.values(found).sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map((end) => `+861540000100${end}`));
  });

  test('[C4] brings what stands beside it below the note that is there, once', async () => {
    const sheet = (phone: string, note = '') => `姓名,电话,备注\n笔记,"${phone}",${note}\n`;
    expect(await outcomes(sheet('15400000901/15400000902', '老客户'))).toEqual({
      笔记: '+8615400000901&+8615400000902|老客户',
    });
    expect(await outcomes(sheet('15400000901(本人)/15400000902'))).toEqual({
      笔记: '+8615400000901&+8615400000902|老客户\n本人',
    });
  });

  test('[C4] is the same with the same extension; with another or none it is that of somebody else', async () => {
    const sheet = (...rows: string[]) => ['姓名,电话,公司', ...rows].join('\n');
    expect(
      await outcomes(
        sheet('总机,0755-26540990转8001,', '二分机,0755-26540990-8002,', '又一次,0755-26540990 ext 8001,'),
      ),
    ).toEqual({
      总机: '+8675526540990>8001',
      二分机: '+8675526540990>8002',
      又一次: '!twice 2',
    });
    const again = await drive.map(
      admin(),
      await drive.upload(admin(), sheet('总机,0755-26540990转8001,样例', '前台,0755-26540990,样例')),
      { onExisting: 'update' },
    );
    expect(again.counts).toMatchObject({ update: 1, new: 1, duplicate: 0 });
    await drive.step(admin(), again.id, 'apply');
    const lines = async () =>
      (await customers())
        .filter(({ phone }) => phone === '+8675526540990')
        .map(({ name, phoneExtension }) => `${name}${phoneExtension}`)
        .sort();
    expect(await lines()).toEqual(['二分机8002', '前台', '总机8001']);
    await drive.step(admin(), again.id, 'undo');
    expect(await lines()).toEqual(['二分机8002', '总机8001']);
  });

  test('[C4] is looked for in an index, however many customers there are', async () => {
    const { id: tenantId } = server.tenant;
    const principal = {
      tenantId,
      agentId: admin().userId,
      scope: 'all',
      scopes: {},
      departmentIds: [],
      permissions: new Set(['customer.edit']),
    } as unknown as Actor['principal'];
    await server.database.asOwner(
      `
      insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '多', '+86154' || lpad(i::text, 8, '0') from generate_series(20000, 23000) i`,
      [tenantId],
    );
    await server.database.asOwner('analyze customers, customer_numbers');
    const plan = await server.database.db.tenant(tenantId, async (tx) => {
      const { rows } = await sql<{
        'QUERY PLAN': string;
      }>`explain ${customersImport.existing({ principal, address: '' }, sql`select key from import_rows where line < 100`)}`.execute(
        tx,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/customer_numbers_by_number[^]*Index Cond: .*number = .*extension = /);
  });

  test('[C4] that somebody took between the check and the writing is left to them', async () => {
    const ready = await drive.map(
      admin(),
      await drive.upload(admin(), '姓名,电话\n甲,0755-26540992转1\n乙,0755-26540992转2\n'),
      {},
    );
    await server.request(admin(), 'POST', '/api/customers', { name: '先来', phone: '0755-26540992转1' });
    await drive.step(admin(), ready.id, 'apply');
    expect(
      (await customers())
        .filter(({ phone }) => phone === '+8675526540992')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['乙', '先来']);
  });

  test('[C4] keeps digits behind it that are no number, and says so', async () => {
    const ready = await drive.map(admin(), await drive.upload(admin(), '姓名,电话\n尾数,0755-26540991/92\n'), {});
    expect((await rowsOf(ready))[0]!.warnings).toEqual([
      { column: 1, reason: 'phone-extension', params: { text: '92' } },
    ]);
    expect(await outcomes('姓名,电话\n尾数,0755-26540991/92\n')).toEqual({ 尾数: '+8675526540991|92' });
  });

  test('[C4] that is wrong is in the file of what was left out with the reason in words', async () => {
    const found = await drive.importAll(admin(), '姓名,电话\n少一位,1540000092\n');
    const errors = await server.request(admin(), 'GET', `/api/jobs/${found.jobId}/errors?language=zh-CN`);
    expect(errors.body).toContain('少一位,1540000092,电话：少 1 位\r\n');
  });
});
