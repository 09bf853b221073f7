import { describe, expect, test } from 'vitest';
import { openTransfers } from '../../../test-transfers.ts';

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
    expect(found.columns[0]).toEqual({ name: '客户姓名', isOfFiles: false, samples: ['陈一', '李二', ''] });
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
        { line: 2, state: 'new', errors: [] },
        {
          line: 3,
          state: 'invalid',
          values: ['李二', '1234', '', '', '', '', ''],
          errors: [{ column: 1, reason: 'phone-not-in-plan', params: { number: '1234' } }],
        },
      ],
    });
    expect(
      (await server.request(admin(), 'GET', `/api/imports/${found.id}/rows?state=duplicate`)).json(),
    ).toMatchObject({ items: [{ line: 5, errors: [{ reason: 'twice', params: { line: 2 } }] }], next: null });
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
        counts: onExisting === 'skip' ? { known: 1, update: 0, duplicate: 0 } : { known: 0, update: 1, duplicate: 0 },
      });
      const expected = {
        skip: ['旧名', agent.userId, 1],
        update: ['新名', agent.userId, 2],
        'update-and-assign': ['新名', stranger.userId, 2],
      }[onExisting];
      const row = (await byPhone(`+86${phone}`))!;
      expect([row.name, row.ownerId, row.version]).toEqual(expected);
      expect(row.note).toBe('旧注');
    },
  );

  test('[U1] gives customers to agents within the scope of the importer alone, and changes those that they may change by then', async () => {
    const { supervisor, stranger, agent } = server.tenant;
    const found = await drive.upload(supervisor, text('姓名,电话', '甲,13900000191'));
    const map = (assignTo: string[]) =>
      server.request(supervisor, 'PUT', `/api/imports/${found.id}/mapping`, {
        mapping: found.mapping,
        onExisting: 'skip',
        assignTo,
      });
    expect((await map([agent.userId, stranger.userId])).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'assignTo', rule: 'reference' }],
    });
    expect((await map([agent.userId])).statusCode).toBe(200);
    await drive.importAll(admin(), text('姓名,电话,归属坐席', '乙,13900000192,802'));
    const change = await drive.map(supervisor, await drive.upload(supervisor, text('姓名,电话', '夺,13900000192')), {
      onExisting: 'update',
    });
    expect(change.counts).toMatchObject({ update: 1 });
    await server.database.asOwner(
      "update customers set owner_id = $1, department_id = null where phone = '+8613900000192'",
      [stranger.userId],
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
    await drive.importAll(admin(), text('姓名,电话,负责人', ...lines), { assignTo: [agent.userId, stranger.userId] });
    const owners = (await customers()).filter((row) => row.phone.startsWith('+861390001')).map((row) => row.ownerId);
    const count = (id: string): number => owners.filter((owner) => owner === id).length;
    expect([count(agent.userId), count(stranger.userId), count(leader.userId)]).toEqual([25, 25, 10]);
    expect((await byPhone('+8613900010000'))!.departmentId).toBe(server.tenant.departmentId);
  });

  test('[C4] gives new customers to agents by ratio, over all batches of the import', async () => {
    const { agent, leader } = server.tenant;
    const lines = Array.from({ length: 40 }, (_, i) => `份${i},1390002${String(i).padStart(4, '0')}`);
    const assignTo = [agent.userId, leader.userId];
    await drive.importAll(admin(), text('姓名,电话', ...lines), { assignTo, shares: [3, 1] });
    const owners = (await customers()).filter((row) => row.phone.startsWith('+861390002')).map((row) => row.ownerId);
    const count = (id: string): number => owners.filter((owner) => owner === id).length;
    expect([count(agent.userId), count(leader.userId)]).toEqual([30, 10]);
    const found = await drive.upload(admin(), text('姓名,电话', '甲,13900000195'));
    expect([found.assignTo, found.shares]).toEqual([null, null]);
    // What was chosen is told again, so that a page that was loaded anew does not take it back unsaid.
    const ready = await drive.map(admin(), found, { assignTo, shares: [3, 1] });
    expect([ready.assignTo, ready.shares]).toEqual([assignTo, [3, 1]]);
    const body = { mapping: found.mapping, onExisting: 'skip', assignTo, shares: [1] };
    expect((await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, body)).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'shares', rule: 'length' }],
    });
  });

  test('[C4] [C7] takes no customer from an agent who has locked them, and says so at the row', async () => {
    const { agent, leader, supervisor } = server.tenant;
    await server.database.asOwner(
      `update roles set permissions = array_remove(permissions, 'customer.unlock') where tenant_id = $1 and code = 'supervisor'`,
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const phones = ['13900000197', '13900000198'];
    await drive.importAll(admin(), text('姓名,电话,归属坐席', ...phones.map((phone) => `锁,${phone},802`)));
    const [locked, open] = [(await byPhone(`+86${phones[0]!}`))!, (await byPhone(`+86${phones[1]!}`))!];
    expect((await server.request(agent, 'POST', `/api/customers/${locked.id}/lock`)).statusCode).toBe(200);
    const file = text('姓名,电话,归属坐席', ...phones.map((phone) => `夺,${phone},${leader.extension}`));
    const done = await drive.importAll(supervisor, file, { onExisting: 'update-and-assign' });
    expect([(await byPhone(`+86${phones[0]!}`))!.name, (await byPhone(`+86${phones[0]!}`))!.ownerId]).toEqual([
      '锁',
      agent.userId,
    ]);
    expect((await byPhone(`+86${phones[1]!}`))!.ownerId).toBe(leader.userId);
    const errors = await server.request(supervisor, 'GET', `/api/jobs/${done.jobId}/errors?language=zh-CN`);
    expect(errors.body).toContain('坐席已锁定这位客户');
    // Their data is another matter, and so is who has them already.
    const same = text('姓名,电话,归属坐席', `改,${phones[0]!},802`);
    await drive.importAll(supervisor, same, { onExisting: 'update-and-assign' });
    expect((await byPhone(`+86${phones[0]!}`))!.name).toBe('改');
    const { items } = (await server.request(admin(), 'GET', `/api/customers/${open.id}/owners`)).json<{
      items: { reason: string }[];
    }>();
    expect(items.map(({ reason }) => reason)).toEqual(['import']);
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
      { onExisting: 'update-and-assign', assignTo: [server.tenant.supervisor.userId] },
    );
    expect(applied).toMatchObject({
      counts: { new: 1, invalid: 1 },
      reasons: [{ field: 'phone', reason: 'out-of-scope', count: 1 }],
    });
    expect(await byPhone('+8613900000161')).toMatchObject({ name: '他人的', ownerId: server.tenant.stranger.userId });
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
