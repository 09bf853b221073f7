import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission, RoleCode } from '@bahu/contract/permissions.ts';
import { peopleLimits, type FoundPerson } from '@bahu/contract/search.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

interface Answer {
  items: FoundPerson[];
  isMore: boolean;
  isWhole: boolean;
}
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const ask = (user: TestUser, query: Record<string, string>) =>
  server.request(user, 'GET', `/api/people?${new URLSearchParams(query).toString()}`);
const find = async (user: TestUser, query: Record<string, string>): Promise<Answer> => {
  const reply = await ask(user, query);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Answer>();
};
const extensions = async (user: TestUser, query: Record<string, string>): Promise<string[]> =>
  (await find(user, query)).items.map(({ extension }) => extension);

const change = (user: TestUser, values: { name?: string; isEnabled?: boolean }) =>
  server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .updateTable('users')
      .set({ ...values, ...(values.name !== undefined && { nameInitials: initialsOf(values.name) }) })
      .where('id', '=', user.userId)
      .execute(),
  );

/** What the role holds instead, until `work` has ended. */
async function holding(role: RoleCode, permissions: readonly Permission[], work: () => Promise<void>): Promise<void> {
  const { id, [role]: user } = server.tenant;
  const known = await server.database.asOwner<{ permissions: string[] }>(
    'select permissions from roles where tenant_id = $1 and code = $2',
    [id, role],
  );
  const set = async (to: readonly string[]) => {
    await server.database.asOwner('update roles set permissions = $3 where tenant_id = $1 and code = $2', [
      id,
      role,
      to,
    ]);
    await server.sessions.refreshAllOf(id, user.userId);
  };
  await set(permissions);
  try {
    await work();
  } finally {
    await set(known[0]!.permissions);
  }
}

describe('people to choose from', () => {
  test('[C1] [U2] are found by name, pinyin initials, login name and extension: what begins so first, who is disabled last', async () => {
    const { administrator, agent, stranger, leader } = server.tenant;
    await change(agent, { name: '郑小川' });
    await change(stranger, { name: '小郑' });
    await change(leader, { name: '郑重', isEnabled: false });
    try {
      for (const text of ['郑小', 'zxc', 'ZX', 'ｚｘ', 'user-802', '802', '８０２'])
        expect(await extensions(administrator, { search: text }), text).toEqual([agent.extension]);
      expect(await extensions(administrator, { search: '郑' })).toEqual([
        agent.extension,
        stranger.extension,
        leader.extension,
      ]);
      expect(await extensions(administrator, { search: '郑', enabled: 'true' })).not.toContain(leader.extension);
      for (const text of ['%', '_0', '没有这个人'])
        expect(await extensions(administrator, { search: text })).toEqual([]);
    } finally {
      await change(leader, { name: '801', isEnabled: true });
    }
  });

  test('[C1] without a text are the first of all, and more are said to be there', async () => {
    const { agent } = server.tenant;
    expect(await extensions(agent, {})).toEqual(['800', '801', '802', '803', '804', '805']);
    expect(await find(agent, { limit: '2' })).toMatchObject({
      items: [{ extension: '800' }, { extension: '801' }],
      isMore: true,
    });
    expect(await find(agent, { limit: '6' })).toMatchObject({ isMore: false });
    expect(await ask(agent, { limit: String(peopleLimits.most + 1) })).toMatchObject({ statusCode: 400 });
  });

  test('[U1] for what needs a permission are those over whom the reader holds it, and nobody without it', async () => {
    const { administrator, leader, agent, stranger } = server.tenant;
    const all = await find(administrator, { for: 'customer.read' });
    expect(all.items.map(({ id }) => id)).toContain(stranger.userId);
    expect(all.isWhole).toBe(true);
    const ofLeader = await find(leader, { for: 'customer.read' });
    expect(ofLeader.items.map(({ id }) => id)).toEqual(expect.arrayContaining([leader.userId, agent.userId]));
    expect(ofLeader.items.map(({ id }) => id)).not.toContain(stranger.userId);
    expect(ofLeader.isWhole).toBe(false);
    expect(await extensions(leader, { for: 'customer.read', search: stranger.extension })).toEqual([]);
    expect(await extensions(agent, { for: 'customer.read' })).toEqual([agent.extension]);
    const refused = await ask(agent, { for: 'customer.import' });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    expect((await ask(agent, { for: 'desk.use' })).statusCode).toBe(400);
  });

  test('[A2.2] [U1] are the whole company to who has a desk or reads users, and to anybody else themselves', async () => {
    const { inspector, agent } = server.tenant;
    for (const known of ['desk.use', 'user.read'] as const)
      await holding('inspector', [known], async () => {
        expect(await extensions(inspector, {})).toContain(agent.extension);
      });
    await holding('inspector', ['call.read'], async () => {
      expect(await find(inspector, {})).toMatchObject({ items: [{ id: inspector.userId }], isWhole: false });
      expect(await extensions(inspector, { of: `${agent.userId},${inspector.userId}` })).toEqual([inspector.extension]);
      // An inspector reads the calls of all: whose they are may be chosen and named then.
      expect(await extensions(inspector, { for: 'call.read', of: agent.userId })).toEqual([agent.extension]);
    });
  });
});

describe('people to name', () => {
  test('[C6] are those of the ids and extensions that are asked for, also disabled and out of scope', async () => {
    const { agent, leader, stranger, administrator } = server.tenant;
    await change(leader, { isEnabled: false });
    try {
      const { items, isWhole } = await find(agent, {
        of: [stranger.userId, leader.userId, administrator.extension, newId(), '499'].join(','),
        for: 'customer.read',
        search: 'nobody is called so',
      });
      expect(items.map(({ id, isEnabled }) => [id, isEnabled])).toEqual([
        [administrator.userId, true],
        [stranger.userId, true],
        [leader.userId, false],
      ]);
      expect(isWhole).toBe(true);
    } finally {
      await change(leader, { isEnabled: true });
    }
  });

  test('[P2] are never of another company', async () => {
    const { tenant, otherTenant } = server;
    const keys = [otherTenant.agent.userId, otherTenant.administrator.userId].join(',');
    expect((await find(tenant.administrator, { of: keys })).items).toEqual([]);
    const mine = await find(tenant.administrator, { of: tenant.agent.extension });
    expect(mine.items.map(({ id }) => id)).toEqual([tenant.agent.userId]);
    const found = (await find(otherTenant.administrator, {})).items.map(({ id }) => id);
    expect(found).toContain(otherTenant.agent.userId);
    expect(found).not.toContain(tenant.agent.userId);
  });

  test.each([
    ['a word', 'x'],
    ['nothing', ','],
    ['a rest', '802,'],
    ['SQL', "802'--"],
    ['a digit', '1'],
    ['too many', Array.from({ length: peopleLimits.named + 1 }, () => '802').join(',')],
  ])('[C6] [P2] are not asked for by %s', async (_what, of) => {
    expect((await ask(server.tenant.agent, { of })).statusCode).toBe(400);
  });
});
