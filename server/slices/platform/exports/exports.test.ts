import { beforeAll, describe, expect, test, vi } from 'vitest';
import { exportKinds, type ExportKind } from '@bahu/contract/exports.ts';
import { newId } from '../../../kernel/ids.ts';
import { openTable } from '../../../spreadsheet/read.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { Readable } from 'node:stream';

const { server, drive, admin } = await openTransfers();
beforeAll(async () => {
  const { tenant } = server;
  await server.database.db.tenant(tenant.id, async (tx) => {
    const customer = (i: number, name: string, ownerId: string, departmentId: string | null) => ({
      tenantId: tenant.id,
      id: newId(),
      name,
      phone: `+861390000040${i}`,
      ownerId,
      departmentId,
      note: i === 1 ? '=HYPERLINK("x")' : '',
      createdAt: new Date(1_700_000_000_000 + i * 1000),
    });
    await tx
      .insertInto('customers')
      .values([
        customer(1, '@甲', tenant.agent.userId, tenant.departmentId),
        customer(2, '乙"引号"', tenant.supervisor.userId, tenant.departmentId),
        customer(3, '丙', tenant.stranger.userId, null),
      ])
      .execute();
    await tx
      .insertInto('calls')
      .values([
        {
          tenantId: tenant.id,
          id: newId(),
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8613900000401',
          ownNumber: '+864000000800',
          agentId: tenant.agent.userId,
          departmentId: tenant.departmentId,
          outcome: 'connected',
        },
      ])
      .execute();
    const about = await tx.selectFrom('customers').select('id').where('name', '=', '@甲').executeTakeFirstOrThrow();
    await tx
      .insertInto('followUps')
      .values({
        tenantId: tenant.id,
        id: newId(),
        customerId: about.id,
        agentId: tenant.agent.userId,
        serviceType: 'consult',
        stage: 'lead',
        callState: 'connected',
        currentState: 'open',
        channel: 'phone',
        content: '=1+1 请回 13900000401',
      })
      .execute();
    await tx
      .insertInto('deals')
      .values({
        tenantId: tenant.id,
        id: newId(),
        customerId: about.id,
        agentId: tenant.agent.userId,
        product: '专业版',
        dealKind: 'new',
        dealStage: 'signed',
        amount: '1.00',
      })
      .execute();
    const listId = newId();
    await tx.insertInto('dialLists').values({ tenantId: tenant.id, id: listId, name: '展会名片' }).execute();
    await tx
      .insertInto('dialNumbers')
      .values({ tenantId: tenant.id, id: newId(), listId, number: '+8613900000411' })
      .execute();
    await tx
      .insertInto('blacklistEntries')
      .values({ tenantId: tenant.id, id: newId(), number: '+8613900000409' })
      .execute();
    await tx
      .insertInto('queues')
      .values({ tenantId: tenant.id, id: newId(), name: '售前咨询', number: '961', strategy: 'linear' })
      .execute();
    await tx
      .insertInto('callerIds')
      .values({ tenantId: tenant.id, id: newId(), number: '+8675580000001', isStandard: true })
      .execute();
    await tx
      .insertInto('signIns')
      .values({
        tenantId: tenant.id,
        id: newId(),
        userId: tenant.agent.userId,
        account: '100001802',
        address: '198.51.100.1',
        device: 'test',
        result: 'ok',
      })
      .execute();
  });
});

async function tableOf(bytes: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of (
    await openTable({ size: bytes.length, read: (from, to) => Readable.from([bytes.subarray(from, to + 1)]) })
  ).rows())
    rows.push(...batch.map((row) => row.cells));
  return rows;
}
const names = async (user: TestUser, body: object = {}): Promise<string[]> =>
  (await tableOf((await drive.exportFile(user, { kind: 'customers', columns: ['name'], ...body })).bytes))
    .slice(1)
    .map(([name]) => name!);
const allow = async (role: string, ...permissions: string[]): Promise<void> => {
  await server.database.asOwner(
    'update roles set permissions = array(select distinct unnest(permissions || $3)) where tenant_id = $1 and code = $2',
    [server.tenant.id, role, permissions],
  );
  await server.sessions.refreshTenant(server.tenant.id);
};

describe('[C5] an export', () => {
  test.each(['csv', 'xlsx'] as const)(
    '[C5] is the list in the columns asked for, as %s that comes back the same',
    async (format) => {
      const { job, bytes } = await drive.exportFile(admin(), {
        kind: 'customers',
        format,
        columns: ['phone', 'name', 'note', 'owner'],
        language: 'en',
      });
      expect(job).toMatchObject({
        state: 'done',
        kind: 'export',
        subject: 'customers',
        can: ['download'],
        result: { rows: 3 },
      });
      const [, day, hour, minute] = /^customers-(\d{8})-(\d\d)(\d\d)\.(?:csv|xlsx)$/.exec(job.fileName!)!;
      const inChina = new Date(Date.now() + 8 * 3_600_000).toISOString();
      const [today, clock] = [inChina.slice(0, 10).replaceAll('-', ''), inChina.slice(11, 16)];
      const since = (Number(clock.slice(0, 2)) - Number(hour)) * 60 + Number(clock.slice(3)) - Number(minute);
      // Midnight may lie between the file and the question.
      expect([0, 1]).toContain(day === today ? since : since + 1440);
      expect(await tableOf(bytes)).toEqual([
        ['Phone', 'Name', 'Note', 'Owner'],
        ['13900000403', '丙', '', 'agent 803'],
        ['13900000402', '乙"引号"', '', 'supervisor 801'],
        ['13900000401', '@甲', '=HYPERLINK("x")', 'agent 802'],
      ]);
      expect(bytes.includes('<f>')).toBe(false);
      if (format === 'csv')
        expect(bytes.toString()).toMatch(/^\ufeffPhone,Name,Note,Owner\r\n[\s\S]*'@甲,"'=HYPERLINK\(""x""\)"/);
    },
  );

  test.each(Object.keys(exportKinds) as ExportKind[])('[C5] of %s has its heads in both languages', async (kind) => {
    for (const [language, han] of [
      ['zh-CN', true],
      ['en', false],
    ] as const) {
      const { job, bytes } = await drive.exportFile(admin(), { kind, language });
      expect(job.state).toBe('done');
      const [heads, ...rows] = await tableOf(bytes);
      expect(rows.length).toBeGreaterThan(0);
      for (const head of heads!) if (!head.startsWith('APP')) expect(/\p{Script=Han}/u.test(head), head).toBe(han);
    }
  });

  test('[C5] has the rows of the filter, or the checked ones among them, and refuses a filter or a column that the list does not have', async () => {
    expect(await names(admin(), { filter: { owner: server.tenant.agent.userId } })).toEqual(['@甲']);
    expect(await names(admin(), { filter: { search: '引号' } })).toEqual(['乙"引号"']);
    const { id } = (await server.database.asOwner<{ id: string }>("select id from customers where name = '丙'"))[0]!;
    expect(await names(admin(), { ids: [id] })).toEqual(['丙']);
    for (const body of [
      { filter: { nonsense: 1 } },
      { filter: { cursor: 'x' } },
      { filter: { owner: 'no id' } },
      { columns: ['password'] },
      { columns: ['constructor'] },
      { columns: ['name', 'name'] },
    ]) {
      expect(
        (
          await server.request(admin(), 'POST', '/api/exports', {
            kind: 'customers',
            format: 'csv',
            language: 'en',
            filter: {},
            ...body,
          })
        ).statusCode,
        JSON.stringify(body),
      ).toBe(400);
    }
  });

  test('[U1] holds what its starter sees and no more: their scope, their mask, their rights', async () => {
    expect(await names(server.tenant.supervisor)).toEqual(['乙"引号"', '@甲']);
    for (const kind of Object.keys(exportKinds))
      expect(
        (
          await server.request(server.tenant.agent, 'POST', '/api/exports', {
            kind,
            format: 'csv',
            language: 'en',
            filter: {},
          })
        ).statusCode,
      ).toBe(403);
    await allow('agent', 'customer.export', 'call.export');
    const { bytes } = await drive.exportFile(server.tenant.agent, { kind: 'customers' });
    expect(bytes.toString()).toContain('139****0401');
    expect(bytes.toString()).not.toMatch(/13900000|丙|乙/);
    expect((await drive.exportFile(server.tenant.agent, { kind: 'calls' })).bytes.toString()).toContain('139****0401');
  });

  test('[C5] tells how far it is while it is written, and is done however long that takes', async () => {
    const {
      otherTenant: { id: tenantId, administrator },
      database,
    } = server;
    await database.asOwner(
      `insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '客户' || i, '+86154' || lpad(i::text, 8, '0') from generate_series(1, 1200) i`,
      [tenantId],
    );
    // Each look at the clock is half a second later than the one before, so that each five hundred rows are told of.
    let now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 600));
    try {
      const { job, bytes } = await drive.exportFile(administrator, { kind: 'customers', columns: ['name'] });
      expect(job).toMatchObject({ state: 'done', done: 1200, result: { rows: 1200 } });
      expect((await tableOf(bytes)).length).toBe(1201);
      const searched = await drive.exportFile(administrator, {
        kind: 'customers',
        columns: ['name'],
        filter: { search: '客户' },
      });
      expect(searched.job).toMatchObject({ state: 'done', result: { rows: 1200 } });
    } finally {
      clock.mockRestore();
    }
  });

  test('[C5] [P4] a search of the audit log goes on to its end, beyond what the list looks at', async () => {
    const { administrator, id: tenantId } = server.otherTenant;
    await server.database.asOwner(
      `insert into audit_rows (tenant_id, id, actor_name, action, record_type, record_name)
       select $1, gen_random_uuid(), '某人', 'user.change', 'user', '被找的人' from generate_series(1, 5001)`,
      [tenantId],
    );
    const filter = { search: '被找的人' };
    const { job } = await drive.exportFile(administrator, { kind: 'audit', filter });
    expect(job).toMatchObject({ state: 'done', result: { rows: 5001 } });
  });

  test("[C5] is nobody else's, and its file closes with the right and with the mask", async () => {
    const { job } = await drive.exportFile(server.tenant.supervisor, { kind: 'customers' });
    const download = async (user: TestUser) =>
      (await server.request(user, 'GET', `/api/jobs/${job.id}/file`)).statusCode;
    expect(await Promise.all([admin(), server.tenant.agent, server.otherTenant.administrator].map(download))).toEqual([
      404, 404, 404,
    ]);
    expect(await download(server.tenant.supervisor)).toBe(200);
    const set = async (change: string): Promise<void> => {
      await server.database.asOwner(`update roles set ${change} where tenant_id = $1 and code = 'supervisor'`, [
        server.tenant.id,
      ]);
      await server.sessions.refreshTenant(server.tenant.id);
    };
    await set('masks_numbers = true');
    expect(await download(server.tenant.supervisor)).toBe(403);
    await set("masks_numbers = false, permissions = array_remove(permissions, 'customer.export')");
    expect(await download(server.tenant.supervisor)).toBe(403);
    await set("permissions = permissions || '{customer.export}'");
    const actions = await server.database.asOwner<{ action: string; after: { filter: object } }>(
      "select action, after from audit_rows where record_type = 'export' and record_id = $1 order by at",
      [job.id],
    );
    expect(actions.map((row) => row.action)).toEqual(['export.start', 'export.download', 'export.download']);
    expect(actions[0]!.after.filter).toEqual({});
  });

  test('[C5] fails when the right was taken away before it ran, and can be cancelled', async () => {
    const start = async () =>
      (
        await server.request(server.tenant.supervisor, 'POST', '/api/exports', {
          kind: 'customers',
          format: 'csv',
          language: 'en',
          filter: {},
        })
      ).json<{ id: string }>().id;
    const [first, second] = [await start(), await start()];
    expect((await server.request(server.tenant.supervisor, 'DELETE', `/api/jobs/${second}`)).json()).toMatchObject({
      state: 'cancelled',
      can: [],
    });
    expect((await server.request(server.tenant.supervisor, 'DELETE', `/api/jobs/${second}`)).json()).toMatchObject({
      code: 'job.ended',
    });
    await server.database.asOwner(
      "update roles set permissions = array_remove(permissions, 'customer.export') where tenant_id = $1 and code = 'supervisor'",
      [server.tenant.id],
    );
    await drive.work();
    await allow('supervisor', 'customer.export');
    expect((await server.request(server.tenant.supervisor, 'GET', `/api/jobs/${first}`)).json()).toMatchObject({
      state: 'failed',
      error: 'forbidden',
      can: [],
    });
  });

  test('[P3] a tenant that has run out exports, and imports nothing', async () => {
    await server.database.asOwner("update tenants set expires_at = now() - interval '1 day' where id = $1", [
      server.tenant.id,
    ]);
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await names(admin())).length).toBe(3);
    await expect(drive.upload(admin(), '姓名,电话\n甲,13900000409')).rejects.toThrow('tenant.expired');
    await server.database.asOwner('update tenants set expires_at = null where id = $1', [server.tenant.id]);
    await server.sessions.refreshTenant(server.tenant.id);
  });
});
