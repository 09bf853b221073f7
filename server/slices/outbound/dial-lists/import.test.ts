/** Numbers to dial from a table: which rows become numbers of which batch, and what is said of the others. */
import { expect, test } from 'vitest';
import { dialListLimits, type DialList, type DialNumber } from '@bahu/contract/dial-lists.ts';
import { importRoutes } from '@bahu/contract/imports.ts';
import { documentedCodes } from '../../../contract/routes.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive, rowsOf } = await openTransfers();
const { administrator: admin, leader } = server.tenant;
const kind = 'dial-numbers';
const get = async <T>(url: string) => (await server.request(admin, 'GET', `/api${url}`)).json<{ items: T[] }>().items;
const make = async (name: string, user = admin) =>
  (await server.request(user, 'POST', '/api/dial-lists', { name })).json<DialList>();
const numbers = (list: string) => get<DialNumber>(`/dial-numbers?list=${list}`);

const file = `号码,批次,分类,姓名,备注
139 0000 0001,春季回访,回访,张三,上午
0755-26549001转8,春季回访,,李四,
13900000001,春季回访,,又一次,
1390,春季回访,,不对,
13900000002,,,没有批次,
13900000001,秋季回访,续费,另一批,
`;

test('[C9] a table makes batches and puts each number into its batch once, and says what was left out', async () => {
  const done = await drive.importAll(admin, file, { kind });
  expect(done).toMatchObject({ state: 'applied', counts: { rows: 6, new: 3, duplicate: 1, invalid: 2, known: 0 } });
  expect(done.reasons.map(({ field, reason }) => [field, reason])).toEqual(
    expect.arrayContaining([
      ['list', 'required'],
      ['number', expect.stringMatching(/^phone-/)],
    ]),
  );
  const lists = await get<DialList>('/dial-lists');
  expect(
    lists
      .map(({ name, category, total }) => [name, category, total])
      .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
  ).toEqual([
    ['春季回访', '回访', 2],
    ['秋季回访', '续费', 1],
  ]);
  const spring = lists.find(({ name }) => name === '春季回访')!;
  expect(
    (await numbers(spring.id)).map(({ number, extension, name, note }) => [number, extension, name, note]),
  ).toEqual([
    ['13900000001', '', '张三', '上午'],
    ['075526549001', '8', '李四', ''],
  ]);
  const again = await drive.importAll(admin, file, { kind });
  expect(again.counts).toMatchObject({ new: 0, known: 3, duplicate: 1, invalid: 2 });
  const renamed = await drive.importAll(admin, '号码,批次,姓名\n13900000001,春季回访,张三丰\n', {
    kind,
    onExisting: 'update',
  });
  expect(renamed.counts).toMatchObject({ update: 1 });
  expect((await numbers(spring.id))[0]).toMatchObject({ name: '张三丰', note: '上午' });
  await drive.step(admin, renamed.id, 'undo');
  expect((await numbers(spring.id))[0]).toMatchObject({ name: '张三', note: '上午' });
});

test('[C9] an import is taken back but for what was touched since, and one batch can be set for all rows', async () => {
  const list = await make('名片');
  const found = await drive.upload(admin, '号码,姓名\n13900000021,甲\n13900000022,乙\n', { kind });
  expect(found.fields.find(({ key }) => key === 'list')!.settable).toContain('名片');
  await drive.map(admin, found, { mapping: found.mapping, forAll: { list: '名片' } });
  await drive.step(admin, found.id, 'apply');
  const [first] = await numbers(list.id);
  expect((await numbers(list.id)).length).toBe(2);
  await server.request(admin, 'POST', '/api/dial-numbers/pins', { selection: { ids: [first!.id] }, isPinned: true });
  const undone = await drive.step(admin, found.id, 'undo');
  expect(undone.state).toBe('undone');
  expect((await numbers(list.id)).map(({ number }) => number)).toEqual(['13900000021']);
});

test('[C9] [U1] batches beyond reach and those that have ended take no rows, and who sees no numbers imports none', async () => {
  const ended = await make('已结束的');
  await server.request(admin, 'PATCH', `/api/dial-lists/${ended.id}`, { version: 1, isEnded: true });
  const done = await drive.importAll(admin, '号码,批次\n13900000031,已结束的\n13900000032,新的一批\n', { kind });
  expect(done.counts).toMatchObject({ new: 1, invalid: 1 });
  expect((await rowsOf(done)).map(({ line, state }) => [line, state])).toEqual([
    [2, 'invalid'],
    [3, 'new'],
  ]);
  const refused = await server.app.inject({
    method: 'POST',
    url: `/api/imports/file?kind=${kind}&name=a.csv`,
    headers: { cookie: leader.cookie, 'content-type': 'application/octet-stream' },
    payload: file,
  });
  expect(refused.json()).toMatchObject({ code: 'import.numbers-hidden' });
});

test('[C9] what became wrong behind the check is left out with its reason', async () => {
  const [closed, shared] = [await make('后来结束的'), await make('后来有了的')];
  const rows = '号码,批次\n13900000041,后来结束的\n13900000042,后来有了的\n13900000043,后来有了的\n';
  const found = await drive.upload(admin, rows, { kind });
  expect((await drive.map(admin, found)).counts).toMatchObject({ new: 3, invalid: 0 });
  await server.request(admin, 'PATCH', `/api/dial-lists/${closed.id}`, { version: 1, isEnded: true });
  const lines = [{ number: '13900000042' }];
  await server.request(admin, 'POST', `/api/dial-lists/${shared.id}/numbers`, { lines });
  const done = await drive.step(admin, found.id, 'apply');
  expect(done.counts).toMatchObject({ new: 1, invalid: 2 });
  expect(done.reasons).toEqual(
    expect.arrayContaining([
      { field: 'list', reason: 'out-of-scope', count: 1 },
      { field: 'number', reason: 'exists', count: 1 },
    ]),
  );
  expect((await rowsOf(done)).map(({ state }) => state)).toEqual(['invalid', 'invalid', 'new']);
});

test('[C9] a table whose column is none of batches makes none', async () => {
  const rows = Array.from({ length: dialListLimits.newLists + 1 }, (_, i) => `1390001${1000 + i},不是批次 ${i}`);
  const ready = async (lines: readonly string[]) => {
    const found = await drive.upload(admin, `号码,批次\n${lines.join('\n')}\n`, { kind });
    return (await drive.map(admin, found)).id;
  };
  const apply = async (id: string) => server.request(admin, 'POST', `/api/imports/${id}/apply`);
  const refused = await apply(await ready(rows));
  expect(refused.json()).toMatchObject({
    code: 'dial-list.too-many-new',
    params: { most: dialListLimits.newLists },
  });
  expect(refused.statusCode).toBe(409);
  expect(await get<DialList>('/dial-lists?search=不是批次')).toEqual([]);
  expect((await apply(await ready(rows.slice(1)))).statusCode).toBe(200);
});

test('[A2] what the kinds of imports refuse stands among the errors of the steps', () => {
  const { get: one, rows, table, map, apply, cancel, undo } = importRoutes;
  for (const route of [one, rows, table, map, apply, cancel, undo])
    expect([...documentedCodes(route)], route.summary).toContain('import.numbers-hidden');
  expect([...documentedCodes(map)]).toContain('import.files-column');
  for (const code of ['user.licence-full', 'blacklist.full', 'dial-list.full', 'dial-list.too-many-new'])
    expect([...documentedCodes(apply)]).toContain(code);
});
