import type { LightMyRequestResponse } from 'fastify';
import { loadConfiguration } from '../../../telephony/engine/load.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerRoutes } from '@bahu/contract/customers.ts';
import { exportRoutes } from '@bahu/contract/exports.ts';
import { importRoutes } from '@bahu/contract/imports.ts';
import { roleRoutes } from '@bahu/contract/roles.ts';
import { userRoutes } from '@bahu/contract/users.ts';
import { webhookRoutes } from '@bahu/contract/webhooks.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import type { Route } from '@bahu/contract/route.ts';
import type { Me } from '@bahu/contract/session.ts';
import type { Branding, Manifest, OwnTenant } from '@bahu/contract/tenants.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { checkRights } from '../../../kernel/http/access.ts';
import { createTestServer, testPassword, type TestServer } from '../../../test-server.ts';

let server: TestServer;
const configured: string[] = [];
beforeAll(async () => {
  server = await createTestServer({ onConfigured: (tenantId) => void configured.push(tenantId) });
});
afterAll(() => server.stop());

const get = async () => (await server.request(server.tenant.administrator, 'GET', '/api/tenant')).json<OwnTenant>();
const change = (body: object) => server.request(server.tenant.administrator, 'PATCH', '/api/tenant', body);
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;
const manifest = async (query = '') => (await server.request(null, 'GET', `/api/manifest${query}`)).json<Manifest>();
const branding = async (query = '') => (await server.request(null, 'GET', `/api/branding${query}`)).json<Branding>();
const pixel = 'data:image/png;base64,iVBORw0KGgo=';

describe('the own company', () => {
  test('[P1] shows licence and usage', async () => {
    const { id } = server.tenant;
    const call =
      "insert into calls (tenant_id, id, direction, started_at, ended_at, number, own_number, trunk_id) values ($1, gen_random_uuid(), 'inbound', now(), $2, '+8613800138000', '1', gen_random_uuid()) returning id";
    const [ended] = await server.database.asOwner<{ id: string }>(call, [id, new Date()]);
    await server.database.asOwner(call, [id, null]);
    await server.database.asOwner(
      "insert into recordings (tenant_id, id, call_id, source, bytes, started_at) values ($1, gen_random_uuid(), $2, 'x', 4096, now())",
      [id, ended!.id],
    );
    expect(await get()).toMatchObject({
      code: '100001',
      status: 'active',
      expiresAt: null,
      licence: { agents: 10, channels: 20, storageBytes: 0 },
      usage: { agents: 6, channels: 1, storageBytes: 4096 },
    });
  });

  test('[P4] a change is audited, needs the version that was seen, and keeps what it does not name', async () => {
    const before = await get();
    const security = { ...before.security, passwordLength: 10 };
    expect((await change({ version: before.version, security })).json()).toMatchObject({
      security,
      branding: before.branding,
      version: before.version + 1,
    });
    expect(codeOf(await change({ version: before.version, security }))).toBe('conflict');
    const after = { ...before.branding, productName: '客服台', logo: pixel };
    expect((await change({ version: before.version + 1, branding: after })).json()).toMatchObject({
      security,
      branding: after,
    });
    const supervision = { isShown: true };
    expect((await change({ version: before.version + 2, supervision })).json()).toMatchObject({
      security,
      branding: after,
      supervision,
    });
    expect(codeOf(await change({ version: before.version + 3, supervision: { isShown: 'loud' } }))).toBe(
      'input.invalid',
    );
    type Logged = Pick<OwnTenant, 'security' | 'supervision'>;
    const rows = await server.database.asOwner<{ before: Logged; after: Logged }>(
      "select before, after from audit_rows where action = 'tenant.change' order by at",
    );
    expect(rows.map((row) => [row.before.security, row.after.security])).toEqual([
      [before.security, security],
      [security, security],
      [security, security],
    ]);
    expect(rows.map((row) => [row.before, row.after].map((logged) => logged.supervision.isShown))).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ]);
    expect(JSON.stringify(rows)).not.toContain('base64');
  });

  test('[A2.4] how many missed calls make an agent busy is set, reaches the calls at once, and is three where nobody has set it', async () => {
    const before = await get();
    expect(before.agents).toEqual({ missedOffers: 3 });
    const told = configured.length;
    const reply = await change({ version: before.version, agents: { missedOffers: 5 } });
    expect(reply.json()).toMatchObject({ agents: { missedOffers: 5 } });
    expect(configured.splice(told)).toEqual([server.tenant.id]);
    const loaded = await server.database.db.tenant(server.tenant.id, (tx) =>
      loadConfiguration(tx, server.tenant.id, Date.now()),
    );
    expect(loaded.missedOffers).toBe(5);
    for (const missedOffers of [-1, 21, 1.5])
      expect(codeOf(await change({ version: before.version + 1, agents: { missedOffers } }))).toBe('input.invalid');
  });

  test('[P3] a colour that carries no readable text is refused', async () => {
    const { version, branding: before } = await get();
    const refused = await change({ version, branding: { ...before, colour: '#ffd400' } });
    expect([refused.statusCode, codeOf(refused)]).toEqual([422, 'tenant.unreadable-colour']);
    expect((await change({ version, branding: { ...before, colour: '#7a1fa2' } })).statusCode).toBe(200);
  });

  test.each(['data:image/svg+xml;base64,PHN2Zz4=', 'https://example.com/logo.png', 'data:image/png;base64,"><script>'])(
    '[P3] %s is no logo',
    async (logo) => {
      const { version, branding: before } = await get();
      expect(codeOf(await change({ version, branding: { ...before, logo } }))).toBe('input.invalid');
    },
  );
});

test('[P3] a logo of more than 100 kB is refused', async () => {
  const { version, branding: before } = await get();
  expect(
    codeOf(await change({ version, branding: { ...before, logo: `data:image/png;base64,${'A'.repeat(140_000)}` } })),
  ).toBe('input.invalid');
});

describe('ranges of numbers that cost by the minute', () => {
  test('[U2] [S5] are closed until the company opens them; calls go by it at once and the log tells who did it', async () => {
    const before = await get();
    expect(before.openRanges).toEqual([]);
    configured.length = 0;
    const opened = await change({ version: before.version, openRanges: ['satellite', 'premium'] });
    expect(opened.json()).toMatchObject({
      openRanges: ['premium', 'satellite'],
      security: before.security,
      branding: before.branding,
    });
    expect(configured).toEqual([server.tenant.id]);
    const closed = await change({ version: before.version + 1, openRanges: ['satellite'] });
    expect([closed.json<OwnTenant>().openRanges, (await get()).openRanges]).toEqual([['satellite'], ['satellite']]);
    expect(configured).toHaveLength(2);
    const rows = await server.database.asOwner<{ was: string[]; is: string[] }>(
      "select before -> 'openRanges' as was, after -> 'openRanges' as is from audit_rows where action = 'tenant.change' order by at desc limit 2",
    );
    expect(rows).toEqual([
      { was: ['premium', 'satellite'], is: ['satellite'] },
      { was: [], is: ['premium', 'satellite'] },
    ]);
  });

  test('[U2] nothing is told to calls when something else was changed', async () => {
    const { version, security } = await get();
    configured.length = 0;
    expect((await change({ version, security })).statusCode).toBe(200);
    expect(configured).toEqual([]);
  });

  test.each([[['international']], [['premium', 'premium']], ['premium'], [null]])(
    '[U2] %j is no list of ranges',
    async (openRanges) => {
      const { version } = await get();
      expect(codeOf(await change({ version, openRanges }))).toBe('input.invalid');
    },
  );

  test('[U1] are opened by nobody who may not manage the company', async () => {
    const { version } = await get();
    for (const user of [server.tenant.agent, server.tenant.leader, server.tenant.supervisor]) {
      expect(
        (await server.request(user, 'PATCH', '/api/tenant', { version, openRanges: ['premium'] })).statusCode,
      ).toBe(403);
    }
  });
});

describe('branding', () => {
  test("[P3] is the tenant's field by field, else the installation's; an unknown code is answered like a tenant without any", async () => {
    const { version, branding: before } = await get();
    await change({
      version,
      branding: { ...before, productName: '客服台', colour: '#7a1fa2', logo: null, supportContact: '' },
    });
    await server.database.db.system((tx) =>
      tx
        .insertInto('platformSettings')
        .values({
          branding: JSON.stringify({ productName: '平台', logo: pixel, colour: null, supportContact: '400-000-0000' }),
        })
        .execute(),
    );
    const installation = { productName: '平台', logo: pixel, colour: null, supportContact: '400-000-0000' };
    const own = { productName: '客服台', logo: pixel, colour: '#7a1fa2', supportContact: '400-000-0000' };
    expect(await branding('?tenant=100001')).toEqual(own);
    for (const query of ['', '?tenant=100002', '?tenant=999999']) expect(await branding(query)).toEqual(installation);
    expect(await manifest('?tenant=100001')).toMatchObject({
      name: '客服台',
      short_name: '客服台',
      theme_color: '#7a1fa2',
    });
    for (const query of ['', '?tenant=999999'])
      expect(await manifest(query)).toMatchObject({ name: '平台', theme_color: '#0E5A66', start_url: '/', id: '/' });
    expect((await server.request(server.tenant.agent, 'GET', '/api/session')).json<Me>().branding).toEqual(own);
    expect((await server.request(server.otherTenant.agent, 'GET', '/api/session')).json<Me>().branding).toEqual(
      installation,
    );
  });
});

describe('a tenant that may not work', () => {
  const states = [
    ['expired', "update tenants set expires_at = now() - interval '1 minute' where id = $1"],
    ['suspended', "update tenants set status = 'suspended' where id = $1"],
  ] as const;
  test.each(states)(
    '[P1] signs in, reads and arranges its lists when it is %s, and changes nothing',
    async (status, sql) => {
      const { otherTenant: tenant } = server;
      await server.database.asOwner("update tenants set status = 'active', expires_at = null where id = $1", [
        tenant.id,
      ]);
      await server.database.asOwner(sql, [tenant.id]);
      await server.sessions.refreshTenant(tenant.id);
      const signedIn = await server.request(null, 'POST', '/api/session', {
        account: '100002800',
        password: testPassword,
      });
      expect(signedIn.json<Me>()).toMatchObject({ tenant: { status, canCall: false } });
      const { administrator } = tenant;
      for (const url of ['/tenant', '/customers', '/calls', '/users', '/lists/customers'])
        expect((await server.request(administrator, 'GET', `/api${url}`)).statusCode).toBe(200);
      expect(
        (await server.request(administrator, 'PUT', '/api/lists/customers', { columns: ['name'], density: 'compact' }))
          .statusCode,
      ).toBe(200);
      const writes = [
        ['PATCH', '/tenant', { version: 1 }],
        ['POST', '/customers', { name: '王先生', phone: '13800138000' }],
        ['POST', '/users', { extension: '500' }],
        ['PATCH', `/users/${administrator.userId}`, { version: 1 }],
      ] as const;
      for (const [method, url, body] of writes) {
        const refused = await server.request(administrator, method, `/api${url}`, body);
        expect([url, refused.statusCode, codeOf(refused)]).toEqual([url, 403, `tenant.${status}`]);
      }
      expect(
        (
          await server.request(administrator, 'POST', '/api/session/password', {
            current: 'wrong',
            next: 'new-horse-8',
          })
        ).json(),
      ).toMatchObject({ code: 'session.wrong-password' });
    },
  );

  test("[P1] exports still start: that is what is left to take one's data along", () => {
    const principal = {
      permissions: new Set(permissions),
      tenantStatus: 'expired',
      mustChangePassword: false,
      mustSetUpSecondFactor: false,
    } as unknown as Principal;
    const isRefused = ({ permission, method, path }: Route): boolean => {
      try {
        checkRights(principal, { permission, method, path });
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: 'tenant.expired' });
        return true;
      }
    };
    expect(isRefused(exportRoutes.start)).toBe(false);
    expect(
      [importRoutes, customerRoutes, userRoutes, roleRoutes, webhookRoutes]
        .flatMap((table) => Object.values<Route>(table))
        .filter((route) => route.method !== 'GET' && !isRefused(route)),
    ).toEqual([]);
  });
});
