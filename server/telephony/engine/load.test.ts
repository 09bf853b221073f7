import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSent } from '@bahu/domain/numbers/dial.ts';
import { newCall } from '@bahu/domain/callcontrol/call.ts';
import { didOf } from '@bahu/domain/callcontrol/dids.ts';
import { newAgent } from '@bahu/domain/callcontrol/phone.ts';
import { waitingIn } from '@bahu/domain/queues/router.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestServer, type TestServer } from '../../test-server.ts';
import { differences, loadAgents, loadConfiguration, loadState } from './load.ts';
import { SavedAgents } from './saved-agents.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

describe('what the engine loads', () => {
  test("[P1] goes by the standard where a tenant's settings are no settings", async () => {
    const { id: tenantId } = server.tenant;
    const [before] = await server.database.asOwner<{ settings: object }>('select settings from tenants where id = $1', [
      tenantId,
    ]);
    const set = (settings: object) =>
      server.database.asOwner('update tenants set settings = $2 where id = $1', [tenantId, settings]);
    await set({ home: { areaCode: '10' }, utcOffsetMinutes: 'late', openRanges: ['satellite', 'moon'] });
    const { home, utcOffsetMinutes, openRanges } = await server.database.db.tenant(tenantId, (tx) =>
      loadConfiguration(tx, tenantId, Date.now()),
    );
    await set(before!.settings);
    expect({ home, utcOffsetMinutes, openRanges }).toEqual({
      home: { countryCode: '86', areaCode: '10', outsidePrefix: '' },
      utcOffsetMinutes: 480,
      openRanges: ['satellite'],
    });
  });

  test('[U5] holds how a queue chooses, and what its members are to it; a call of before stands by when it came', async () => {
    const { id: tenantId, agent } = server.tenant;
    const now = Date.now();
    const [queueId, callId] = [newId(), newId()];
    const state = await server.database.db.tenant(tenantId, async (tx) => {
      const values = { tenantId, id: queueId, name: '售前咨询', number: '961', weight: 2 };
      await tx
        .insertInto('queues')
        .values({ ...values, strategy: 'least-recent' })
        .execute();
      const member = { tenantId, queueId, agentId: agent.userId, position: 1, penalty: 3, queueOrder: 4 };
      await tx.insertInto('queueMembers').values(member).execute();
      const call = newCall({
        id: callId,
        direction: 'inbound',
        phase: 'queued',
        number: '',
        callerName: '',
        ownNumber: '',
        trunkId: null,
        startedAt: now,
      });
      const { queuePlace: _none, ...stored } = { ...call, queueId, queuedAt: now - 5000 };
      await tx
        .insertInto('liveState')
        .values({ tenantId, kind: 'call', id: callId, state: JSON.stringify(stored) })
        .execute();
      const loaded = await loadState(tx, tenantId, now);
      await tx.deleteFrom('liveState').where('id', '=', callId).execute();
      return loaded;
    });
    expect(state.configuration.queues.get(queueId)).toMatchObject({
      strategy: 'least-recent',
      weight: 2,
      members: [{ agentId: agent.userId, penalty: 3, order: 4 }],
    });
    expect(state.calls.get(callId)?.queuePlace).toEqual({ since: now - 5000, seq: 0, isFront: false });
    expect(waitingIn(state.router, queueId)).toEqual([callId]);
  });

  test('[U5] holds where a queue sends whom it does not keep, and what those hear who wait', async () => {
    const { id: tenantId } = server.tenant;
    const [id, plain, menuId] = [newId(), newId(), newId()];
    const queues = await server.database.db.tenant(tenantId, async (tx) => {
      const values = { tenantId, strategy: 'linear' } as const;
      await tx
        .insertInto('queues')
        .values([
          { ...values, id: plain, name: '售后', number: '962' },
          {
            ...values,
            id,
            name: '售前',
            number: '963',
            overflow: `queue/${plain}`,
            overflowFull: `menu/${menuId}`,
            overflowEmpty: 'number',
            overflowEmptyRule: 'unavailable',
            overflowNumber: '0755-88880001',
            announcedFile: 'all-busy',
            saysPosition: true,
            saysWait: true,
            announceSeconds: 45,
            music: 'ringing',
            callbackKey: '1',
            saysAgent: true,
            agentBeforeFile: null,
          },
        ])
        .execute();
      return (await loadState(tx, tenantId, Date.now())).queues;
    });
    expect(queues.get(id)).toMatchObject({
      overflow: {
        late: { to: 'queue', queueId: plain },
        full: { to: 'menu', menuId },
        empty: { to: 'number', number: '+8675588880001' },
        emptyRule: 'unavailable',
      },
      announcements: {
        message: 'all-busy',
        saysPosition: true,
        saysWait: true,
        everySeconds: 45,
        music: 'ringing',
        saysAgent: true,
        agentBefore: null,
        agentAfter: 'agent-after',
      },
      recentWaits: [],
      callback: { key: '1', attempts: 3, pauseSeconds: 300, expirySeconds: 14_400 },
    });
    expect(queues.get(plain)).toMatchObject({
      overflow: { late: { to: 'voicemail' }, full: { to: 'voicemail' }, empty: null },
      announcements: { message: null, saysPosition: false, music: null, saysAgent: false },
      callback: null,
    });
  });

  test.each([
    ['overflow', 'queue/../../etc'],
    ['overflow_full', 'menu/'],
    ['overflow_empty', 'moon'],
    ['announced_file', '../welcome'],
    ['music', 'a,sound:b'],
  ])('[U5] [P3] the column %s refuses %j', async (column, value) => {
    await expect(server.database.asOwner(`update queues set ${column} = $1`, [value])).rejects.toThrow(/check/);
  });

  test('[S4] holds the enabled caller IDs with their trunks, and the standard one', async () => {
    const { id: tenantId } = server.tenant;
    const configuration = await server.database.db.tenant(tenantId, async (tx) => {
      const trunkId = newId();
      await tx.insertInto('trunks').values({ tenantId, id: trunkId, name: '线路', host: '127.0.0.1' }).execute();
      await tx
        .insertInto('callerIds')
        .values([
          { tenantId, id: newId(), number: '+8675588880001', isStandard: true },
          { tenantId, id: newId(), number: '+8675588880002', trunkId },
          { tenantId, id: newId(), number: '+8675588880003', isEnabled: false },
        ])
        .execute();
      return { ...(await loadConfiguration(tx, tenantId, Date.now())), trunkId };
    });
    expect(configuration.standardCallerId).toBe('+8675588880001');
    expect([...configuration.callerIds]).toEqual(
      expect.arrayContaining([
        ['+8675588880001', null],
        ['+8675588880002', configuration.trunkId],
      ]),
    );
    expect(configuration.callerIds.size).toBe(2);
  });

  test('[S1] never holds two trunks of one address and port, which nobody could tell apart, unless one registers, is simulated or is switched off', async () => {
    const { id: tenantId } = server.tenant;
    const add = (values: { host: string; kind?: 'register'; isEnabled?: boolean; isSimulated?: boolean }) =>
      server.database.db.tenant(tenantId, (tx) => {
        return tx
          .insertInto('trunks')
          .values({ tenantId, id: newId(), name: '线路', port: 5070, isEnabled: false, ...values })
          .execute();
      });
    const host = 'sip.carrier.example';
    await add({ host, isEnabled: true });
    await expect(add({ host: 'SIP.carrier.example', isEnabled: true })).rejects.toThrow('trunks_source');
    await Promise.all([
      add({ host }),
      add({ host, isEnabled: true, kind: 'register' }),
      add({ host, isEnabled: true, isSimulated: true }),
    ]);
  });

  test('[A2.1] finds a number of ours in every form in which a carrier sends it, whichever form it was entered in', async () => {
    const { id: tenantId } = server.tenant;
    const trunkId = newId();
    const configuration = await server.database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('trunks')
        .values({ tenantId, id: trunkId, name: '来电线路', host: '127.0.0.1', port: 5062 })
        .execute();
      await tx
        .insertInto('didNumbers')
        .values(
          ['+864000000800', '400-000-0801', '0755-26540800'].map((number) => ({
            tenantId,
            id: newId(),
            trunkId,
            number,
          })),
        )
        .execute();
      return loadConfiguration(tx, tenantId, Date.now());
    });
    const found = (sent: string) => didOf(configuration.dids, trunkId, parseSent(sent, configuration.home))?.number;
    for (const sent of [
      '864000000800',
      '+864000000800',
      '00864000000800',
      '4000000800#',
      '4000000800',
      'tel:+86-400-000-0800',
      'sip:4000000800@carrier.example',
    ])
      expect(found(sent), sent).toBe('+864000000800');
    for (const sent of ['864000000801', '4000000801']) expect(found(sent), sent).toBe('400-000-0801');
    for (const sent of [
      '26540800',
      '075526540800',
      '75526540800',
      '8675526540800',
      '+8675526540800',
      '00860755 26540800',
    ])
      expect(found(sent), sent).toBe('0755-26540800');
    for (const sent of ['4000000802', '400000080', '', 'x', '00864000000801800'])
      expect(found(sent), sent).toBeUndefined();
  });

  test('[U2] opens no range of numbers unless the company has it opened, and knows no range that there is not', async () => {
    const { id: tenantId } = server.tenant;
    const openRanges = () =>
      server.database.db.tenant(tenantId, async (tx) => (await loadConfiguration(tx, tenantId, Date.now())).openRanges);
    expect(await openRanges()).toEqual([]);
    for (const [stored, open] of [
      ['["satellite"]', ['satellite']],
      ['["everything", "premium"]', ['premium']],
      ['"premium"', []],
      ['{}', []],
      ['null', []],
    ] as const) {
      await server.database.asOwner(
        "update tenants set settings = jsonb_set(settings, '{openRanges}', $1::jsonb) where id = $2",
        [stored, tenantId],
      );
      expect(await openRanges(), stored).toEqual(open);
    }
    await server.database.asOwner("update tenants set settings = settings - 'openRanges' where id = $1", [tenantId]);
  });

  test('[U2] holds what an agent may do outside; those asked for and nobody else', async () => {
    const { agent, leader, id } = server.tenant;
    await server.database.asOwner(
      "update agents set kind = 'staff', is_inside_only = true, may_call_international = false where id = $1",
      [agent.userId],
    );
    const agents = await server.database.db.tenant(id, (tx) => loadAgents(tx, [agent.userId, leader.userId, newId()]));
    expect(agents).toHaveLength(2);
    expect(agents.find((one) => one.id === agent.userId)).toMatchObject({
      kind: 'staff',
      isInsideOnly: true,
      mayCallDomestic: true,
      mayCallInternational: false,
      trunkId: null,
    });
  });
});

describe('the mobile of an agent', () => {
  test('[A2.4] is known where it may be called, in the form of all numbers, and when: as the agent and their company have set it', async () => {
    const { agent, administrator, id } = server.tenant;
    const load = async () =>
      (await server.database.db.tenant(id, (tx) => loadAgents(tx, [agent.userId]))).map(({ mobile, mobileWhen }) => [
        mobile,
        mobileWhen,
      ])[0];
    const set = (phone: string | null, forwards: boolean) =>
      server.database.asOwner('update agents set bound_phone = $2, forwards_to_mobile = $3 where id = $1', [
        agent.userId,
        phone,
        forwards,
      ]);
    expect((await load())![0]).toBeNull();
    await set('13900000042', false);
    expect((await load())![0]).toBeNull();
    await set('13900000042', true);
    expect(await load()).toEqual(['+8613900000042', ['not-connected', 'busy', 'away']]);
    await server.request(agent, 'PUT', '/api/desk-settings', { version: 0, own: { forwardsWhen: ['away'] } });
    expect((await load())![1]).toEqual(['away']);
    const { version } = (await server.request(administrator, 'GET', '/api/tenant')).json<{ version: number }>();
    const desk = { defaults: { forwardsWhen: [] }, locks: ['forwardsWhen'] };
    await server.request(administrator, 'PATCH', '/api/tenant', { version, desk });
    expect((await load())![1]).toEqual([]);
    await set(null, false);
  });
});

describe('a call that is up', () => {
  test('[A2.10] is gone on with though a server of before, which knew no times of holds, has written it last', async () => {
    const { id: tenantId } = server.tenant;
    const call = newId();
    const state = JSON.stringify({
      id: call,
      phase: 'menu',
      legs: [],
      parties: [],
      offers: [],
      segments: [{ seq: 1, holdMs: 500 }],
    });
    await server.database.asOwner("insert into live_state (tenant_id, kind, id, state) values ($1, 'call', $2, $3)", [
      tenantId,
      call,
      state,
    ]);
    const { calls } = await server.database.db.tenant(tenantId, (tx) => loadState(tx, tenantId, Date.now()));
    await server.database.asOwner('delete from live_state where id = $1', [call]);
    expect(calls.get(call)!.segments).toMatchObject([{ seq: 1, holds: [] }]);
  });
});

describe('a second call', () => {
  test('[A2.6] is allowed by the role, to leaders and not to agents as the roles come', async () => {
    const { agent, leader, id } = server.tenant;
    const may = async () =>
      new Map((await server.database.db.tenant(id, (tx) => loadAgents(tx))).map((one) => [one.id, one.hasSecondCall]));
    const before = await may();
    expect([agent, leader].map(({ userId: agentId }) => before.get(agentId))).toEqual([false, true]);
    const role = (to: string) =>
      server.database.asOwner(`update roles set permissions = ${to} where tenant_id = $1 and code = 'agent'`, [id]);
    await role("array_append(permissions, 'desk.second-call')");
    expect((await may()).get(agent.userId)).toBe(true);
    await role("array_remove(permissions, 'desk.second-call')");
  });

  test('[A2.6] is no matter of a desk phone, also when another process takes the company over', async () => {
    const { agent, leader, id } = server.tenant;
    const { db } = server.database;
    const phoneOf = ({ userId: agentId, sessionId }: typeof agent, kind: 'browser' | 'desk') =>
      db.tenant(id, (tx) =>
        tx
          .insertInto('softphones')
          .values({ tenantId: id, agentId, sessionId, secret: kind === 'desk' ? null : '', kind })
          .execute(),
      );
    await phoneOf(agent, 'browser');
    await phoneOf(leader, 'desk');
    const { agents } = await db.tenant(id, (tx) => loadState(tx, id, Date.now()));
    expect([agent, leader].map(({ userId: agentId }) => agents.get(agentId)!.hasDeskPhone)).toEqual([false, true]);
  });
});

describe('agents that were changed past the engine, by an import', () => {
  test('[U2] are those who are new, who differ, and who are gone; everybody else is left alone', async () => {
    const loaded = await server.database.db.tenant(server.tenant.id, (tx) => loadAgents(tx));
    const [gone, changed, fresh, ...same] = loaded;
    const known = new Map(
      [gone!, { ...changed!, callerId: '+8675588880009' }, ...same].map((agent) => [agent.id, newAgent(agent, 0)]),
    );
    const found = differences(known, [changed!, fresh!, ...same]);
    expect(found.saved.map(({ id }) => id).sort()).toEqual([changed!.id, fresh!.id].sort());
    expect(found.removed).toEqual([gone!.id]);
  });
});

describe('saved agents', () => {
  test('[U2] of one moment are told together, each once, and by tenant', async () => {
    const told: [string, readonly string[]][] = [];
    const saved = new SavedAgents(async (tenantId, agentIds) => void told.push([tenantId, agentIds]));
    await Promise.all([saved.saved('a', '1'), saved.saved('a', '2'), saved.saved('b', '3'), saved.saved('a', '1')]);
    expect(told).toEqual([
      ['a', ['1', '2']],
      ['b', ['3']],
    ]);
    await saved.saved('a', '1');
    expect(told).toHaveLength(3);
  });
});
