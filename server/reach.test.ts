/** How far a permission reaches, where somebody tries to make it reach further: imports, calls of colleagues, files, the tree of departments. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Department } from '@bahu/contract/departments.ts';
import { newId } from './kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from './test-server.ts';
import { driveOf, type Drive } from './test-transfers.ts';

let server: TestServer;
let drive: Drive;
/** In another department than everybody else. */
let outsider: TestUser;
const outside = newId();
const tied: { id: string; reach: object }[] = [];

beforeAll(async () => {
  server = await createTestServer({
    onNewNumber: (_tenantId, customer, reach) => void tied.push({ id: customer.id, reach }),
  });
  drive = driveOf(server);
  outsider = server.tenant.stranger;
  await server.database.db.tenant(server.tenant.id, async (tx) => {
    await tx
      .insertInto('departments')
      .values({ tenantId: server.tenant.id, id: outside, name: '外部', path: `${outside}/` })
      .execute();
    await tx.updateTable('users').set({ departmentId: outside }).where('id', '=', outsider.userId).execute();
  });
  await server.sessions.refreshTenant(server.tenant.id);
});
afterAll(() => server.stop());

const ask = (user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const setRole = async (code: string, set: string): Promise<void> => {
  await server.database.asOwner(`update roles set ${set} where tenant_id = $1 and code = $2`, [server.tenant.id, code]);
  await server.sessions.refreshTenant(server.tenant.id);
};
const withScopes = (scopes: object) => setRole('supervisor', `scopes = '${JSON.stringify(scopes)}'`);
const putCustomer = async (phone: string, owner: TestUser | null, departmentId: string | null): Promise<string> => {
  const id = newId();
  await server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .insertInto('customers')
      .values({
        tenantId: server.tenant.id,
        id,
        name: '原名',
        phone: `+86${phone}`,
        ownerId: owner?.userId ?? null,
        departmentId,
      })
      .execute(),
  );
  return id;
};
let free = 15410000000;
const nextPhone = (): string => String(free++);
const rowOf = async (id: string) =>
  (
    await server.database.asOwner<{ name: string; owner_id: string | null }>(
      'select name, owner_id from customers where id = $1',
      [id],
    )
  )[0]!;

describe('[U1] [C4] the permission to import', () => {
  test.each([
    ['its own', { 'customer.import': 'own' }, ['新名', '原名', '原名']],
    ['that of editing, which nobody gets past by a file', { 'customer.edit': 'own' }, ['新名', '原名', '原名']],
    ['the department', {}, ['新名', '新名', '原名']],
  ])('[U1] [C4] changes those who are there within a scope: %s', async (_title, scopes, names) => {
    const { supervisor, agent, departmentId } = server.tenant;
    await withScopes(scopes);
    const phones = [nextPhone(), nextPhone(), nextPhone()];
    const ids = [
      await putCustomer(phones[0]!, supervisor, departmentId),
      await putCustomer(phones[1]!, agent, departmentId),
      await putCustomer(phones[2]!, outsider, outside),
    ];
    await drive.importAll(supervisor, `姓名,电话\n${phones.map((phone) => `新名,${phone}`).join('\n')}\n`, {
      onExisting: 'update',
    });
    expect((await Promise.all(ids.map(rowOf))).map((row) => row.name)).toEqual(names);
    await withScopes({});
  });

  test('[U1] [C4] gives customers to those alone over whom it reaches, in the list and in the column', async () => {
    const { supervisor, agent } = server.tenant;
    await withScopes({ 'customer.import': 'own' });
    const found = await drive.upload(supervisor, '姓名,电话\n甲,15420000001\n');
    const map = (assignTo: string[]) =>
      server.request(supervisor, 'PUT', `/api/imports/${found.id}/mapping`, {
        mapping: found.mapping,
        onExisting: 'skip',
        assignTo,
      });
    expect((await map([agent.userId])).json()).toMatchObject({
      code: 'input.invalid',
      fields: [{ path: 'assignTo', rule: 'reference' }],
    });
    expect((await map([supervisor.userId])).statusCode).toBe(200);
    const named = await drive.upload(
      supervisor,
      `姓名,电话,归属坐席\n甲,15420000002,${agent.extension}\n乙,15420000003,${supervisor.extension}\n`,
    );
    expect(await drive.map(supervisor, named)).toMatchObject({
      counts: { new: 1, invalid: 1 },
      reasons: [{ field: 'owner', reason: 'unknown-agent', count: 1 }],
    });
    await withScopes({});
    expect(await drive.map(supervisor, named)).toMatchObject({ counts: { new: 2, invalid: 0 } });
  });

  test('[U1] [C4] that reaches less far when the rows are written gives nobody what it could when they were checked', async () => {
    const { supervisor, agent } = server.tenant;
    const found = await drive.upload(
      supervisor,
      `姓名,电话,归属坐席\n甲,15420000011,${agent.extension}\n乙,15420000012,${supervisor.extension}\n`,
    );
    await drive.map(supervisor, found);
    await withScopes({ 'customer.import': 'own' });
    expect(await drive.step(supervisor, found.id, 'apply')).toMatchObject({ state: 'applied' });
    expect(
      await server.database.asOwner(
        "select phone, owner_id from customers where phone in ('+8615420000011', '+8615420000012')",
      ),
    ).toEqual([{ phone: '+8615420000012', owner_id: supervisor.userId }]);
    await withScopes({});
  });

  test('[U1] takes back nothing that went out of its reach', async () => {
    const { supervisor, agent } = server.tenant;
    const id = await putCustomer('15420000021', agent, server.tenant.departmentId);
    const done = await drive.importAll(supervisor, '姓名,电话\n新名,15420000021\n', { onExisting: 'update' });
    await withScopes({ 'customer.import': 'own' });
    await drive.step(supervisor, done.id, 'undo');
    expect((await rowOf(id)).name).toBe('新名');
    await withScopes({});
  });

  test('[U1] [U2] of users reaches no further than its own scope', async () => {
    const { supervisor, agent } = server.tenant;
    await setRole('supervisor', "permissions = permissions || '{user.import,user.edit}'");
    const sheet = `分机号,备注1\n${agent.extension},改过\n`;
    await withScopes({ 'user.import': 'own' });
    await drive.importAll(supervisor, sheet, { kind: 'users', name: '坐席.csv', onExisting: 'update' });
    const note = async () =>
      (
        await server.database.asOwner<{ note: string }>('select notes[1] as note from users where id = $1', [
          agent.userId,
        ])
      )[0]!.note;
    expect(await note()).toBe('');
    await withScopes({});
    await drive.importAll(supervisor, sheet, { kind: 'users', name: '坐席.csv', onExisting: 'update' });
    expect(await note()).toBe('改过');
    await setRole('supervisor', "permissions = array_remove(array_remove(permissions, 'user.import'), 'user.edit')");
  });
});

describe('[U1] [C2] a customer made with a number', () => {
  test('[U1] [C2] takes over the calls that the maker sees, and none of colleagues’', async () => {
    const { supervisor, agent, id: tenantId, departmentId } = server.tenant;
    const number = '15430000001';
    const put = async (agentId: string | null, department: string | null): Promise<string> => {
      const id = newId();
      await server.database.db.tenant(tenantId, (tx) =>
        tx
          .insertInto('calls')
          .values({
            tenantId,
            id,
            direction: 'inbound',
            startedAt: new Date(),
            number: `+86${number}`,
            ownNumber: '',
            agentId,
            departmentId: department,
          })
          .execute(),
      );
      return id;
    };
    const calls = {
      own: await put(supervisor.userId, departmentId),
      ofTeam: await put(agent.userId, departmentId),
      abandoned: await put(null, departmentId),
      ofOthers: await put(outsider.userId, outside),
      nobody: await put(null, null),
    };
    const customer = (await ask(supervisor, 'POST', '/customers', { name: '新客户', phone: number })).json<Customer>();
    const rows = await server.database.asOwner<{ id: string; customer_id: string | null }>(
      'select id, customer_id from calls where id = any($1)',
      [Object.values(calls)],
    );
    const mine = rows.filter((row) => row.customer_id === customer.id).map((row) => row.id);
    expect(new Set(mine)).toEqual(new Set([calls.own, calls.ofTeam, calls.abandoned]));
    expect(customer.callCount).toBe(3);
    const history = await ask(supervisor, 'GET', `/customers/${customer.id}/history`);
    expect(history.body).not.toContain(calls.ofOthers);
    expect(tied.at(-1)).toEqual({
      id: customer.id,
      reach: {
        of: expect.objectContaining({
          isAll: false,
          userId: supervisor.userId,
          departmentIds: expect.arrayContaining([departmentId]) as string[],
        }) as unknown,
      },
    });
  });

  test('[U1] a change of anything but the number ties nothing', async () => {
    const { supervisor } = server.tenant;
    const customer = (
      await ask(supervisor, 'POST', '/customers', { name: '不变', phone: '15430000002' })
    ).json<Customer>();
    tied.length = 0;
    expect((await ask(supervisor, 'PATCH', `/customers/${customer.id}`, { version: 1, note: '备注' })).statusCode).toBe(
      200,
    );
    expect(tied).toEqual([]);
  });
});

describe('[U1] [C5] the file of an export', () => {
  test.each([
    ['a narrower scope of exporting', { 'customer.export': 'own' }],
    ['a narrower scope of reading', { 'customer.read': 'own' }],
  ])('[U1] [C5] is closed by %s, in the list of jobs and at its address', async (_title, scopes) => {
    const { supervisor } = server.tenant;
    const { job } = await drive.exportFile(supervisor, { kind: 'customers' });
    const state = async () => [
      (await ask(supervisor, 'GET', `/jobs/${job.id}`)).json<{ can: string[] }>().can.includes('download'),
      (await ask(supervisor, 'GET', `/jobs/${job.id}/file`)).statusCode,
    ];
    expect(await state()).toEqual([true, 200]);
    await withScopes(scopes);
    expect(await state()).toEqual([false, 403]);
    await withScopes({});
    expect(await state()).toEqual([true, 200]);
  });

  test('[U1] [U3] [C5] is closed when its owner moved to another department, and when the permission is gone', async () => {
    const { supervisor, departmentId } = server.tenant;
    const { job } = await drive.exportFile(supervisor, { kind: 'calls' });
    const status = async () => (await ask(supervisor, 'GET', `/jobs/${job.id}/file`)).statusCode;
    const move = async (id: string) => {
      await server.database.asOwner('update users set department_id = $2 where id = $1', [supervisor.userId, id]);
      await server.sessions.refreshTenant(server.tenant.id);
    };
    expect(await status()).toBe(200);
    await move(outside);
    expect(await status()).toBe(403);
    await move(departmentId);
    await setRole('supervisor', "permissions = array_remove(permissions, 'call.export')");
    expect(await status()).toBe(403);
    await setRole('supervisor', "permissions = permissions || '{call.export}'");
    expect(await status()).toBe(200);
    expect((await ask(server.otherTenant.administrator, 'GET', `/jobs/${job.id}/file`)).statusCode).toBe(404);
  });
});

describe('[U3] managing departments', () => {
  test('[U3] [U1] brings nobody’s records into the own branch for who does not see all of them', async () => {
    const { supervisor, departmentId } = server.tenant;
    const theirs = await putCustomer('15440000001', outsider, outside);
    await setRole(
      'supervisor',
      `scope = 'all', permissions = permissions || '{department.manage}', scopes = '{"customer.read":"department"}'`,
    );
    const tree = (await ask(supervisor, 'GET', '/departments')).json<{ items: Department[] }>().items;
    const other = tree.find((one) => one.id === outside)!;
    expect(other.can).toEqual(['edit']);
    const move = (body: object, id = outside) =>
      ask(supervisor, 'PATCH', `/departments/${id}`, { version: 1, ...body });
    expect((await move({ parentId: departmentId })).json()).toMatchObject({ code: 'forbidden' });
    expect((await move({ position: 0 })).json()).toMatchObject({ code: 'forbidden' });
    expect((await move({ parentId: outside }, departmentId)).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask(supervisor, 'GET', `/customers/${theirs}`)).statusCode).toBe(404);
    const made = (
      await ask(supervisor, 'POST', '/departments', { name: '新组', parentId: departmentId })
    ).json<Department>();
    expect((await move({ parentId: outside }, made.id)).json()).toMatchObject({ code: 'forbidden' });
    await setRole('supervisor', "scopes = '{}'");
    expect((await move({ parentId: departmentId })).statusCode).toBe(200);
    expect((await ask(supervisor, 'GET', `/customers/${theirs}`)).statusCode).toBe(200);
    await setRole('supervisor', "scope = 'department', permissions = array_remove(permissions, 'department.manage')");
  });

  test('[U3] makes nobody a head, and names nobody, who is out of reach', async () => {
    const { leader, agent, administrator, departmentId } = server.tenant;
    await server.database.asOwner('update users set department_id = null where id = $1', [outsider.userId]);
    await setRole('leader', "permissions = permissions || '{department.manage}'");
    const make = (name: string, headId: string) =>
      ask(leader, 'POST', '/departments', { name, parentId: departmentId, headId });
    const refused = await make('无头', outsider.userId);
    expect([refused.statusCode, refused.body.includes('agent 803')]).toEqual([404, false]);
    const made = await make('有头', agent.userId);
    expect(made.json()).toMatchObject({ headName: 'agent 802' });
    expect(
      (
        await ask(leader, 'PATCH', `/departments/${made.json<Department>().id}`, {
          version: 1,
          headId: outsider.userId,
        })
      ).statusCode,
    ).toBe(404);
    expect(
      (
        await ask(administrator, 'PATCH', `/departments/${made.json<Department>().id}`, {
          version: 1,
          headId: outsider.userId,
        })
      ).statusCode,
    ).toBe(200);
  });
});
