/** Columns of designed fields and of further numbers in the customers' import. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Field } from '@bahu/contract/fields.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { drivenFiles } from '../../platform/attachments/test-files.ts';
import { insertNumber } from './numbers-store.ts';

const { server, drive, admin, rowsOf } = await openTransfers();
const text = (...lines: string[]): string => lines.join('\r\n');
const option = (code: string, zh: string, en: string) => ({
  id: code,
  code,
  labels: { zh, en },
  color: '',
  parentId: null,
  isRetired: false,
});
let designed = 0;
async function design(change: object = {}): Promise<Field> {
  designed += 1;
  const reply = await server.request(admin(), 'POST', '/api/fields', {
    owner: 'customers',
    key: `field-${designed}`,
    type: 'text',
    options: [],
    state: 'all',
    isSearchable: false,
    labels: { zh: `字段${designed}`, en: `Field ${designed}` },
    required: { web: false, mobile: false, pop: false },
    width: 140,
    default: '',
    ...change,
  });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json<Field>();
}
const customer = async (name: string): Promise<Customer> =>
  (await server.request(admin(), 'GET', `/api/customers?search=${encodeURIComponent(name)}`)).json<{
    items: Customer[];
  }>().items[0]!;
const numbersOf = async (name: string): Promise<string[]> =>
  (await customer(name)).numbers.map(({ number, extension }) => number + (extension && `>${extension}`));

afterEach(async () => {
  await server.database.asOwner('delete from field_definitions');
});

describe('[C4] [C6] columns of designed fields', () => {
  test('[C4] [C6] are known by label in either language and by code, and every type is read from its cell', async () => {
    const level = await design({
      type: 'select',
      key: 'level',
      labels: { zh: '客户级别', en: 'Tier' },
      options: [option('vip', '贵宾', 'Very important'), option('normal', '普通', 'Ordinary')],
    });
    const birthday = await design({ type: 'date', labels: { zh: '生日', en: 'Birthday' } });
    const budget = await design({ type: 'number', key: 'budget' });
    const visit = await design({ type: 'date-time', labels: { zh: '到访', en: 'Visit' } });
    const adviser = await design({ type: 'agent', labels: { zh: '顾问', en: 'Adviser' } });
    const found = await drive.upload(
      admin(),
      text(
        '姓名,电话,Tier,生日,budget,到访,顾问',
        `读一,13900010001,贵宾,1990/1/2,"1,200.50",2026-01-05 16:30,${admin().extension}`,
      ),
    );
    const column = ({ key }: Field) => `field.${key}`;
    expect(found.mapping).toEqual(['name', 'phone', ...[level, birthday, budget, visit, adviser].map(column)]);
    await drive.map(admin(), found);
    await drive.step(admin(), found.id, 'apply');
    expect((await customer('读一')).fields).toEqual({
      level: 'vip',
      [birthday.key]: '1990-01-02',
      budget: '1200.5',
      [visit.key]: '2026-01-05T08:30:00Z',
      [adviser.key]: admin().userId,
    });
  });

  test('[C4] [C6] are told apart by what stands in brackets, and a label of the tenant wins over our synonyms', async () => {
    const yuan = await design({ labels: { zh: '金额(元)', en: 'Amount (CNY)' } });
    const dollars = await design({ labels: { zh: '金额(美元)', en: 'Amount (USD)' } });
    const gender = await design({ labels: { zh: '性别', en: 'Gender' } });
    const found = await drive.upload(admin(), text('姓名,电话,金额(美元),金额(元),性别', '甲,13900010002,1,2,男'));
    expect(found.mapping).toEqual(['name', 'phone', ...[dollars, yuan, gender].map(({ key }) => `field.${key}`)]);
  });

  test('[C4] [C6] count what does not fit with its reason, and write nothing of such a row', async () => {
    const day = await design({ type: 'date' });
    const sum = await design({ type: 'number' });
    const phone = await design({ type: 'phone' });
    const rank = await design({ type: 'radio', options: [option('a', '甲级', 'First')] });
    const heads = [day, sum, phone, rank].map(({ labels }) => labels.zh).join(',');
    const ready = await drive.map(
      admin(),
      await drive.upload(
        admin(),
        text(`姓名,电话,${heads}`, '错一,13900010003,昨天,很多,12,丙级', '对一,13900010004,,,,'),
      ),
    );
    expect(ready.counts).toMatchObject({ new: 1, invalid: 1 });
    expect(ready.reasons).toEqual(
      expect.arrayContaining([
        { field: `field.${day.key}`, reason: 'field-date', count: 1 },
        { field: `field.${sum.key}`, reason: 'field-number', count: 1 },
        { field: `field.${phone.key}`, reason: 'field-phone', count: 1 },
        { field: `field.${rank.key}`, reason: 'choice', count: 1 },
      ]),
    );
    await drive.step(admin(), ready.id, 'apply');
    expect(await customer('错一')).toBeUndefined();
    expect((await customer('对一')).fields).toEqual({});
    const file = await server.request(admin(), 'GET', `/api/jobs/${ready.jobId}/errors?language=zh-CN`);
    expect(file.body).toContain(`${day.labels.zh}：应为日期，如 2026-01-05`);
  });

  test('[C4] [C6] change what the file has of a customer who is there, and undoing puts it back', async () => {
    const [kept, changed] = [await design(), await design()];
    await drive.importAll(admin(), text(`姓名,电话,${kept.labels.zh},${changed.labels.zh}`, '改一,13900010005,留,旧'));
    const again = await drive.importAll(
      admin(),
      text(`姓名,电话,${changed.labels.en},${kept.labels.en}`, '改一,13900010005,新,'),
      { onExisting: 'update' },
    );
    expect((await customer('改一')).fields).toEqual({ [kept.key]: '留', [changed.key]: '新' });
    await drive.step(admin(), again.id, 'undo');
    expect((await customer('改一')).fields).toEqual({ [kept.key]: '留', [changed.key]: '旧' });
  });

  test('[C4] [C6] that the file does not have get their default in new customers, hidden ones as well', async () => {
    const [shown, hidden] = [await design({ default: '默认' }), await design({ default: '来源', state: 'hidden' })];
    await drive.importAll(admin(), text('姓名,电话', '默一,13900010006'));
    await drive.importAll(admin(), text(`姓名,电话,${shown.labels.zh}`, '默二,13900010007,'));
    expect((await customer('默一')).fields).toEqual({ [shown.key]: '默认', [hidden.key]: '来源' });
    expect((await customer('默二')).fields).toEqual({ [hidden.key]: '来源' });
  });

  test('[C4] [C6] of several choices and of a path have their default in new customers as well', async () => {
    const options = [option('a', '甲', 'A'), option('b', '乙', 'B')];
    const tags = await design({ type: 'multi-select', options, default: ['b', 'a'] });
    const path = await design({
      type: 'cascade',
      options: [options[0], { ...options[1], parentId: 'a' }],
      default: ['a', 'b'],
    });
    await drive.importAll(admin(), text('姓名,电话', '默三,13900010009'));
    await drive.importAll(admin(), text(`姓名,电话,${tags.labels.zh}`, '默四,13900010010,甲'));
    expect((await customer('默三')).fields).toEqual({ [tags.key]: ['b', 'a'], [path.key]: ['a', 'b'] });
    expect((await customer('默四')).fields).toEqual({ [tags.key]: ['a'], [path.key]: ['a', 'b'] });
  });

  test('[C4] [C6] stand in the template, those that nobody sees do not', async () => {
    await design({ labels: { zh: '车牌', en: 'Plate' } });
    await design({ labels: { zh: '内部', en: 'Internal' }, state: 'hidden' });
    const template = async (language: string) =>
      (await server.request(admin(), 'GET', `/api/imports/template?kind=customers&format=csv&language=${language}`))
        .body;
    expect(await template('zh-CN')).toContain(',归属坐席,车牌,其他号码,号码标签\r\n');
    expect(await template('en')).toContain(',Owner,Plate,Further numbers,Number labels\r\n');
  });

  test('[C4] [C6] that got another code since are found again by name, and a check without its field is refused', async () => {
    const field = await design({ labels: { zh: '车型', en: 'Model' } });
    const file = text('姓名,电话,车型', '型一,13900010008,轿车');
    const found = await drive.upload(admin(), file);
    await drive.map(admin(), found);
    await server.request(admin(), 'PATCH', `/api/fields/${field.id}`, { version: 1, key: 'model' });
    expect((await drive.upload(admin(), file)).mapping).toEqual(['name', 'phone', 'field.model']);
    const stale = await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, {
      mapping: found.mapping,
      onExisting: 'skip',
    });
    expect(stale.json()).toMatchObject({ code: 'input.invalid' });
  });
});

describe('[C4] [C2] columns of further numbers', () => {
  test('[C4] [C2] give a customer all their numbers, whatever the columns are called and how many a cell holds', async () => {
    const found = await drive.importAll(
      admin(),
      text('姓名,电话,备用电话,电话3,其他号码', '多一,13900010011,13900010012,,"13900010013、0755-26540001转8"'),
    );
    expect(found).toMatchObject({ mapping: ['name', 'phone', 'phone2', 'phone3', 'numbers'] });
    expect(await numbersOf('多一')).toEqual(['13900010011', '13900010012', '13900010013', '075526540001>8']);
    const byFurther = await server.request(admin(), 'GET', '/api/customers?search=13900010013');
    expect(byFurther.json()).toMatchObject({ items: [{ name: '多一' }] });
  });

  test('[C4] [C2] are added to those of a customer who is there, and undoing takes these alone', async () => {
    await drive.importAll(admin(), text('姓名,电话,电话2', '加一,13900010021,13900010022'));
    const again = await drive.importAll(admin(), text('姓名,电话,电话2', '加一,13900010021,13900010022/13900010023'), {
      onExisting: 'update',
    });
    expect(await numbersOf('加一')).toEqual(['13900010021', '13900010022', '13900010023']);
    await drive.step(admin(), again.id, 'undo');
    expect(await numbersOf('加一')).toEqual(['13900010021', '13900010022']);
  });

  test('[C4] [C2] of another customer, of another row, and too many are refused with the reason', async () => {
    await drive.importAll(admin(), text('姓名,电话,电话2', '有一,13900010031,13900010032'));
    const many = Array.from({ length: 10 }, (_, i) => `1390001010${i}`).join('/');
    const ready = await drive.map(
      admin(),
      await drive.upload(
        admin(),
        text(
          '姓名,电话,电话2',
          '抢号,13900010033,13900010032',
          '先行,13900010034,13900010035',
          '后行,13900010036,13900010035',
          '要主,13900010037,13900010038',
          '主号,13900010038,',
          `太多,13900010039,${many}`,
        ),
      ),
    );
    const outcome = (await rowsOf(ready)).map(({ values, errors }) => [
      values[0],
      ...errors.map(({ column, reason, params }) => `${column} ${reason} ${Object.values(params).join()}`.trim()),
    ]);
    expect(outcome).toEqual([
      ['抢号', '2 number-taken'],
      ['先行'],
      ['后行', '2 twice 3'],
      ['要主', '2 twice 6'],
      ['主号'],
      ['太多', '1 too-many-numbers 10'],
    ]);
    expect(ready).toMatchObject({ counts: { new: 2, invalid: 4 } });
    expect(ready.reasons).toEqual(expect.arrayContaining([{ field: 'phone2', reason: 'twice', count: 2 }]));
  });

  test('[C4] [C2] of thousands of rows are looked up by row, not each with each, which no limit of a statement would allow', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => {
      const [main, further] = [i, i % 100 === 99 ? i - 1 : i].map((digits) => String(digits).padStart(7, '0'));
      return `多行${i},1541${main},1531${further}`;
    });
    const found = await drive.importAll(admin(), text('姓名,电话,电话2', ...lines));
    expect(found).toMatchObject({ state: 'applied', counts: { new: 2970, invalid: 30 } });
    const [row] = await server.database.asOwner(
      "select count(*)::int as numbers from customer_numbers where number like '+861531%'",
    );
    expect(row).toEqual({ numbers: 2970 });
  });

  test('[C4] [C2] that somebody takes in the moment of writing cost their own row alone, which is named afterwards', async () => {
    const { db } = server.database;
    const tenantId = server.tenant.id;
    await drive.importAll(admin(), text('姓名,电话', '占号,13900010041'));
    const holder = await customer('占号');
    const ready = await drive.map(
      admin(),
      await drive.upload(
        admin(),
        text('姓名,电话,电话2', '主撞,13900010042,', '副撞,13900010043,13900010044', '无关,13900010045,13900010046'),
      ),
    );
    // A colleague has written both numbers, and their transaction is not over: the import must wait for how it ends.
    const line = { tenantId, customerId: holder.id, extension: '', label: '' } as const;
    let applied: Promise<unknown> = Promise.resolve();
    await db.tenant(tenantId, async (tx) => {
      await insertNumber(tx, { ...line, number: '+8613900010042' }, 'refuse');
      await insertNumber(tx, { ...line, number: '+8613900010044' }, 'refuse');
      applied = drive.step(admin(), ready.id, 'apply');
      const isWaiting = async () =>
        (
          await server.database.asOwner(
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
        ).length > 0;
      while (!(await isWaiting())) await pause(20);
    });
    expect(await applied).toMatchObject({ state: 'applied', counts: { new: 1, invalid: 2 } });
    expect(await numbersOf('无关')).toEqual(['13900010045', '13900010046']);
    expect(await numbersOf('占号')).toEqual(['13900010041', '13900010042', '13900010044']);
    expect([await customer('主撞'), await customer('副撞')]).toEqual([undefined, undefined]);
    const left = await rowsOf(ready);
    expect(
      left.map(({ state, errors }) => [state, ...errors.map(({ column, reason }) => `${column} ${reason}`)]),
    ).toEqual([['invalid', '1 number-taken'], ['invalid', '2 number-taken'], ['new']]);
  });
});

test('[C4] [C5] [C6] a sheet has files by their names, is told that it cannot hold them, and takes none away', async () => {
  const papers = await design({ type: 'file', labels: { zh: '资料', en: 'Papers' } });
  const { sent, customer: make } = drivenFiles(server);
  const files = [await sent(admin(), '合同.pdf'), await sent(admin(), '=1+1.pdf')];
  const { name } = await make(admin(), { [papers.key]: files.map(({ id }) => id) });
  const { bytes } = await drive.exportFile(admin(), { kind: 'customers', filter: { search: name } });
  expect(bytes.toString()).toContain('合同.pdf；=1+1.pdf');
  const found = await drive.upload(admin(), bytes);
  const at = found.columns.findIndex((column) => column.name === '资料');
  expect([found.columns[at]?.isOfFiles, found.mapping[at]]).toEqual([true, null]);
  expect(found.fields.map(({ key }) => key)).not.toContain(`field.${papers.key}`);
  const forced = found.mapping.map((key, index) => (index === at ? `field.${papers.key}` : key));
  const refused = await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, {
    mapping: forced,
    onExisting: 'update',
  });
  expect([refused.statusCode, refused.json()]).toMatchObject([
    422,
    { code: 'import.files-column', params: { field: '资料' } },
  ]);
  await drive.map(admin(), found, { onExisting: 'update' });
  await drive.step(admin(), found.id, 'apply');
  expect((await customer(name)).fields[papers.key]).toEqual(files);
  // As a text field it takes the column; the names of files are not written over the files.
  const change = { version: papers.version, type: 'text' };
  await server.request(admin(), 'PATCH', `/api/fields/${papers.id}`, change);
  expect(await drive.importAll(admin(), bytes, { onExisting: 'update' })).toMatchObject({ counts: { update: 1 } });
  expect((await customer(name)).fields[papers.key]).toEqual(files);
  const template = await server.request(
    admin(),
    'GET',
    '/api/imports/template?kind=customers&format=csv&language=zh-CN',
  );
  expect(template.body).toContain('资料');
  await server.request(admin(), 'PATCH', `/api/fields/${papers.id}`, { version: papers.version + 1, type: 'file' });
  const again = await server.request(admin(), 'GET', '/api/imports/template?kind=customers&format=csv&language=zh-CN');
  expect(again.body).not.toContain('资料');
});

test('[C5] an export has all numbers and designed fields, and an import of it changes nothing', async () => {
  const level = await design({ labels: { zh: '等级', en: 'Grade' } });
  await drive.importAll(
    admin(),
    text(`姓名,电话,电话2,${level.labels.zh}`, '出一,13900010051转9,13900010052/13900010053转12,"=HYPERLINK(1)"'),
  );
  const before = await customer('出一');
  const { bytes } = await drive.exportFile(admin(), { kind: 'customers', filter: { search: '出一' } });
  expect(bytes.toString()).toContain('13900010051转9');
  expect(bytes.toString()).toContain('13900010052；13900010053转12');
  expect(bytes.toString()).toContain("'=HYPERLINK(1)");
  const again = await drive.importAll(admin(), bytes, { onExisting: 'update' });
  expect(again).toMatchObject({ counts: { rows: 1, update: 1 } });
  const after = await customer('出一');
  expect([after.fields, after.numbers, after.name]).toEqual([before.fields, before.numbers, before.name]);
  await server.database.asOwner(
    "update roles set masks_numbers = true, scope = 'all' where tenant_id = $1 and code = 'supervisor'",
    [server.tenant.id],
  );
  await server.sessions.refreshTenant(server.tenant.id);
  const masked = await drive.exportFile(server.tenant.supervisor, { kind: 'customers', filter: {} });
  expect(masked.bytes.toString()).toContain('139****0052；139****0053转12');
  expect(masked.bytes.toString()).not.toMatch(/1390001/);
});
