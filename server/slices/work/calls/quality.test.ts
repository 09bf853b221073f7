import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallDetail, CallRow } from '@bahu/contract/calls.ts';
import type { MeasuredStretch } from '@bahu/contract/voice-quality.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import { deskWithoutEngine } from '../../../compose/origin.ts';
import { newId } from '../../../kernel/ids.ts';
import { createLog } from '../../../kernel/log.ts';
import { QualityBook } from '../../../telephony/quality-book.ts';
import { writeQuality } from '../../../telephony/quality-store.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
/** Calls of the agent: the first sounds well and is then told of by the browser, the second is poor, of the third nothing is known. */
const [well, poor, unknown] = [newId(), newId(), newId()] as const;
const started = Date.now() - 60_000;
let now = started;

const book = new QualityBook({
  clock: { now: () => now },
  log: createLog('silent'),
  write: (tenantId, parts) => writeQuality(server.database.db, tenantId, parts),
});
const sounding = (loss = 0, bufferMs: number | null = null): Measured => ({
  rttMs: 40,
  incoming: { loss, jitterMs: 2 },
  outgoing: { loss: 0, jitterMs: 3 },
  bufferMs,
  isOpus: false,
});

beforeAll(async () => {
  server = await createTestServer({ desk: { ...deskWithoutEngine, quality: book } });
  const { id: tenantId, agent } = server.tenant;
  await server.database.db.tenant(tenantId, async (tx) => {
    for (const id of [well, poor, unknown]) {
      const call = {
        tenantId,
        id,
        direction: 'inbound',
        startedAt: new Date(started),
        number: '+8613900000042',
      } as const;
      await tx
        .insertInto('calls')
        .values({ ...call, ownNumber: '', agentId: agent.userId })
        .execute();
      const leg = { tenantId, callId: id, startedAt: new Date(started) };
      await tx
        .insertInto('callLegs')
        .values([
          { ...leg, id: `${id}.1`, role: 'customer', number: '+8613900000042' },
          { ...leg, id: `${id}.2`, role: 'agent', agentId: agent.userId, number: '802' },
        ])
        .execute();
    }
  });
  const leg = (callId: string, n: number) => ({
    tenantId,
    callId,
    callStartedAt: started,
    legId: `${callId}.${n}`,
    agentId: n === 2 ? agent.userId : null,
    codec: null,
  });
  // Two halves of a minute: what comes later is added to what was there.
  for (const loss of [0, 0.3]) {
    for (let i = 0; i < 3; i++) {
      now += 5000;
      book.measured(leg(well, 1), sounding());
      book.measured(leg(well, 2), sounding());
      book.measured(leg(poor, 1), sounding(loss));
    }
    await book.write();
  }
});
afterAll(() => server.stop());

const tell = (user: TestUser, callId: string, stretches: unknown) =>
  server.request(user, 'POST', `/api/desk/calls/${callId}/quality`, { stretches } as object);
const detailOf = async (callId: string) =>
  (await server.request(server.tenant.administrator, 'GET', `/api/calls/${callId}`)).json<CallDetail>();
const stretch: MeasuredStretch = { secondsAgo: 0, measured: sounding(0, 60) };

describe('[A2.1] [U7] the quality of a call', () => {
  test('stands beside each leg, with the best, the mean and the worst, and its samples in order', async () => {
    const { call, legs } = await detailOf(poor);
    const quality = legs[0]!.quality!;
    expect(quality.samples.map(({ at }) => at)).toEqual([5, 10, 15, 20, 25, 30]);
    expect(quality.samples.map(({ lossFrom }) => lossFrom)).toEqual([0, 0, 0, 0.3, 0.3, 0.3]);
    expect(quality.lossTo.worst).toBe(0);
    expect(quality).toMatchObject({
      word: 'poor',
      lossFrom: { best: 0, mean: 0.15, worst: 0.3 },
      rttMs: { worst: 40 },
    });
    expect(quality.mos.worst).toBeLessThan(3.1);
    expect(legs[1]!.quality).toBeNull();
    expect(call.quality).toEqual({ mos: expect.closeTo(quality.mos.mean, 1) as number, isPoor: true });
    expect((await detailOf(unknown)).call.quality).toBeNull();
  });

  test('is what calls are found by', async () => {
    const found = async (query: string) =>
      (await server.request(server.tenant.administrator, 'GET', `/api/calls?${query}`))
        .json<{ items: CallRow[] }>()
        .items.map(({ id }) => id);
    expect(await found('poor=true')).toEqual([poor]);
    expect((await found('poor=false')).toSorted()).toEqual([well, unknown].toSorted());
  });
});

describe('[A2.1] what a browser tells of its own leg', () => {
  test('is kept from then on, instead of what is counted here', async () => {
    const { agent } = server.tenant;
    expect((await tell(agent, well, [stretch])).statusCode).toBe(200);
    await book.write();
    const [theirs, own] = (await detailOf(well)).legs.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(own!.quality!.samples).toHaveLength(7);
    expect(theirs!.quality!.samples).toHaveLength(6);
  });

  test('is told by who is in the call alone', async () => {
    const { agent, leader, administrator } = server.tenant;
    for (const user of [leader, administrator])
      expect((await tell(user, well, [stretch])).json()).toMatchObject({ code: 'phone.no-such-call' });
    expect((await tell(agent, newId(), [stretch])).json()).toMatchObject({ code: 'phone.no-such-call' });
    expect((await tell(agent, unknown, [stretch])).statusCode).not.toBe(200);
  });

  test.each<[string, unknown]>([
    ['nothing', []],
    ['too much', Array.from({ length: 13 }, () => stretch)],
    ['no number', [{ ...stretch, secondsAgo: 'now' }]],
    ['the future', [{ ...stretch, secondsAgo: -1 }]],
    ['more lost than all', [{ ...stretch, measured: { ...sounding(2) } }]],
    ['more than it is asked for', [{ ...stretch, measured: { ...sounding(), mos: 4.5 } }]],
  ])('is refused where it is %s', async (_what, stretches) => {
    expect((await tell(server.tenant.agent, well, stretches)).json()).toMatchObject({ code: 'input.invalid' });
  });
});
