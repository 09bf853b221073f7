import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallDetail, CallRow } from '@bahu/contract/calls.ts';
import { newId } from '../../../kernel/ids.ts';
import type { SearchHits } from '@bahu/contract/search.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

interface List {
  items: CallRow[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

let server: TestServer;
let queueId: string;
const start = Date.UTC(2026, 6, 1);
const callIds: string[] = [];

beforeAll(async () => {
  server = await createTestServer();
  const { tenant } = server;
  queueId = newId();
  await server.database.db.tenant(tenant.id, async (tx) => {
    await tx
      .insertInto('queues')
      .values({ tenantId: tenant.id, id: queueId, name: '售前咨询', number: '901', strategy: 'round-robin' })
      .execute();
    for (let i = 0; i < 40; i++) {
      const startedAt = new Date(start + Math.floor(i / 2) * 60_000);
      const id = newId(startedAt.getTime() + i);
      callIds.push(id);
      const agent = i % 2 ? tenant.agent : tenant.stranger;
      await tx
        .insertInto('calls')
        .values({
          tenantId: tenant.id,
          id,
          direction: i % 4 ? 'inbound' : 'outbound',
          startedAt,
          answeredAt: startedAt,
          endedAt: new Date(startedAt.getTime() + 30_000),
          number: `+86154${String(30_000_000 + i * 10_007)}`,
          ownNumber: '+864000000800',
          agentId: agent.userId,
          departmentId: i % 2 ? tenant.departmentId : null,
          queueId: i % 4 ? queueId : null,
          talkSeconds: 30,
          outcome: i % 5 ? 'connected' : 'busy',
          hangupSide: 'agent',
          cause: 16,
        })
        .execute();
    }
  });
});
afterAll(() => server.stop());

const list = async (user: TestUser, query = '') =>
  (await server.request(user, 'GET', `/api/calls${query}`)).json<List>();

describe('the list of calls', () => {
  test('[R1] shows each call once, newest first, page after page', async () => {
    const seen: CallRow[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: List = await list(server.tenant.administrator, `?limit=7${next && `&cursor=${next}`}`);
      seen.push(...page.items);
      expect(page).toMatchObject({ total: 40, totalIsExact: true });
      next = page.next;
    }
    expect(new Set(seen.map((call) => call.id)).size).toBe(40);
    expect(seen.map((call) => call.startedAt)).toEqual(
      seen
        .map((call) => call.startedAt)
        .toSorted()
        .reverse(),
    );
  });

  test('[R1] rows that arrive between two pages shift nothing', async () => {
    const { administrator } = server.tenant;
    const first = await list(administrator, '?limit=10');
    const late = newId();
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .insertInto('calls')
        .values({
          tenantId: server.tenant.id,
          id: late,
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8615400000000',
          ownNumber: '',
        })
        .execute(),
    );
    const second = await list(administrator, `?limit=10&cursor=${first.next}`);
    expect(second.items.some((call) => first.items.some((other) => other.id === call.id))).toBe(false);
    expect((await list(administrator, '?limit=1')).items[0]).toMatchObject({
      id: late,
      outcome: 'in-progress',
      endedAt: null,
      recording: 'none',
    });
    await server.database.asOwner('delete from calls where id = $1', [late]);
  });

  test.each([
    ['direction=outbound', (call: CallRow) => call.direction === 'outbound'],
    ['outcome=busy', (call: CallRow) => call.outcome === 'busy'],
    [
      'from=2026-07-01T00:05:00.000Z&to=2026-07-01T00:10:00.000Z',
      (call: CallRow) => call.startedAt >= '2026-07-01T00:05:00.000Z' && call.startedAt < '2026-07-01T00:10:00.000Z',
    ],
    ['number=3001', (call: CallRow) => call.number.includes('3001')],
    ['number=154%203001', (call: CallRow) => call.number.includes('1543001')],
  ])('[R1] filters by %s', async (query, matches) => {
    const all = (await list(server.tenant.administrator, '?limit=100')).items;
    const found = await list(server.tenant.administrator, `?limit=100&${query}`);
    expect(found.items.map((call) => call.id)).toEqual(all.filter(matches).map((call) => call.id));
    expect(found.total).toBeGreaterThan(0);
    expect(found.total).toBeLessThan(40);
  });

  test('[R1] [U1] filters by the name of the customer or its initials: within the scope of calls whoever owns them, and by no digit that the mask hides', async () => {
    const { administrator, agent, stranger } = server.tenant;
    const create = async (name: string, phone: string) =>
      (await server.request(administrator, 'POST', '/api/customers', { name, phone })).json<{ id: string }>().id;
    const [liu, shy] = [await create('刘语桐', '15400800001'), await create('回访13900000042', '15400800002')];
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [administrator.userId, liu]);
    const call = async (customerId: string, { userId: agentId }: TestUser, number: string) => {
      const own = { tenantId: server.tenant.id, id: newId(), ownNumber: '+864000000800', startedAt: new Date(start) };
      await server.database.db.tenant(server.tenant.id, (tx) =>
        tx
          .insertInto('calls')
          .values({ ...own, direction: 'inbound', number, agentId, customerId, outcome: 'connected', talkSeconds: 1 })
          .execute(),
      );
      return own.id;
    };
    const own = await call(liu, agent, '+8615400800001');
    const others = await call(liu, stranger, '+8615400800001');
    const masked = await call(shy, agent, '+8615400800002');
    const ids = async (user: TestUser, name: string) =>
      (await list(user, `?name=${encodeURIComponent(name)}`)).items.map(({ id }) => id).toSorted();
    expect(await ids(administrator, '语桐')).toEqual([own, others].toSorted());
    expect(await ids(agent, '语桐')).toEqual([own]);
    expect(await ids(agent, 'lyt')).toEqual([own]);
    expect(await ids(administrator, '0000042')).toEqual([masked]);
    expect(await ids(agent, '0000042')).toEqual([]);
    expect(await ids(agent, '回访')).toEqual([masked]);
    expect(await ids(agent, '%')).toEqual([]);
    expect((await list(server.otherTenant.administrator, `?name=${encodeURIComponent('语桐')}`)).items).toEqual([]);
    // The one search finds the call of a customer of somebody else, and leaves one's own to the customers.
    const found = async (user: TestUser) =>
      (await server.request(user, 'GET', `/api/search?text=${encodeURIComponent('语桐')}`)).json<SearchHits>();
    const hits = await found(agent);
    expect([hits.customers, hits.calls.map(({ id }) => id)]).toEqual([[], [own]]);
    const all = await found(administrator);
    expect([all.customers.map(({ id }) => id), all.calls]).toEqual([[liu], []]);
    await server.database.asOwner('delete from calls where id = any($1)', [[own, others, masked]]);
  });

  test('[R1] filters by agent and queue, and names both', async () => {
    const { agent, administrator } = server.tenant;
    const found = await list(administrator, `?agent=${agent.userId}&queue=${queueId}&limit=100`);
    expect(found.total).toBe(20);
    expect(found.items.every((call) => call.agentName === 'agent 802' && call.queueName === '售前咨询')).toBe(true);
  });

  test('shows an agent their own calls with masked numbers, a supervisor their department’s', async () => {
    const { agent, supervisor } = server.tenant;
    const own = await list(agent, '?limit=100');
    expect(own.total).toBe(20);
    expect(own.items.every((call) => /^154\*{4}\d{4}$/.test(call.number))).toBe(true);
    expect((await list(supervisor, '?limit=100')).items.every((call) => call.agentId === agent.userId)).toBe(true);
  });

  test.each([
    'from=tomorrow',
    'direction=up',
    'limit=0',
    'limit=101',
    'limit=ten',
    'agent=1',
    'number=ab',
    'cursor=%00',
  ])('refuses %s', async (query) => {
    expect((await server.request(server.tenant.administrator, 'GET', `/api/calls?${query}`)).json()).toMatchObject({
      code: 'input.invalid',
    });
  });

  test.each(['from=0000-01-01T00:00:00Z', 'to=9999-12-31T23:59:60Z', 'from=2026-02-31T00:00:00Z'])(
    'survives a moment that no calendar has: %s',
    async (query) => {
      expect((await server.request(server.tenant.administrator, 'GET', `/api/calls?${query}`)).statusCode).toBeLessThan(
        500,
      );
    },
  );
});

describe('one call', () => {
  test('[R1] [U5] has its legs, its route step by step, with why a queue chose whom, and its recording with the holds', async () => {
    const { tenant, database } = server;
    const id = callIds[1]!;
    const at = (seconds: number) => new Date(start + seconds * 1000);
    const trunk = newId();
    await database.db.tenant(tenant.id, async (tx) => {
      await tx
        .insertInto('trunks')
        .values({ tenantId: tenant.id, id: trunk, name: '电信中继', host: '127.0.0.1' })
        .execute();
      const events = [
        { type: 'started', data: { direction: 'inbound', number: '+8615430010007', line: '4000000800' }, at: at(0) },
        { type: 'held', data: { agentId: tenant.agent.userId }, at: at(10) },
        { type: 'resumed', data: { agentId: tenant.agent.userId, seconds: 5 }, at: at(15) },
        { type: 'held', data: { agent: '林', nested: { secret: 1 } }, at: at(25) },
        { type: 'transferred', data: { byAgentId: newId(), queueId }, at: at(40) },
        {
          type: 'agent-offered',
          data: { extension: '802', why: { strategy: 'longest-idle', readySeconds: 42, skills: [{ level: 3 }] } },
          at: at(41),
        },
      ];
      await tx
        .insertInto('callEvents')
        .values(
          events.map((event, i) => ({
            tenantId: tenant.id,
            callId: id,
            seq: i + 1,
            at: event.at,
            type: event.type,
            data: JSON.stringify(event.data),
          })),
        )
        .execute();
      await tx
        .insertInto('callLegs')
        .values([
          {
            tenantId: tenant.id,
            callId: id,
            id: 'leg-1',
            role: 'customer',
            number: '+8615430010007',
            startedAt: at(0),
            sipCode: 200,
            trunkId: trunk,
          },
          {
            tenantId: tenant.id,
            callId: id,
            id: 'leg-2',
            role: 'agent',
            agentId: tenant.agent.userId,
            number: '802',
            startedAt: at(2),
            ringingAt: at(3),
            trunkId: null,
          },
        ])
        .execute();
      const segment = { tenantId: tenant.id, callId: id, begunBy: 'digit', endedBy: 'leg-gone' };
      const held = (from: number, to: number) => ({ from: at(from).getTime(), to: at(to).getTime() });
      await tx
        .insertInto('callSegments')
        .values([
          {
            ...segment,
            seq: 1,
            kind: 'agent',
            isMain: true,
            startedAt: at(2),
            endedAt: at(24),
            holds: JSON.stringify([held(10, 15), held(20, 24)]),
          },
          {
            ...segment,
            seq: 2,
            kind: 'consultation',
            isMain: false,
            startedAt: at(18),
            endedAt: at(20),
            holds: JSON.stringify([held(18, 19)]),
          },
          {
            ...segment,
            seq: 3,
            kind: 'agent',
            isMain: true,
            startedAt: at(24),
            endedAt: at(60),
            holds: JSON.stringify([held(26, 28), held(29, 45), held(50, 60)]),
          },
        ])
        .execute();
      const recording = { tenantId: tenant.id, callId: id, source: 's', startedAt: at(0), seconds: 30, channels: 2 };
      await tx
        .insertInto('recordings')
        .values([
          { ...recording, id: newId(), status: 'ready', path: 'p' },
          { ...recording, id: newId(), kind: 'voicemail', status: 'pending' },
        ])
        .execute();
    });
    const detail = (await server.request(tenant.agent, 'GET', `/api/calls/${id}`)).json<CallDetail>();
    expect(detail.call).toMatchObject({ id, recording: 'ready', can: ['play', 'call'] });
    expect(detail.legs.map((leg) => [leg.role, leg.number, leg.agentName, leg.trunkName])).toEqual([
      ['customer', '154****0007', null, '电信中继'],
      ['agent', '802', 'agent 802', null],
    ]);
    expect(detail.route.map((step) => step.type)).toEqual([
      'started',
      'held',
      'resumed',
      'held',
      'transferred',
      'agent-offered',
    ]);
    expect(detail.route[0]!.data).toEqual({ direction: 'inbound', number: '154****0007', line: '4000000800' });
    expect(detail.route[1]!.data).toEqual({ agentId: tenant.agent.userId, agent: 'agent 802' });
    expect(detail.route[3]!.data).toEqual({ agent: '林' });
    expect(detail.route[4]!.data).toEqual({ byAgentId: expect.any(String), by: null, queueId, queue: '售前咨询' });
    expect(detail.route[5]!.data).toEqual({ extension: '802', strategy: 'longest-idle', readySeconds: 42 });
    expect(detail.recording).toMatchObject({
      seconds: 30,
      channels: 2,
      isComplete: true,
      holds: [
        { from: 10, to: 15 },
        { from: 20, to: 24 },
        { from: 26, to: 28 },
        { from: 29, to: 30 },
      ],
    });
    expect((await list(tenant.administrator, '?limit=100')).items.filter((call) => call.id === id)).toHaveLength(1);
  });

  test("is not found when it is somebody else's", async () => {
    expect((await server.request(server.tenant.agent, 'GET', `/api/calls/${callIds[0]}`)).json()).toMatchObject({
      code: 'not-found',
    });
    expect((await server.request(server.tenant.supervisor, 'GET', `/api/calls/${callIds[1]}`)).statusCode).toBe(200);
    expect(
      (await server.request(server.otherTenant.administrator, 'GET', `/api/calls/${callIds[1]}`)).json(),
    ).toMatchObject({ code: 'not-found' });
  });
});
