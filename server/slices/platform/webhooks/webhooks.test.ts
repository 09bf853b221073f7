/** Notices to other systems: a real receiver on a real port checks the signatures with the package that Standard Webhooks publishes. */
import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { Webhook } from '@bahu/contract/webhooks.ts';
import { newId } from '../../../kernel/ids.ts';
import { ok, openNotices, until, type Answer } from './test-notices.ts';

const { server, receiver, got, ask, add, log1, customer } = await openNotices();
const ended = () => until(async () => (await log1('state=waiting')).length === 0);

describe('[P2] a notice', () => {
  test('of a new customer is signed, and tells what the routes for programs tell the owner of the address', async () => {
    const { secret } = await add(['customer.created']);
    const { id, name } = await customer();
    const { body, headers } = await until(() => got[0]);
    const told = new Verifier(secret).verify(body, headers) as { type: string; timestamp: string; data: object };
    expect(told).toEqual({
      type: 'customer.created',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: expect.objectContaining({ id, name }),
    });
    expect(told.data).toEqual(await ask('GET', `/customers/${id}`));
    await ended();
    expect(await log1()).toMatchObject([
      {
        id: headers['webhook-id'],
        state: 'delivered',
        attempts: 1,
        lastStatus: 204,
        lastError: null,
        payload: told,
        can: ['replay'],
      },
    ]);
    for (const bad of [
      () => new Verifier(secret).verify(`${body} `, headers),
      () => new Verifier(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, headers),
    ])
      expect(bad).toThrow();
  });

  test('comes for users who are created, changed and deleted, in this order and only to who wants it', async () => {
    await add(['user.created', 'user.changed', 'user.deleted']);
    await add(['customer.created'], '/other');
    const roles = await ask<{ items: { id: string; code: string }[] }>('GET', '/roles');
    const made = await ask<{ items: { id: string; version: number }[] }>('POST', '/users', {
      extension: '850',
      name: '新人',
      roleId: roles.items.find((role) => role.code === 'agent')!.id,
    });
    const { id, version } = made.items[0]!;
    await ask('PATCH', `/users/${id}`, { version, name: '改名' });
    await until(() => got.length === 2);
    await ask('DELETE', `/users/${id}`);
    await until(() => got.length === 3);
    const told = got.map((one) => [one.path, JSON.parse(one.body) as { type: string; data: { id: string } }] as const);
    expect(told.map(([path, { type, data }]) => [path, type, data.id])).toEqual(
      ['created', 'changed', 'deleted'].map((what) => ['/hook', `user.${what}`, id]),
    );
    expect(told[2]![1].data).toEqual({ id });
  });

  test('comes when a call starts and when it ends, written by the database with the call itself', async () => {
    await add(['call.started', 'call.ended']);
    const {
      tenant: {
        id: tenantId,
        agent: { userId: agentId },
      },
      database: { db },
    } = server;
    const callId = newId();
    await db.tenant(tenantId, (tx) =>
      tx
        .insertInto('calls')
        .values({
          tenantId,
          id: callId,
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8613900139000',
          ownNumber: '',
          agentId,
        })
        .execute(),
    );
    await until(() => got.length === 1);
    for (const version of [2, 3])
      await db.tenant(tenantId, (tx) =>
        tx
          .updateTable('calls')
          .set({ version, ...(version === 3 && { endedAt: new Date(), outcome: 'connected' as const }) })
          .where('id', '=', callId)
          .execute(),
      );
    await until(() => got.length === 2);
    await db.tenant(tenantId, (tx) =>
      tx.updateTable('calls').set({ talkSeconds: 5 }).where('id', '=', callId).execute(),
    );
    await ended();
    expect(
      got
        .map((one) => JSON.parse(one.body) as { type: string; data: { call: { id: string } } })
        .map(({ type, data }) => [type, data.call.id]),
    ).toEqual([
      ['call.started', callId],
      ['call.ended', callId],
    ]);
  });

  test('[P4] comes when a customer is changed, once for each change, with the record as it is when the notice goes out', async () => {
    await add(['customer.changed']);
    const made = await customer();
    await ask('PATCH', `/customers/${made.id}`, { version: made.version, name: '改名' });
    await until(() => got.length === 1);
    await ask('PATCH', `/customers/${made.id}`, { version: made.version + 1, note: '备注' });
    await until(() => got.length === 2);
    const told = got.map(
      (one) => JSON.parse(one.body) as { type: string; data: { id: string; name: string; note: string } },
    );
    expect(told.map(({ type, data: { id, name, note } }) => [type, id, name, note])).toEqual([
      ['customer.changed', made.id, '改名', ''],
      ['customer.changed', made.id, '改名', '备注'],
    ]);
  });

  /** Leaders may manage webhooks; `change` happens to them between the first try, which fails, and the second. */
  const betweenTries = async (change: string): Promise<string[]> => {
    const { tenant, database, sessions } = server;
    const role = "where tenant_id = $1 and code = 'leader'";
    const [was] = await database.asOwner<{ permissions: string[]; masks_numbers: boolean; scope: string }>(
      `select permissions, masks_numbers, scope from roles ${role}`,
      [tenant.id],
    );
    await database.asOwner(
      `update roles set permissions = array_append(permissions, 'webhook.manage'), masks_numbers = false, scope = 'department' ${role}`,
      [tenant.id],
    );
    await sessions.refreshTenant(tenant.id);
    await add(['customer.created'], '/leader', tenant.leader);
    receiver.answer = (_request, reply, nth) => {
      if (nth > 1) return void reply.writeHead(204).end();
      void database.asOwner(change, [tenant.id]).then(() => reply.writeHead(500).end());
    };
    await customer(tenant.agent);
    await ended();
    await database.asOwner(`update roles set permissions = $2, masks_numbers = $3, scope = $4 ${role}`, [
      tenant.id,
      was!.permissions,
      was!.masks_numbers,
      was!.scope,
    ]);
    await sessions.refreshTenant(tenant.id);
    return got.map(({ body }) => body);
  };

  test('[U1] is read anew before each try: whoever may not see numbers any more gets them masked', async () => {
    const [first, second, ...more] = await betweenTries(
      "update roles set masks_numbers = true where tenant_id = $1 and code = 'leader'",
    );
    expect(more).toEqual([]);
    const phone = (body = '') => (JSON.parse(body) as { data: { phone: string } }).data.phone;
    expect([phone(first), phone(second)]).toEqual([
      expect.stringMatching(/^139[0-9]{8}$/) as string,
      expect.stringContaining('*') as string,
    ]);
  });

  test('[U1] is not told again to somebody who may not see its record any more, and leaves nothing of it in their log', async () => {
    expect(await betweenTries("update roles set scope = 'own' where tenant_id = $1 and code = 'leader'")).toHaveLength(
      1,
    );
    expect(await server.database.asOwner('select 1 from webhook_deliveries')).toEqual([]);
  });

  test('does not exist when the change is rolled back', async () => {
    await add(['customer.created', 'customer.changed']);
    const { id } = await customer();
    const reply = await server.request(server.tenant.administrator, 'PATCH', `/api/customers/${id}`, {
      version: 99,
      name: '未改',
    });
    expect(reply.statusCode).toBe(409);
    await ended();
    expect((await log1()).map((delivery) => delivery.event)).toEqual(['customer.created']);
  });

  test('of another tenant comes to nobody here', async () => {
    await add(['customer.created']);
    await customer(server.otherTenant.administrator);
    expect(await log1()).toEqual([]);
    expect(await server.database.asOwner('select 1 from webhook_deliveries')).toEqual([]);
  });

  test('masks what its owner may not see, and tells nothing that is outside of their scope', async () => {
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'webhook.manage') where tenant_id = $1 and code = 'leader'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    await add(['customer.created'], '/leader', server.tenant.leader);
    const inside = await customer(server.tenant.agent);
    await until(() => got.length === 1);
    await customer(server.otherTenant.agent);
    const outside = await customer(server.tenant.stranger);
    await ended();
    expect(got).toHaveLength(1);
    expect((JSON.parse(got[0]!.body) as { data: object }).data).toMatchObject({
      id: inside.id,
      phoneIsMasked: true,
      phone: expect.stringContaining('*'),
    });
    expect(JSON.stringify(await server.database.asOwner('select * from webhook_deliveries'))).not.toContain(outside.id);
    expect((await log1('', server.tenant.leader))[0]).toMatchObject({ payload: null, lastAnswer: null });
  });
});

describe('[P2] a receiver', () => {
  test('that fails first gets the same notice again under the same id, signed anew', async () => {
    const { secret } = await add(['customer.created']);
    receiver.answer = (_request, reply, nth) => reply.writeHead(nth < 3 ? 500 : 200).end(`try ${nth}`);
    await customer();
    await until(async () => (await log1('state=delivered')).length === 1);
    expect(got).toHaveLength(3);
    expect(new Set(got.map((one) => one.headers['webhook-id'])).size).toBe(1);
    expect(new Set(got.map((one) => one.body)).size).toBe(1);
    for (const { body, headers } of got) new Verifier(secret).verify(body, headers);
    expect(await log1()).toMatchObject([{ attempts: 3, lastStatus: 200, lastAnswer: 'try 3', nextAt: null }]);
  });

  test.each<[string, Answer, string, number | null]>([
    ['redirects', (_request, reply) => reply.writeHead(302, { location: '/elsewhere' }).end(), 'answer', 302],
    ['never answers', () => undefined, 'timeout', null],
    ['hangs up', (request) => request.socket.destroy(), 'unreachable', null],
    ['refuses', (_request, reply) => reply.writeHead(410).end(), 'answer', 410],
  ])(
    'that %s gets three tries by this schedule, and then the notice is given up',
    async (_what, how, error, status) => {
      const { webhook } = await add(['customer.created']);
      receiver.answer = how;
      await customer();
      await until(async () => (await log1('state=failed')).length === 1);
      expect(got.map((one) => one.path)).toEqual(['/hook', '/hook', '/hook']);
      expect(await log1()).toMatchObject([
        { attempts: 3, lastError: error, lastStatus: status, nextAt: null, can: ['replay'] },
      ]);
      expect((await ask<{ items: Webhook[] }>('GET', '/webhooks')).items).toMatchObject([
        { id: webhook.id, failures: 1, isEnabled: true },
      ]);
    },
  );

  test('that answers without end is read for 64 kB and no more', async () => {
    await add(['customer.created']);
    let written = 0;
    receiver.answer = (_request, reply) => {
      const write = (): void => {
        while (!reply.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!reply.write('x'.repeat(65_536))) return void reply.once('drain', write);
        }
      };
      reply.writeHead(200);
      write();
    };
    await customer();
    await ended();
    const [delivery] = await log1();
    expect([delivery!.state, delivery!.lastAnswer]).toEqual(['delivered', 'x'.repeat(2000)]);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  test('that failed twenty times in a row is disabled, gets nothing more, and begins anew when it is enabled', async () => {
    const { webhook } = await add(['customer.created']);
    await server.database.asOwner('update webhooks set failures = 19 where id = $1', [webhook.id]);
    receiver.answer = (_request, reply) => reply.writeHead(500).end();
    await customer();
    await until(async () => (await log1('state=failed')).length === 1);
    const [disabled] = (await ask<{ items: Webhook[] }>('GET', '/webhooks')).items;
    expect(disabled).toMatchObject({ isEnabled: false, failures: 20, version: webhook.version + 1 });
    await customer();
    expect(await log1()).toHaveLength(1);
    const refused = await server.request(
      server.tenant.administrator,
      'POST',
      `/api/webhook-deliveries/${(await log1())[0]!.id}/replay`,
    );
    expect(refused.json()).toMatchObject({ code: 'webhook.disabled' });
    receiver.answer = ok;
    expect(
      await ask('PATCH', `/webhooks/${webhook.id}`, { version: disabled!.version, isEnabled: true }),
    ).toMatchObject({ isEnabled: true, failures: 0 });
    await ask('POST', `/webhook-deliveries/${(await log1())[0]!.id}/replay`);
    await until(async () => (await log1('state=delivered')).length === 1);
    expect(await log1()).toMatchObject([{ attempts: 4, lastStatus: 204 }]);
    expect(new Set(got.map((one) => one.headers['webhook-id'])).size).toBe(1);
  });

  test('verifies with the old secret and the new one for a day after the change', async () => {
    const { webhook, secret } = await add(['customer.created']);
    const { secret: fresh } = await ask<{ secret: string }>('POST', `/webhooks/${webhook.id}/secret`);
    await customer();
    const { body, headers } = await until(() => got[0]);
    for (const known of [secret, fresh]) new Verifier(known).verify(body, headers);
    await server.database.asOwner("update webhooks set old_secret_until = now() - interval '1 second'");
    await customer();
    const next = await until(() => got[1]);
    expect(() => new Verifier(secret).verify(next.body, next.headers)).toThrow();
    new Verifier(fresh).verify(next.body, next.headers);
  });

  test('is tried with a test notice', async () => {
    const { webhook, secret } = await add(['user.created']);
    expect(await ask('POST', `/webhooks/${webhook.id}/test`)).toMatchObject({
      event: 'webhook.test',
      state: 'waiting',
    });
    const { body, headers } = await until(() => got[0]);
    expect(new Verifier(secret).verify(body, headers)).toMatchObject({
      type: 'webhook.test',
      data: { webhookId: webhook.id },
    });
  });
});
