/** Calls that somebody has asked for and did not get, as the engine writes them: they open to them no more than before. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { legOfAgent } from '@bahu/domain/callcontrol/call.ts';
import { mobile, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import { newId } from '../../../kernel/ids.ts';
import { emptyBatch, payloadOf, Written } from '../../../telephony/engine/batch.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  await server.database.asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')", []);
});
afterAll(() => server.stop());

/** A tenant's call control in which every change is written as its engine does. */
function writingCallControl() {
  const { id: tenantId, stranger, agent } = server.tenant;
  const control = new TestCallControl({ agents: [] });
  const written = new Written();
  // The rules' own trunk is none of the tenant's: what names it is left out.
  const apply = async (event: Event): Promise<void> => {
    const change = control.apply(event, 1);
    const batch = { ...emptyBatch(), calls: new Map(change.calls) };
    const payload = payloadOf(
      batch,
      control.now,
      { ofCall: () => null, ofSegment: () => null, keepsConsultations: () => false, timesOf: () => [] },
      written,
    );
    const rows = {
      ...payload,
      calls: payload.calls.map((row) => ({ ...row, trunk_id: null, queue_id: null })),
      legs: payload.legs.map((row) => ({ ...row, trunk_id: null })),
      segments: [],
    };
    await server.database.db.tenant(tenantId, (tx) =>
      sql`select bahu_engine_commit(${tenantId}::uuid, 1, ${JSON.stringify(rows)}::jsonb)`.execute(tx),
    );
  };
  for (const [i, { userId: agentId, sessionId, extension }] of [stranger, agent].entries()) {
    control.apply({
      type: 'agent-saved',
      agent: simulatedAgent(i, { id: agentId, extension, isRecorded: false, wrapUpSeconds: 0 }),
    });
    control.apply({ type: 'phone-issued', agentId, sessionId });
    control.apply({ type: 'phone-registered', agentId });
  }
  return { control, apply };
}

const opens = async (user: TestUser, callId: string): Promise<boolean> =>
  (await server.request(user, 'GET', `/api/calls/${callId}`)).statusCode === 200;
const recent = async (user: TestUser): Promise<string[]> =>
  (await server.request(user, 'GET', '/api/desk/recent'))
    .json<{ items: { callId: string }[] }>()
    .items.map(({ callId }) => callId);

/** A call of one agent that is parked now, and how the other fetches it. */
async function parkedCall() {
  const { control, apply } = writingCallControl();
  const { stranger, agent } = server.tenant;
  const callId = newId();
  const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
  await apply({ type: 'place', callId, agentId: stranger.userId, target, customerId: null, customerName: null });
  await apply({ type: 'leg-ready', legId: control.near(callId) });
  await apply({ type: 'leg-ready', legId: control.far(callId) });
  await apply({ type: 'leg-answered', legId: control.far(callId) });
  await apply({ type: 'park', agentId: stranger.userId, callId });
  const fetch = (legId?: string) => apply({ type: 'unpark', agentId: agent.userId, callId, ...(legId && { legId }) });
  const ownLeg = (): string => legOfAgent(control.call(callId), agent.userId)!.id;
  return { control, apply, callId, fetch, ownLeg };
}

test('[U1] [A2.5] a parked call that somebody fetched and let go before they had it opens to them no more than before', async () => {
  const { agent, stranger } = server.tenant;
  const { control, apply, callId, fetch, ownLeg } = await parkedCall();
  expect([await opens(stranger, callId), await opens(agent, callId)]).toEqual([true, false]);
  for (const legId of [undefined, newId()]) {
    await fetch(legId);
    await apply({ type: 'hang-up', agentId: agent.userId, callId });
    expect(control.call(callId).phase).toBe('parked');
    await fetch(legId && newId());
    await apply({ type: 'leg-gone', legId: ownLeg(), cause: 19, sipCode: null });
    expect([control.call(callId).phase, await opens(agent, callId), await recent(agent)]).toEqual([
      'parked',
      false,
      [],
    ]);
  }
});

test('[U1] [A2.5] one that they have got is theirs, with their leg', async () => {
  const { agent } = server.tenant;
  const { apply, callId, fetch, ownLeg } = await parkedCall();
  await fetch();
  await apply({ type: 'leg-ready', legId: ownLeg() });
  expect([await opens(agent, callId), await recent(agent)]).toEqual([true, [callId]]);
  const legs = await server.database.asOwner<{ answered: boolean }>(
    'select answered_at is not null as answered from call_legs where call_id = $1 and agent_id = $2',
    [callId, agent.userId],
  );
  expect(legs).toEqual([{ answered: true }]);
});
