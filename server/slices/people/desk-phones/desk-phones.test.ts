import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeskPhoneOf, IssuedDeskPhone } from '@bahu/contract/desk-phones.ts';
import { deskWithoutEngine } from '../../../compose/origin.ts';
import { followLater, type TellDeskPhone } from '../../../kernel/phone-news.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { noteRegistered } from './store.ts';

let server: TestServer;
/** What telephony was told, and on which phones people were put. */
let told: unknown[];
let isAway: boolean;
const tell: TellDeskPhone = async (tenantId, agentId, how) => {
  if (isAway) return deskWithoutEngine.deskPhones.deskPhoneChanged(tenantId, agentId, how);
  told.push(['account', agentId, how.isNew]);
};
beforeAll(async () => {
  server = await createTestServer({
    desk: {
      ...deskWithoutEngine,
      softphones: {
        issuePhone: async (_tenantId, agentId) => {
          told.push(['page', agentId]);
          return { uri: 'sip:x@bahu', username: 'x', password: 'y' };
        },
        useDeskPhone: async (_tenantId, agentId) => void told.push(['desk', agentId]),
      },
      deskPhones: {
        ...deskWithoutEngine.deskPhones,
        deskPhoneChanged: tell,
        isDeskPhoneOnline: async () => true,
        place: { address: '0.0.0.0', port: 5066, outside: null },
      },
    },
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  [told, isAway] = [[], false];
  await server.database.asOwner('delete from desk_phones');
  await server.database.asOwner('delete from outbox');
  await setMethod('any');
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const as = (user: TestUser | null, method: Method, url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const setMethod = (method: string, { userId } = server.tenant.agent) =>
  server.database.asOwner('update users set sign_in_method = $1 where id = $2', [method, userId]);
const issue = async (user: TestUser, url = '/desk/phone'): Promise<IssuedDeskPhone> => {
  const reply = await as(user, 'POST', url);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<IssuedDeskPhone>();
};
const own = async (user: TestUser): Promise<DeskPhoneOf> => (await as(user, 'GET', '/desk/phone')).json<DeskPhoneOf>();
const audited = async (action: string) =>
  (
    await server.database.asOwner<{ record_name: string }>(
      'select record_name from audit_rows where action = $1 order by at',
      [action],
    )
  ).map(({ record_name: name }) => name);

describe('the account of a desk phone', () => {
  test('[A2.9] is made by its agent, its secret is answered once, and telephony learns of it at once', async () => {
    const { agent } = server.tenant;
    const { of, secret } = await issue(agent);
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    expect(of).toMatchObject({
      account: `desk-${agent.userId}`,
      port: 5066,
      transport: 'UDP',
      isAllowed: true,
      isLocal: false,
    });
    expect(told).toEqual([['account', agent.userId, true]]);
    const found = await as(agent, 'GET', '/desk/phone');
    expect(found.body).not.toContain(secret);
    expect(found.json<DeskPhoneOf>().phone).toMatchObject({ isUsed: false, isOnline: true, registeredAt: null });
    expect(await audited('desk-phone.issue')).toEqual(['agent 802 802']);
  });

  test('[A2.9] has another secret each time, and is gone when it is revoked', async () => {
    const { agent } = server.tenant;
    const [first, second] = [await issue(agent), await issue(agent)];
    expect(first.secret).not.toBe(second.secret);
    expect((await as(agent, 'DELETE', '/desk/phone')).json()).toEqual({ isPending: false });
    expect((await own(agent)).phone).toBeNull();
    expect(told).toEqual([
      ['account', agent.userId, true],
      ['account', agent.userId, true],
      ['account', agent.userId, false],
    ]);
    expect(await audited('desk-phone.revoke')).toEqual(['agent 802 802']);
  });

  const intents = () =>
    server.database.asOwner<{ payload: object; done: boolean }>(
      'select payload, done_at is not null as done from outbox order by created_at, id',
    );

  test('[A2.9] is made and revoked also where the media server cannot be told: that it is to be is noted with it, until it is done', async () => {
    const { agent } = server.tenant;
    const agentId = agent.userId;
    await issue(agent);
    expect(await intents()).toEqual([{ payload: { agentId, isNew: true }, done: true }]);
    isAway = true;
    await issue(agent);
    expect((await as(agent, 'DELETE', '/desk/phone')).json()).toEqual({ isPending: true });
    expect((await intents()).slice(1)).toEqual([
      { payload: { agentId, isNew: true }, done: false },
      { payload: { agentId, isNew: false }, done: false },
    ]);
    isAway = false;
    const { id: tenantId } = server.tenant;
    await followLater(tell)({ agentId, isNew: false }, { id: tenantId, tenantId });
    expect(told.at(-1)).toEqual(['account', agentId, false]);
  });

  test('[A2.9] that was revoked before is revoked once', async () => {
    await as(server.tenant.agent, 'DELETE', '/desk/phone');
    expect([await intents(), told]).toEqual([[], []]);
  });

  test('[A2.9] [U1] is set up for others by whom the permission lets, within its scope, and never for who may do more', async () => {
    const { administrator, agent, leader, supervisor } = server.tenant;
    const of = ({ userId }: TestUser) => `/users/${userId}/desk-phone`;
    expect((await as(leader, 'POST', of(agent))).statusCode).toBe(403);
    const { of: phone } = await issue(administrator, of(agent));
    expect(phone.agentId).toBe(agent.userId);
    expect((await as(administrator, 'DELETE', of(agent))).statusCode).toBe(200);
    expect((await as(administrator, 'GET', of(server.otherTenant.agent))).statusCode).toBe(404);
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'desk-phone.manage') where tenant_id = $1 and code = 'supervisor'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await as(supervisor, 'GET', of(server.tenant.stranger))).statusCode).toBe(404);
    expect((await as(supervisor, 'POST', of(administrator))).json()).toMatchObject({ code: 'user.role-above-own' });
    expect((await as(supervisor, 'POST', of(agent))).statusCode).toBe(200);
  });

  test.each(['web', 'app'])('[A1.2] is not made for who signs in by %s, and is not used by them', async (method) => {
    const { agent } = server.tenant;
    await issue(agent);
    await as(agent, 'PUT', '/desk/phone', { isUsed: true });
    await setMethod(method);
    expect((await as(agent, 'POST', '/desk/phone')).json()).toMatchObject({
      code: 'desk-phone.not-allowed',
      params: { method },
    });
    expect(await own(agent)).toMatchObject({ isAllowed: false, signInMethod: method });
    expect((await as(agent, 'POST', '/desk/softphone')).json()).toMatchObject({ kind: 'browser' });
  });

  test('[A2.9] says where it came from and what it says that it is, with nothing in it that could break a page', async () => {
    const { agent, id } = server.tenant;
    await issue(agent);
    const seen = { address: '192.0.2.9', userAgent: `Yealink SIP-T46S\r\n<b>\u0000${'x'.repeat(500)}` };
    await server.database.db.tenant(id, (tx) => noteRegistered(tx, agent.userId, seen));
    const { phone } = await own(agent);
    expect(phone).toMatchObject({ address: '192.0.2.9' });
    expect(phone!.userAgent).toMatch(/^Yealink SIP-T46S<b>x+$/);
    expect(phone!.userAgent).toHaveLength(200);
    expect(phone!.registeredAt).not.toBeNull();
  });
});

describe('which phone rings', () => {
  const ask = () => as(server.tenant.agent, 'POST', '/desk/softphone');

  test('[A2.9] is the page, until the agent works with the desk phone, and again when they do not', async () => {
    const { agent } = server.tenant;
    await issue(agent);
    expect((await ask()).json()).toMatchObject({ kind: 'browser', access: { path: '/sip' } });
    await as(agent, 'PUT', '/desk/phone', { isUsed: true });
    expect((await ask()).json()).toEqual({ kind: 'desk', access: null });
    await as(agent, 'PUT', '/desk/phone', { isUsed: false });
    expect((await ask()).json()).toMatchObject({ kind: 'browser' });
    expect(told.slice(1)).toEqual([
      ['page', agent.userId],
      ['desk', agent.userId],
      ['page', agent.userId],
    ]);
  });

  test('[A1.2] is never the page of who calls at a desk phone only, also while they have none', async () => {
    await setMethod('desk-phone');
    expect((await ask()).json()).toMatchObject({ code: 'phone.no-desk-phone' });
    expect(told).toEqual([]);
    await issue(server.tenant.agent);
    expect((await ask()).json()).toEqual({ kind: 'desk', access: null });
  });
});

describe('the link that sets a telephone up', () => {
  test('[A2.9] opens once, without any session, with the secret that was shown', async () => {
    const { agent } = server.tenant;
    const { secret, setupPath, of } = await issue(agent);
    expect(setupPath).toMatch(/^\/api\/desk-phones\/setup\//);
    const head = await server.app.inject({ method: 'HEAD', url: setupPath });
    expect(head.statusCode).not.toBe(200);
    const opened = await server.app.inject({ url: setupPath, headers: { host: 'phone.example.com:8800' } });
    expect(opened.statusCode).toBe(200);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(opened.body).toContain(`>${secret}<`);
    expect(opened.body).toContain(`sip:${of.account}@phone.example.com:5066`);
    expect((await server.app.inject({ url: setupPath })).statusCode).toBe(404);
    expect((await own(agent)).phone!.setupUntil).toBeNull();
    expect(await audited('desk-phone.set-up')).toEqual(['agent 802 802']);
  });

  test('[A2.9] is taken by one of many who open it at once', async () => {
    const { setupPath } = await issue(server.tenant.agent);
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.app.inject({ url: setupPath })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  });

  test.each([
    ['its time is over', "update desk_phones set setup_until = now() - interval '1 second'"],
    ['the phone was revoked', 'delete from desk_phones'],
    ['its agent calls in the browser only', "update users set sign_in_method = 'web'"],
    ['its agent was disabled', 'update users set is_enabled = false'],
  ])('[A2.9] [A1.2] opens nothing when %s', async (_when, change) => {
    const { agent } = server.tenant;
    const { setupPath } = await issue(agent);
    const isOfUsers = change.startsWith('update users');
    await server.database.asOwner(isOfUsers ? `${change} where id = $1` : change, isOfUsers ? [agent.userId] : []);
    expect((await server.app.inject({ url: setupPath })).statusCode).toBe(404);
    await server.database.asOwner('update users set is_enabled = true where id = $1', [agent.userId]);
  });

  test('[A2.9] [P2] opens nothing when it is another one, also one with another company before it', async () => {
    const { setupPath } = await issue(server.tenant.agent);
    const token = setupPath.split('.').at(-1)!;
    const wrong = [
      'x',
      `${server.otherTenant.id}.${token}`,
      `${server.tenant.id}.${'A'.repeat(43)}`,
      `${token}.${token}`,
      '%00',
    ];
    for (const one of wrong)
      expect((await server.app.inject({ url: `/api/desk-phones/setup/${one}` })).statusCode, one).toBe(404);
    expect((await server.app.inject({ url: setupPath })).statusCode).toBe(200);
  });

  test('[A2.9] cannot be guessed at without end, and is no way in for programs', async () => {
    const { setupPath } = await issue(server.tenant.agent);
    expect((await server.app.inject({ url: setupPath.replace('/api', '/v1') })).statusCode).not.toBe(200);
    const tries = Array.from({ length: 40 }, () =>
      server.app.inject({ url: '/api/desk-phones/setup/x', remoteAddress: '192.0.2.66' }),
    );
    expect((await Promise.all(tries)).some(({ statusCode }) => statusCode === 429)).toBe(true);
  });
});
