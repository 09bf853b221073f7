import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { Reply } from '@bahu/contract/route.ts';
import type { deskRoutes } from '@bahu/contract/desk.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

type Recent = Reply<typeof deskRoutes.recent>['items'];

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const start = Date.UTC(2026, 6, 1, 8);
const at = (seconds: number) => new Date(start + seconds * 1000);
interface RungLeg {
  agent: TestUser;
  outcome?: CallOutcome;
  answered?: boolean;
  answeredAfter?: number;
  isLive?: boolean;
}

/** A call of the tenant that began so many seconds after the start, with its agents' legs. */
async function call(
  second: number,
  values: {
    direction?: 'inbound' | 'outbound' | 'internal';
    number?: string;
    line?: string;
    agent?: TestUser;
    outcome?: CallOutcome;
    talk?: number;
  },
  legs: RungLeg[],
): Promise<string> {
  const { id: tenantId } = server.tenant;
  const id = newId(at(second).getTime());
  const {
    direction = 'inbound',
    number = '+8613900001234',
    line = '+864000000800',
    agent,
    outcome = 'connected',
    talk = 30,
  } = values;
  await server.database.db.tenant(tenantId, async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        tenantId,
        id,
        direction,
        startedAt: at(second),
        endedAt: at(second + 60),
        number,
        ownNumber: line,
        agentId: agent?.userId ?? null,
        talkSeconds: talk,
        outcome,
      })
      .execute();
    for (const [i, leg] of legs.entries()) {
      await tx
        .insertInto('callLegs')
        .values({
          tenantId,
          callId: id,
          id: `${id}.${i + 1}`,
          role: 'agent',
          agentId: leg.agent.userId,
          number: leg.agent.extension,
          startedAt: at(second + i),
          ringingAt: at(second + i),
          answeredAt: leg.answered ? at(second + i + (leg.answeredAfter ?? 5)) : null,
          endedAt: leg.isLive ? null : at(second + i + 15),
          outcome: leg.outcome ?? (leg.answered ? 'connected' : 'no-answer'),
        })
        .execute();
    }
  });
  return id;
}
const recent = async (user: TestUser) =>
  (await server.request(user, 'GET', '/api/desk/recent')).json<{ items: Recent }>().items;

test('[A2.1] recent calls hold what the agent took, placed, missed and declined, newest first, each as it ended for them', async () => {
  const { agent, stranger } = server.tenant;
  const taken = await call(0, { agent }, [{ agent, answered: true }]);
  const placed = await call(10, { agent, direction: 'outbound', outcome: 'busy', talk: 0 }, [
    { agent, answered: true },
  ]);
  const missed = await call(20, { agent: stranger }, [{ agent }, { agent: stranger, answered: true }]);
  const declined = await call(30, { agent: stranger }, [
    { agent, outcome: 'refused' },
    { agent: stranger, answered: true },
  ]);
  const abandoned = await call(40, { outcome: 'abandoned-queue', talk: 0 }, [{ agent, outcome: 'cancelled' }]);
  const atLast = await call(50, { agent }, [{ agent }, { agent, answered: true }]);
  const ringing = await call(60, { outcome: 'in-progress', talk: 0 }, [{ agent, isLive: true }]);
  await call(70, { agent: stranger }, [{ agent: stranger, answered: true }]);
  expect((await recent(agent)).map((item) => [item.callId, item.outcome, item.talkSeconds])).toEqual([
    [ringing, 'in-progress', 0],
    [atLast, 'connected', 30],
    [abandoned, 'missed', 0],
    [declined, 'refused', 0],
    [missed, 'missed', 0],
    [placed, 'busy', 0],
    [taken, 'connected', 30],
  ]);
  expect((await recent(stranger)).map((item) => item.outcome)).toEqual(['connected', 'connected', 'connected']);
});

test('[A2.1] a call that another took while it still rang has not been missed, one that nobody took or that was let ring has', async () => {
  const { inspector, agent, stranger } = server.tenant;
  const cancelled = { agent: inspector, outcome: 'cancelled' } as const;
  const pickedUp = await call(80, { agent: stranger }, [cancelled, { agent: stranger, answered: true }]);
  const ofAll = await call(81, { agent }, [
    { agent: stranger, outcome: 'cancelled' },
    cancelled,
    { agent, answered: true },
  ]);
  const rangBefore = await call(82, { agent: stranger }, [
    { agent: inspector },
    cancelled,
    { agent: stranger, answered: true },
  ]);
  const abandoned = await call(83, { outcome: 'abandoned-queue', talk: 0 }, [
    cancelled,
    { agent: stranger, outcome: 'cancelled' },
  ]);
  const notConsulted = await call(84, { agent: stranger }, [
    { agent: stranger, answered: true, answeredAfter: 0 },
    cancelled,
  ]);
  expect((await recent(inspector)).map((item) => [item.callId, item.outcome, item.talkSeconds])).toEqual([
    [notConsulted, 'missed', 0],
    [abandoned, 'missed', 0],
    [rangBefore, 'missed', 0],
    [ofAll, 'cancelled', 0],
    [pickedUp, 'cancelled', 0],
  ]);
});

test('[A2.1] a colleague who was called and did not answer sees who called, not themselves', async () => {
  const { leader, supervisor } = server.tenant;
  await call(
    100,
    {
      agent: supervisor,
      direction: 'internal',
      number: leader.extension,
      line: supervisor.extension,
      outcome: 'no-answer',
      talk: 0,
    },
    [{ agent: supervisor, answered: true }, { agent: leader }],
  );
  expect((await recent(leader))[0]).toMatchObject({ direction: 'internal', number: '801', outcome: 'missed' });
  expect((await recent(supervisor))[0]).toMatchObject({ direction: 'internal', number: '804', outcome: 'no-answer' });
});

test('[U1] [A2.1] numbers of missed calls are masked like all others', async () => {
  const { agent, administrator } = server.tenant;
  await call(200, { number: '+8613900005678' }, [{ agent }, { agent: administrator }]);
  expect((await recent(agent))[0]!.number).toBe('139****5678');
  expect((await recent(administrator))[0]!.number).toBe('13900005678');
});

test('[A2.1] the list ends with the twentieth call, however many rang', async () => {
  const { inspector } = server.tenant;
  const ids: string[] = [];
  for (let i = 0; i < 25; i++)
    ids.push(await call(300 + i, i % 2 ? { agent: inspector } : {}, [{ agent: inspector, answered: i % 2 === 1 }]));
  expect((await recent(inspector)).map(({ callId }) => callId)).toEqual(ids.toReversed().slice(0, 20));
});

test('[P2] calls of another tenant are in nobody else’s list', async () => {
  expect(await recent(server.otherTenant.agent)).toEqual([]);
});
