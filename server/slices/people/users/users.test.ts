import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { User } from '@bahu/contract/users.ts';
import { createTestServer, testPassword, type TestServer, type TestUser } from '../../../test-server.ts';
import { peopleOf, type People } from './test-people.ts';

interface List {
  items: User[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

let server: TestServer;
let people: People;
const told: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ onUserChanged: (_tenantId, user) => void told.push(user.id) });
  people = await peopleOf(server, server.tenant);
});
afterAll(() => server.stop());

const asAdmin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(server.tenant.administrator, method, url, body);
const list = async (query = '', user: TestUser = server.tenant.administrator) =>
  (await server.request(user, 'GET', `/api/users${query}`)).json<List>();
const extensions = async (query: string, user?: TestUser) =>
  (await list(query, user)).items.map((one) => one.extension);
const one = async (extension: string) => (await list('?limit=100')).items.find((user) => user.extension === extension)!;
const change = async (extension: string, fields: object) => {
  const { id, version } = await one(extension);
  return asAdmin('PATCH', `/api/users/${id}`, { version, ...fields });
};

describe('the list of users', () => {
  test('[U2] is ordered by extension and pages by keyset', async () => {
    const first = await list('?limit=4');
    expect(first.items.map((user) => user.extension)).toEqual(['800', '801', '802', '803']);
    expect(first).toMatchObject({ total: 6, totalIsExact: true });
    const second = await list(`?limit=4&cursor=${first.next}`);
    expect(second.items.map((user) => user.extension)).toEqual(['804', '805']);
    expect(second.next).toBeNull();
  });

  test('[U2] finds by name, login name, extension and the initials of the name; signs of LIKE mean themselves', async () => {
    await change('803', { name: '张子墨' });
    expect(await extensions('?search=SUPER')).toEqual(['801']);
    expect(await extensions('?search=user-802')).toEqual(['802']);
    expect(await extensions('?search=803')).toEqual(['803']);
    expect(await extensions('?search=zzm')).toEqual(['803']);
    expect(await extensions('?search=%25')).toEqual([]);
  });

  test('[U2] sorts by name as Chinese readers expect, by creation and by the last sign-in, page by page', async () => {
    await change('802', { name: '安然' });
    await server.database.asOwner('update users set last_sign_in_at = now() where id = $1', [
      server.tenant.leader.userId,
    ]);
    expect((await extensions('?sort=name')).indexOf('802')).toBeLessThan(
      (await extensions('?sort=name')).indexOf('803'),
    );
    expect((await extensions('?sort=last-sign-in'))[0]).toBe('804');
    for (const sort of ['name', 'created', 'last-sign-in']) {
      const paged: string[] = [];
      for (let cursor = ''; ;) {
        const page = await list(`?sort=${sort}&limit=2${cursor}`);
        paged.push(...page.items.map((user) => user.extension));
        if (!page.next) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(paged).toEqual(await extensions(`?sort=${sort}`));
    }
  });

  test('[U2] filters by role, department with those below, group, kind and state', async () => {
    const { tenant } = server;
    const below = await people.department('售前组', tenant.departmentId);
    const group = await people.group('电销一组');
    expect(
      (await change('803', { departmentId: below, groupIds: [group], kind: 'staff', isEnabled: false })).statusCode,
    ).toBe(200);
    expect(await extensions(`?role=${people.roles['agent']}`)).toEqual(['802', '803']);
    expect(await extensions(`?department=${tenant.departmentId}`)).toEqual(['800', '801', '802', '803', '804']);
    expect(await extensions(`?department=${below}`)).toEqual(['803']);
    expect(await extensions(`?group=${group}`)).toEqual(['803']);
    expect(await extensions('?kind=staff')).toEqual(['803']);
    expect(await extensions('?enabled=false')).toEqual(['803']);
    expect(
      (await change('803', { departmentId: null, groupIds: [], kind: 'agent', isEnabled: true })).json(),
    ).toMatchObject({ groupIds: [], departmentName: null });
  });

  test('[U2] finds those who may call abroad, and those who may not; many are changed by what was found', async () => {
    await change('802', { mayCallInternational: true });
    expect(await extensions('?international=true')).toEqual(['802']);
    expect(await extensions('?international=false')).toEqual(['800', '801', '803', '804', '805']);
    const taken = await asAdmin('POST', '/api/users/changes', {
      selection: { filter: { international: true } },
      change: { mayCallInternational: false },
    });
    expect(taken.json()).toEqual({ changed: 1 });
    expect(await extensions('?international=true')).toEqual([]);
  });

  test('[U1] [U2] shows a supervisor the users of their departments, and nobody else one by one', async () => {
    const { supervisor, stranger, agent } = server.tenant;
    const seen = await list('', supervisor);
    expect(seen.items.map((user) => user.extension)).toEqual(['800', '801', '802', '804']);
    expect(seen).toMatchObject({ total: 4 });
    expect(seen.items.every((user) => user.can.length === 0)).toBe(true);
    expect((await server.request(supervisor, 'GET', `/api/users/${agent.userId}`)).json()).toMatchObject({
      extension: '802',
    });
    expect((await server.request(supervisor, 'GET', `/api/users/${stranger.userId}`)).statusCode).toBe(404);
    expect(
      (await server.request(server.otherTenant.administrator, 'GET', `/api/users/${stranger.userId}`)).statusCode,
    ).toBe(404);
  });

  test('a cursor that is none of this list is refused', async () => {
    for (const cursor of [
      'x',
      Buffer.from('["customers by created","a","b"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ]) {
      expect((await asAdmin('GET', `/api/users?cursor=${cursor}`)).json()).toMatchObject({
        code: 'input.invalid',
        fields: [{ path: 'cursor', rule: 'cursor' }],
      });
    }
  });
});

describe('a changed user', () => {
  test('[U2] has every field as it was set, and the audit log what it was before', async () => {
    const { tenant } = server;
    const [trunkId, callerId] = [await people.trunk(), await people.callerId('+8675588880001')];
    const fields = {
      boundPhone: '138 0013 8000',
      shortNumber: '8021',
      notes: ['一', '', '三', '', '五'],
      superiorId: tenant.leader.userId,
      isRecorded: false,
      forwardsToMobile: true,
      trunkId,
      callerId,
      transferCallerId: callerId,
      lockLimit: 50,
      lockDays: 30,
      signInMethod: 'web',
      deskPhonePops: false,
      mayCallDomestic: false,
      mayCallInternational: false,
      staffingWeight: 0.5,
      isInsideOnly: true,
      wrapUpSeconds: 45,
    };
    const reply = await change('802', fields);
    expect(reply.json()).toMatchObject({
      ...fields,
      boundPhone: '13800138000',
      superiorName: 'leader 804',
      trunkName: '线路',
      roleName: '用户',
      departmentName: '客服中心',
    });
    expect(
      await server.database.asOwner('select bound_phone from agents where id = $1', [tenant.agent.userId]),
    ).toEqual([{ bound_phone: '+8613800138000' }]);
    const [row] = await server.database.asOwner<{ before: object; after: object }>(
      "select before, after from audit_rows where action = 'user.change' order by at desc limit 1",
    );
    expect(row?.before).toMatchObject({ lockLimit: 0, superiorName: null, trunkName: null, boundPhone: null });
    expect(row?.after).toMatchObject({
      lockLimit: 50,
      superiorName: 'leader 804',
      trunkName: '线路',
      boundPhone: '+8613800138000',
    });
    expect(row?.after).not.toHaveProperty('name');
    expect(told).toContain(tenant.agent.userId);
  });

  test('[U1] [U2] keeps a bound phone that came back masked', async () => {
    const { leader } = server.tenant;
    await people.allow('leader', ['user.edit']);
    const { id, version, boundPhone } = (await list('?search=802', leader)).items[0]!;
    expect(boundPhone).toBe('138****8000');
    expect(
      (await server.request(leader, 'PATCH', `/api/users/${id}`, { version, boundPhone, lockDays: 31 })).json(),
    ).toMatchObject({ lockDays: 31 });
    expect(await one('802')).toMatchObject({ boundPhone: '13800138000' });
  });

  test.each(['any', 'web', 'app', 'desk-phone'])('[A1.2] can be set to sign in by %s', async (method) => {
    expect((await change('802', { signInMethod: method })).json()).toMatchObject({ signInMethod: method });
  });

  test('[A1.2] can be set to sign in by nothing else', async () => {
    const refused = await change('802', { signInMethod: 'fax' });
    expect(refused.json()).toMatchObject({ code: 'input.invalid', fields: [{ path: 'signInMethod' }] });
    await change('802', { signInMethod: 'any' });
  });

  test('[U2] keeps what was not named, and a second editor is told that they were too late', async () => {
    const user = await one('803');
    const rename = (name: string) => asAdmin('PATCH', `/api/users/${user.id}`, { version: user.version, name });
    expect((await rename('新名字')).json()).toMatchObject({
      name: '新名字',
      extension: '803',
      version: user.version + 1,
    });
    expect((await rename('另一个')).json()).toMatchObject({ code: 'conflict' });
  });

  test('[U2] who changes nothing makes no version and no audit row', async () => {
    const before = await one('803');
    const audited = () => server.database.asOwner("select 1 from audit_rows where action = 'user.change'");
    const rows = (await audited()).length;
    expect((await change('803', { name: before.name, lockLimit: 0 })).json()).toMatchObject({
      version: before.version,
    });
    expect(await audited()).toHaveLength(rows);
  });

  test('[U2] takes their customers along to their new department', async () => {
    const { tenant } = server;
    const department = await people.department('售后组', tenant.departmentId);
    const customer = await server.request(tenant.agent, 'POST', '/api/customers', {
      name: '王先生',
      phone: '13900000001',
    });
    expect(customer.statusCode).toBe(200);
    await change('802', { departmentId: department });
    expect(
      await server.database.asOwner('select department_id from customers where owner_id = $1', [tenant.agent.userId]),
    ).toEqual([{ department_id: department }]);
    await change('802', { departmentId: tenant.departmentId });
  });

  test('[U2] is signed out when they are disabled, and the login log says why', async () => {
    const reply = await server.request(null, 'POST', '/api/session', { account: '100001803', password: testPassword });
    const cookie = String(reply.headers['set-cookie']).split(';')[0]!;
    const me = () => server.request(null, 'GET', '/api/session', undefined, { cookie });
    expect((await me()).statusCode).toBe(200);
    await change('803', { isEnabled: false });
    expect((await me()).statusCode).toBe(401);
    const log = (await asAdmin('GET', `/api/sign-ins?user=${server.tenant.stranger.userId}`)).json<{
      items: object[];
    }>();
    expect(log.items).toMatchObject([{ account: '100001803', result: 'ok', signOutReason: 'disabled' }]);
  });

  test('[U1] has their new rights at once when their role changes', async () => {
    const { agent } = server.tenant;
    expect((await server.request(agent, 'GET', '/api/users')).json()).toMatchObject({ code: 'forbidden' });
    await change('802', { roleId: people.roles['supervisor'] });
    expect((await server.request(agent, 'GET', '/api/users')).statusCode).toBe(200);
    await change('802', { roleId: people.roles['agent'] });
  });

  test('[U2] the last administrator can neither leave their role nor be disabled', async () => {
    for (const fields of [{ roleId: people.roles['agent'] }, { isEnabled: false }])
      expect((await change('800', fields)).json()).toMatchObject({ code: 'user.last-administrator' });
  });

  test('[U2] only extension 800 is the enterprise administrator', async () => {
    expect((await change('802', { kind: 'administrator' })).json()).toMatchObject({
      code: 'user.administrator-extension',
    });
    expect((await change('800', { kind: 'administrator' })).json()).toMatchObject({ kind: 'administrator' });
    expect((await change('800', { kind: 'agent' })).json()).toMatchObject({ code: 'user.administrator-extension' });
  });

  test('[U2] is their own superior neither directly nor through others', async () => {
    const { tenant } = server;
    expect((await change('802', { superiorId: tenant.agent.userId })).json()).toMatchObject({
      code: 'user.wrong-superior',
    });
    expect((await change('804', { superiorId: tenant.supervisor.userId })).statusCode).toBe(200);
    expect((await change('801', { superiorId: tenant.agent.userId })).json()).toMatchObject({
      code: 'user.wrong-superior',
    });
  });

  test("[U2] shows only a caller ID that is the tenant's own and enabled", async () => {
    await people.callerId('+8675588880002', { isEnabled: false });
    for (const number of ['+8675588880002', '+8613900000009', '']) {
      expect((await change('802', { callerId: number })).json()).toMatchObject({
        code: 'user.unknown-caller-id',
        fields: [{ path: 'callerId' }],
      });
      expect((await change('802', { transferCallerId: number })).json()).toMatchObject({
        code: 'user.unknown-caller-id',
        fields: [{ path: 'transferCallerId' }],
      });
    }
  });

  test('[U2] has a bound phone that is a number', async () => {
    expect((await change('802', { boundPhone: '12' })).json()).toMatchObject({
      code: 'phone.invalid-number',
      fields: [{ path: 'boundPhone' }],
    });
  });

  test('[U2] [P2] nothing of another tenant can be put into any field', async () => {
    const other = await peopleOf(server, server.otherTenant);
    const ids: [string, object, string][] = [
      ['roleId', { roleId: other.roles['agent'] }, 'input.invalid'],
      ['departmentId', { departmentId: server.otherTenant.departmentId }, 'input.invalid'],
      ['superiorId', { superiorId: server.otherTenant.leader.userId }, 'user.wrong-superior'],
      ['trunkId', { trunkId: await other.trunk() }, 'input.invalid'],
      ['groupIds', { groupIds: [await other.group('外人')] }, 'input.invalid'],
      ['callerId', { callerId: await other.callerId('+8675588889999') }, 'user.unknown-caller-id'],
    ];
    for (const [path, fields, code] of ids) {
      expect((await change('802', fields)).json(), path).toMatchObject({ code, fields: [{ path }] });
      const created = await asAdmin('POST', '/api/users', {
        extension: '899',
        name: 'x',
        roleId: people.roles['agent'],
        ...fields,
      });
      expect(created.json(), path).toMatchObject({ code, fields: [{ path }] });
    }
  });
});

describe('what the form chooses from', () => {
  test("[U1] [U2] is within the reader's scope and rights", async () => {
    const options = async (user: TestUser) =>
      (await server.request(user, 'GET', '/api/users/options')).json<{
        roles: { code: string; canGive: boolean }[];
        departments: object[];
        licensed: number;
        used: number;
      }>();
    const all = await options(server.tenant.administrator);
    expect(all.roles.every((role) => role.canGive)).toBe(true);
    expect(all).toMatchObject({ licensed: 10, used: 5 });
    const ofLeader = await options(server.tenant.leader);
    expect(Object.fromEntries(ofLeader.roles.map((role) => [role.code, role.canGive]))).toEqual({
      agent: true,
      leader: true,
      supervisor: false,
      inspector: false,
      administrator: false,
    });
  });
});
