/** What carriers of the world send and leave out, each call said message by message. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentClient, SipAccess } from './support/agent-client.ts';
import { eventually, gatherAgents } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { SipPeer, type Answer, type Offer } from './support/sip-peer.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { between, hears } from './support/tones.ts';

const ports = portsFrom(21_000);
const carrierAt = { address: '127.0.0.3', port: ports.sip + 20 };
let site: Site;
let phones: Phones;
let carrier: SipPeer;
let agent: AgentClient;
let access: SipAccess;
/** Calls on the wire. */
let calls = 0;

beforeAll(async () => {
  carrier = new SipPeer(carrierAt, { address: '127.0.0.1', port: ports.sip });
  carrier.answersOptions = false;
  await carrier.open();
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: {
      agents: 1,
      trunk: { host: carrierAt.address, port: carrierAt.port },
      moreTrunks: [{ host: phonesAddress, port: ports.phonesSip }],
      wrapUpSeconds: 0,
    },
  });
  [agent] = (await gatherAgents(site, phones)) as [AgentClient];
  access = await agent.issueDeskPhone();
  await phones.register(access);
  await agent.until((desk) => desk.isPhoneRegistered);
});
afterAll(async () => {
  agent?.close();
  await site?.stop();
  await phones?.stop();
  carrier?.close();
});

interface Row {
  number: string;
  name: string | null;
  outcome: string;
  side: string;
  customer: string | null;
}
const lastCall = async (): Promise<Row> =>
  (
    await site.sql<Row>(
      'select number, caller_name as name, outcome, hangup_side as side, customer_id as customer from calls order by started_at desc limit 1',
    )
  )[0]!;
const closed = (): Promise<void> =>
  eventually(
    'every call is closed',
    async () => (await site.sql('select 1 from calls where ended_at is null')).length === 0,
  );
const ready = (): Promise<unknown> => agent.until((desk) => desk.state === 'ready');

/** An agent's call to a number that the carrier answers so; resolves when it has ended. */
async function place(answers: readonly Answer[]): Promise<Row & { phases: (string | undefined)[] }> {
  await ready();
  agent.seen.length = 0;
  calls++;
  carrier.answersFor = () => answers;
  const { status, body } = await agent.request('POST', '/desk/calls', { number: '13900000001' });
  expect([status, body]).toEqual([200, { callId: expect.any(String) as string }]);
  await agent.until((desk) => desk.call?.phase === 'ended');
  const phases = agent.seen.map((desk) => desk.call?.phase);
  return { ...(await lastCall()), phases };
}

describe('calls to a carrier', () => {
  const because = (cause: number): Pick<Answer, 'headers'> => ({
    headers: [`Reason: Q.850;cause=${cause};text="because"`],
  });
  test.each<[string, readonly Answer[], string]>([
    ['480 with Q.850 cause 19', [{ status: 480, ...because(19) }], 'no-answer'],
    ['480 with Q.850 cause 20', [{ status: 480, ...because(20) }], 'unreachable'],
    ['480 without a reason', [{ status: 480 }], 'unreachable'],
    ['500 with Q.850 cause 1', [{ status: 500, ...because(1) }], 'invalid-number'],
    ['503 with Q.850 cause 17', [{ status: 503, ...because(17) }], 'busy'],
    ['486 with a reason that says nothing', [{ status: 486, ...because(16) }], 'busy'],
    ['302', [{ status: 302, headers: ['Contact: <sip:18888888888@127.0.0.3>'] }], 'unreachable'],
    ['603', [{ status: 180 }, { status: 603, afterMs: 50 }], 'refused'],
    ['488', [{ status: 488 }], 'network'],
    ['200 without SDP', [{ status: 180 }, { status: 200, afterMs: 50 }], 'network'],
    ['200 with port 0', [{ status: 180 }, { status: 200, sdp: 'port-0', afterMs: 50 }], 'network'],
  ])('[R1] [A2.2] %s ends it as what it was', async (_what, answers, outcome) => {
    const row = await place(answers);
    expect([row.outcome, row.phases.includes('talking')]).toEqual([outcome, false]);
  });

  test('[A2.2] a 183 without SDP leaves our ringing tone to the agent until there is sound', async () => {
    await ready();
    calls++;
    carrier.answersFor = () => [
      { status: 180 },
      { status: 183, afterMs: 300 },
      { status: 180, afterMs: 1500 },
      { status: 200, sdp: 'sound', afterMs: 300 },
    ];
    const { body } = await agent.request('POST', '/desk/calls', { number: '13900000001' });
    await agent.until((desk) => desk.call?.phase === 'alerting');
    const own = (await phones.channels()).find(({ dialplan }) => dialplan?.exten === '1')!;
    await agent.until((desk) => desk.call?.phase === 'talking');
    await sleep(1000);
    await agent.request('DELETE', `/desk/calls/${(body as { callId: string }).callId}`);
    await ready();
    // The phone's recorder writes by 32 kB, the last of them when it closes.
    await eventually('the phone has hung up', async () => !(await phones.channels()).some(({ id }) => id === own.id));
    await sleep(500);
    expect(phones.heard(own.id).length).toBeGreaterThan(2.5 * 8000);
    const heard = phones.heard(own.id);
    const rings = Array.from({ length: Math.floor(heard.length / 800) }, (_, i) =>
      heard.subarray(i * 800, i * 800 + 800),
    ).filter((part) => hears(part, 450));
    // The tone is on for a second and off for four.
    expect(rings.length).toBeGreaterThanOrEqual(8);
    expect(hears(between(heard, heard.length / 8000 - 0.8, heard.length / 8000 - 0.1), 440)).toBe(true);
    expect(
      await site.sql(`select 1 from call_events where type = 'early-media' and call_id = $1`, [
        (body as { callId: string }).callId,
      ]),
    ).toEqual([]);
  });

  test('[S1] go out to a carrier that never answers OPTIONS', async () => {
    await ready();
    calls++;
    carrier.answersFor = () => [{ status: 200, sdp: 'sound' }];
    await sleep(4000);
    const { body } = await agent.request('POST', '/desk/calls', { number: '13900000001' });
    await agent.until((desk) => desk.call?.phase === 'talking');
    await agent.request('DELETE', `/desk/calls/${(body as { callId: string }).callId}`);
    await ready();
    expect(await lastCall()).toMatchObject({ outcome: 'connected', side: 'agent' });
  });
});

describe('calls from a carrier', () => {
  const mobile = '13900000042';
  const anonymous = { from: 'anonymous', name: '"Anonymous"' };
  interface Case {
    what: string;
    offer: Offer;
    number: string;
    name: string;
  }
  const cases: Case[] = [
    {
      what: 'P-Asserted-Identity counts before From',
      offer: { from: '10086', headers: [`P-Asserted-Identity: "王芳" <sip:${mobile}@x>`] },
      number: `+86${mobile}`,
      name: '王芳',
    },
    {
      what: 'of several identities in one header the first counts',
      offer: { from: '10086', headers: [`P-Asserted-Identity: <sip:${mobile}@x>, <tel:+8613900000099>`] },
      number: `+86${mobile}`,
      name: '',
    },
    {
      what: 'a tel address is a number',
      offer: { ...anonymous, headers: [`P-Asserted-Identity: <tel:+86${mobile}>`] },
      number: `+86${mobile}`,
      name: '',
    },
    {
      what: 'a name that is the number is none',
      offer: { from: mobile, name: `"${mobile}"` },
      number: `+86${mobile}`,
      name: '',
    },
    {
      what: 'Privacy id withholds the identity',
      offer: { ...anonymous, headers: [`P-Asserted-Identity: "王芳" <sip:${mobile}@x>`, 'Privacy: id'] },
      number: '',
      name: '',
    },
    {
      what: 'Privacy id withholds one of several',
      offer: {
        ...anonymous,
        headers: [`P-Asserted-Identity: <sip:${mobile}@x>, <tel:+86${mobile}>`, 'Privacy: user;id'],
      },
      number: '',
      name: '',
    },
    {
      what: 'Privacy id withholds From too',
      offer: { from: mobile, name: '"王芳"', headers: ['Privacy: id'] },
      number: '',
      name: '',
    },
    {
      what: 'Remote-Party-ID with full privacy withholds',
      offer: {
        ...anonymous,
        headers: [`Remote-Party-ID: "王芳" <sip:${mobile}@x>;party=calling;privacy=full;screen=yes`],
      },
      number: '',
      name: '',
    },
  ];
  test.each(cases)('[A2.1] [R1] $what', async ({ offer, number, name }) => {
    calls++;
    await site.sql(
      `insert into customers (tenant_id, id, name, phone) select $1, gen_random_uuid(), '客户', $2 where not exists (select 1 from customers)`,
      [site.tenant.tenantId, `+86${mobile}`],
    );
    const call = await carrier.call(site.tenant.did, offer);
    expect(await call.final).toBe(200);
    if (number !== '') await eventually('the customer is known', async () => (await lastCall()).customer !== null);
    call.hangUp();
    await closed();
    const row = await lastCall();
    expect([row.number, row.name ?? '', row.customer !== null]).toEqual([number, name, number !== '']);
    const kept = await site.sql<{ number: string }>(
      'select w.number from kept.withheld_numbers w join calls c on c.id = w.call_id order by c.started_at desc limit 1',
    );
    if (number === '') expect(kept).toEqual([{ number: `+86${mobile}` }]);
    expect(
      await site.sql(`select 1 from call_events where type = 'caller-withheld' and data::text like '%139%'`),
    ).toEqual([]);
  });

  test('[R1] an offer without a codec of ours is refused with 488 and has a record', async () => {
    calls++;
    const call = await carrier.call(site.tenant.did, { codecs: ['18 G729/8000', '101 telephone-event/8000'] });
    expect(await call.final).toBe(488);
    await eventually('the record is there', async () => (await lastCall()).outcome === 'network');
    const [record] = await site.sql<{ line: string; number: string; reason: string }>(
      `select c.own_number as line, c.number, e.data ->> 'reason' as reason from calls c join call_events e on e.call_id = c.id and e.type = 'refused' order by c.started_at desc limit 1`,
    );
    expect(record).toEqual({ line: site.tenant.did, number: `+86${mobile}`, reason: 'no-codec' });
  });

  test('[A2.1] a caller of whom no sound comes is not cut, the agent is told, and the record blames nobody', async () => {
    await ready();
    calls++;
    const call = await carrier.call(site.tenant.did, { tone: null });
    await call.final;
    await sleep(500);
    await call.press(1);
    await agent.until((desk) => desk.call?.phase === 'talking');
    await agent.until((desk) => desk.call?.isFarSilent === true);
    await sleep(8000);
    expect(agent.desk?.call?.phase).toBe('talking');
    await agent.request('DELETE', `/desk/calls/${agent.desk!.call!.callId}`);
    await call.ended;
    await closed();
    expect(await lastCall()).toMatchObject({ outcome: 'connected', side: 'agent' });
  });

  test('[A2.1] [U7] sound that stops within a call is noticed on the side where it stops, and how both legs sound is kept', async () => {
    await ready();
    calls++;
    await phones.register(access, 'pauses');
    await agent.until((desk) => desk.isPhoneRegistered);
    const call = await carrier.call(site.tenant.did, { tone: 440 });
    await call.final;
    await sleep(500);
    await call.press(1);
    const { call: talking } = await agent.until((desk) => desk.call?.phase === 'talking');
    expect([talking!.isFarSilent, talking!.isOwnSilent]).toEqual([false, false]);
    await agent.until((desk) => desk.call?.isOwnSilent === true);
    expect(agent.desk!.call!.isFarSilent).toBe(false);
    await agent.until((desk) => desk.call?.isOwnSilent === false);
    call.audio.stopSending();
    await agent.until((desk) => desk.call?.isFarSilent === true);
    expect(agent.desk!.call!.isOwnSilent).toBe(false);
    await agent.request('DELETE', `/desk/calls/${talking!.callId}`);
    await call.ended;
    await closed();
    const route = await site.sql<{ type: string }>(
      `select type from call_events where call_id = $1 and type in ('agent-unheard', 'agent-heard-again', 'nothing-heard') order by seq`,
      [talking!.callId],
    );
    expect(route.map(({ type }) => type)).toEqual(['agent-unheard', 'agent-heard-again', 'nothing-heard']);
    interface Kept {
      leg: string;
      samples: number;
      series: number[][];
    }
    let kept: Kept[] = [];
    await eventually('the quality of both legs is kept', async () => {
      kept = await site.sql<Kept>('select leg_id as leg, samples, series from leg_quality where call_id = $1', [
        talking!.callId,
      ]);
      return kept.length === 2;
    });
    for (const { samples, series } of kept) {
      expect(samples).toBe(series.length);
      for (const [, mos, rtt, jitter, lossFrom, lossTo] of series) {
        expect(mos).toBeGreaterThan(400);
        expect([rtt! < 1000, jitter! < 100, lossFrom, lossTo]).toEqual([true, true, 0, 0]);
      }
    }
  });
});

describe('who a call comes from', () => {
  test('[P2] [S1] a program of this machine at the address of a trunk, on another port, is refused, whatever name it gives', async () => {
    for (const from of ['13900000042', `trunk-${site.tenant.trunkId}`]) {
      const stranger = new SipPeer({ address: carrierAt.address, port: 0 }, { address: '127.0.0.1', port: ports.sip });
      await stranger.open();
      expect(await (await stranger.call(site.tenant.did, { from })).final).toBe(401);
      stranger.close();
    }
  });

  test('[R1] the books close', async () => {
    await ready();
    expect(await closeLedger(site, { calls })).toEqual([]);
  });
});
