import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '@bahu/contract/audit.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

interface List {
  items: AuditEntry[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

let server: TestServer;
const customer = newId();
const base = Date.parse('2026-03-01T08:00:00Z');

beforeAll(async () => {
  server = await createTestServer();
  const { id: tenantId, administrator, supervisor, agent, departmentId } = server.tenant;
  const actors = [administrator, supervisor, agent];
  await server.database.db.tenant(tenantId, async (tx) => {
    await tx
      .updateTable('roles')
      .set({ permissions: ['audit.read'], scope: 'own' })
      .where('code', '=', 'agent')
      .execute();
    await tx
      .updateTable('roles')
      .set({ permissions: ['audit.read', 'audit.export'] })
      .where('code', '=', 'inspector')
      .execute();
    await tx
      .insertInto('auditRows')
      .values(
        Array.from({ length: 12 }, (_, i) => ({
          tenantId,
          id: newId(),
          at: new Date(base + i * 60_000),
          actorId: actors[i % 3]!.userId,
          actorName: ['管理员 林', '主管 何', '坐席 郑'][i % 3]!,
          departmentId: i % 3 === 0 ? null : departmentId,
          address: `198.51.100.${i}`,
          action: i % 2 ? 'customer.change' : 'recording.play',
          recordType: i % 2 ? 'customer' : 'call',
          recordId: customer,
          recordName: `冯小青 1390000009${i % 10}`,
          before: JSON.stringify({ phone: '+8613900000091', note: '打 13900000092' }),
          after: JSON.stringify({ phone: '+8613900000093' }),
        })),
      )
      .execute();
  });
});
afterAll(() => server.stop());

const list = async (user: TestUser, query = ''): Promise<List> => {
  const reply = await server.request(user, 'GET', `/api/audit?${query}`);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<List>();
};

describe('the audit log', () => {
  test('[P4] is newest first and pages by keyset, each row once', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page++) {
      const { items, next, total } = await list(server.tenant.administrator, `limit=5${cursor}`);
      expect(total).toBe(12);
      seen.push(...items.map((item) => item.at));
      if (!next) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toHaveLength(12);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(new Set(seen).size).toBe(12);
  });

  test('[P4] [U1] shows all, a department’s, or one’s own, by the role', async () => {
    const whose = async (user: TestUser) =>
      [...new Set((await list(user)).items.map((item) => item.actorName))].toSorted();
    expect(await whose(server.tenant.administrator)).toEqual(['主管 何', '坐席 郑', '管理员 林'].toSorted());
    expect(await whose(server.tenant.supervisor)).toEqual(['主管 何', '坐席 郑'].toSorted());
    expect(await whose(server.tenant.agent)).toEqual(['坐席 郑']);
    expect((await list(server.tenant.supervisor)).total).toBe(8);
    expect((await list(server.tenant.agent)).total).toBe(4);
    expect((await list(server.otherTenant.administrator)).total).toBe(0);
  });

  test('[P4] is filtered by time, person, action and record', async () => {
    const { administrator, agent } = server.tenant;
    expect((await list(administrator, `from=2026-03-01T08:02:00.000Z&to=2026-03-01T08:05:00.000Z`)).total).toBe(3);
    expect((await list(administrator, `actor=${agent.userId}`)).total).toBe(4);
    expect((await list(administrator, 'action=recording.play')).total).toBe(6);
    expect((await list(administrator, `recordType=customer&recordId=${customer}`)).total).toBe(6);
    expect((await list(administrator, `recordId=${newId()}`)).total).toBe(0);
  });

  test('[P4] [U1] opens an entry by its id within the scope alone, masked as its row is', async () => {
    const { administrator, agent, inspector } = server.tenant;
    const open = (user: TestUser, id: string) => server.request(user, 'GET', `/api/audit/entries/${id}`);
    for (const entry of (await list(administrator)).items.slice(0, 3)) {
      expect((await open(administrator, entry.id)).json()).toEqual(entry);
      expect((await open(agent, entry.id)).statusCode).toBe(entry.actorId === agent.userId ? 200 : 404);
      expect((await open(inspector, entry.id)).body).not.toMatch(/1390000009|13900000/);
    }
    expect((await open(server.otherTenant.administrator, (await list(administrator)).items[0]!.id)).statusCode).toBe(
      404,
    );
  });

  test('[P4] finds any part of a name or an address, within the scope', async () => {
    const { administrator, supervisor, agent } = server.tenant;
    for (const [search, total] of [
      ['小青', 12],
      ['林', 4],
      ['100.11', 1],
      ['%25', 0],
      ['_', 0],
      ['管理员 林', 4],
    ] as const)
      expect(
        (await list(administrator, `search=${encodeURIComponent(decodeURIComponent(search))}`)).total,
        search,
      ).toBe(total);
    expect((await list(supervisor, `search=${encodeURIComponent('林')}`)).total).toBe(0);
    expect((await list(agent, `search=${encodeURIComponent('小青')}`)).total).toBe(4);
  });

  test('[P4] [U1] masks numbers wherever they stand for a reader who may not see them', async () => {
    expect(JSON.stringify(await list(server.tenant.administrator))).toContain('13900000092');
    for (const user of [server.tenant.inspector, server.tenant.agent]) {
      const { items } = await list(user);
      expect(items.length).toBeGreaterThan(0);
      expect(JSON.stringify(items)).not.toMatch(/1390000009|13900000/);
      expect(items[0]!.recordName).toMatch(/^冯小青 139\*+009\d$/);
    }
    for (const digits of ['13900000', '0091', '139'])
      expect((await list(server.tenant.inspector, `search=${digits}`)).total).toBe(0);
    expect((await list(server.tenant.inspector, `search=${encodeURIComponent('青 1390')}`)).total).toBe(0);
  });

  test('[P4] names the actions that occur', async () => {
    const { items } = (await server.request(server.tenant.administrator, 'GET', '/api/audit/actions')).json<{
      items: object[];
    }>();
    expect(items).toEqual([
      { action: 'customer.change', recordType: 'customer' },
      { action: 'recording.play', recordType: 'call' },
    ]);
  });

  test('[P4] can only be added to: the application’s role may neither change nor remove a row', async () => {
    const { db } = server.database;
    for (const action of ['update', 'delete'] as const) {
      const attempt = db.tenant<unknown>(server.tenant.id, (tx) =>
        (action === 'delete'
          ? tx.deleteFrom('auditRows')
          : tx.updateTable('auditRows').set({ actorName: '别人' })
        ).execute(),
      );
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    }
    const [{ can }] = (await server.database.asOwner<{ can: boolean }>(
      "select has_table_privilege('bahu_app', 'audit_rows', 'update, delete, truncate') as can",
    )) as [{ can: boolean }];
    expect(can).toBe(false);
    expect((await list(server.tenant.administrator)).total).toBe(12);
  });
});

test('[P4] a page of a long log reads an index and no more than the page', async () => {
  const { id: tenantId, administrator } = server.otherTenant;
  await server.database.asOwner(
    `insert into audit_rows (tenant_id, id, at, actor_id, actor_name, action, record_type, department_id)
     select $1, gen_random_uuid(), now() - n * interval '1 second', $2, '坐席', 'customer.change', 'customer', null from generate_series(1, 30000) n`,
    [tenantId, administrator.userId],
  );
  await server.database.asOwner('analyze audit_rows');
  const plan = await server.database.db.tenant(tenantId, async (tx) => {
    const query = tx
      .selectFrom('auditRows as l')
      .select('l.id')
      .orderBy('l.at', 'desc')
      .orderBy('l.id', 'desc')
      .limit(51);
    return JSON.stringify(await query.explain('json'));
  });
  expect(plan).toContain('audit_rows_by_time');
  expect(plan).not.toContain('Sort');
});
