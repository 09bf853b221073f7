import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DialNumber } from '@bahu/contract/dial-lists.ts';
import { AgentClient } from './support/agent-client.ts';
import { closeLedger } from './support/ledger.ts';
import { patienceMs } from './support/patience.ts';
import { agentTone, customerTone, phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { between, channelOf, hears, loudness } from './support/tones.ts';

const ports = portsFrom(23_000);
let site: Site;
let phones: Phones;
const agents: AgentClient[] = [];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: {
      agents: 2,
      trunk: { host: phonesAddress, port: ports.phonesSip },
      wrapUpSeconds: 1,
      ringSeconds: 3,
      maxWaitSeconds: 8,
    },
  });
  for (const { extension } of site.tenant.agents) {
    const agent = new AgentClient(site.url, site.tenant.code + extension);
    await agent.signIn();
    await agent.watch();
    await phones.register(await agent.issueDeskPhone());
    await agent.until((desk) => desk.isPhoneRegistered);
    agents.push(agent);
  }
});
afterAll(async () => {
  for (const agent of agents) agent.close();
  await site.stop();
  await phones.stop();
});

const talking = async (): Promise<AgentClient> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const agent = agents.find(({ desk }) => desk?.call?.phase === 'talking');
    if (agent) return agent;
    if (performance.now() > deadline)
      throw new Error(`nobody talks: ${JSON.stringify(agents.map(({ desk }) => desk))}`);
    await sleep(20);
  }
};
const allReady = (): Promise<unknown> =>
  Promise.all(agents.map((agent) => agent.until((desk) => desk.state === 'ready')));

/** Seconds since a call began, on the other side's clock. */
function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

test('[N1] [N2] [U5] [A2.6] a caller reaches an agent through menu and queue, both hear each other, hold plays music and comes back', async () => {
  calls++;
  const caller = await phones.call(site.tenant.did);
  const now = stopwatch();
  const agent = await talking();
  const { callId } = agent.desk!.call!;
  const own = (await phones.channels()).find(({ dialplan }) => dialplan?.exten === '1')!;
  const answered = now();
  await sleep(2500);
  expect((await agent.request('PUT', `/desk/calls/${callId}/hold`)).status).toBe(200);
  await agent.until((desk) => desk.call?.phase === 'held');
  const held = now();
  await sleep(2500);
  expect((await agent.request('DELETE', `/desk/calls/${callId}/hold`)).status).toBe(200);
  const back = now();
  await sleep(2500);
  expect((await agent.request('DELETE', `/desk/calls/${callId}`)).status).toBe(200);
  await allReady();
  const heard = phones.heard(caller);
  expect(hears(between(heard, answered + 0.5, answered + 2), agentTone)).toBe(true);
  expect(hears(between(heard, held + 0.5, held + 2), agentTone)).toBe(false);
  expect(loudness(between(heard, held + 0.5, held + 2))).toBeGreaterThan(-45);
  expect(hears(between(heard, back + 0.5, back + 2), agentTone)).toBe(true);
  expect(hears(between(phones.heard(own.id), 0.5, 2), customerTone)).toBe(true);
  expect(hears(between(phones.heard(own.id), held - answered + 0.5, held - answered + 2), customerTone)).toBe(false);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.6] [R1] the recording has the customer left and the agent right, and is silent where the call was held', async () => {
  const [call] = await site.sql<{ id: string }>(
    `select id from calls where direction = 'inbound' order by started_at desc limit 1`,
  );
  const response = await agents[0]!.download(`/calls/${call!.id}/recording`);
  const samples = new Int16Array(response.slice(44));
  const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
  expect(hears(between(customer, 0.5, 2), customerTone)).toBe(true);
  expect(hears(between(customer, 0.5, 2), agentTone)).toBe(false);
  expect(hears(between(agent, 0.5, 2), agentTone)).toBe(true);
  expect(loudness(between(agent, 3.2, 4.6))).toBeLessThan(-60);
  expect(hears(between(agent, 5.8, 7), agentTone)).toBe(true);
});

test('[A2.10] both sides whose bridge the media server lost are together again at once, and their recording is whole', async () => {
  await allReady();
  calls++;
  const caller = await phones.call(site.tenant.did);
  const now = stopwatch();
  const agent = await talking();
  const { callId } = agent.desk!.call!;
  const bridge = async (): Promise<{ channels: string[]; creationtime: string } | undefined> =>
    (await site.ari.request<{ id: string; channels: string[]; creationtime: string }[]>('GET', '/bridges')).find(
      ({ id }) => id.startsWith(callId),
    );
  await expect.poll(async () => (await bridge())?.channels.length).toBe(2);
  const first = (await bridge())!.creationtime;
  await site.ari.request('DELETE', `/bridges/${callId}.b1`);
  await expect
    .poll(
      async () => {
        const later = await bridge();
        return later && later.creationtime !== first ? later.channels.length : 0;
      },
      { interval: 200 },
    )
    .toBe(2);
  const together = now();
  await sleep(2500);
  await agent.request('DELETE', `/desk/calls/${callId}`);
  await allReady();
  expect(hears(between(phones.heard(caller), together + 0.5, together + 2), agentTone)).toBe(true);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

interface Placed {
  digits: string;
  number: string;
  outcome: string;
  phases: string[];
}

test.each<Placed>([
  { digits: '13900000001', number: '+8613900000001', outcome: 'connected', phases: ['dialing', 'talking', 'ended'] },
  { digits: '139 0000 0002', number: '+8613900000002', outcome: 'busy', phases: ['dialing', 'ended'] },
  { digits: '13900000004', number: '+8613900000004', outcome: 'refused', phases: ['dialing', 'ended'] },
  { digits: '13900000006', number: '+8613900000006', outcome: 'invalid-number', phases: ['dialing', 'ended'] },
  { digits: '13900000007', number: '+8613900000007', outcome: 'unreachable', phases: ['dialing', 'ended'] },
  { digits: '13900000008', number: '+8613900000008', outcome: 'connected', phases: ['dialing', 'talking', 'ended'] },
])('[A2.2] [R1] a call placed to $digits ends as $outcome', async ({ digits, number, outcome, phases }) => {
  const agent = agents[0]!;
  await allReady();
  agent.seen.length = 0;
  calls++;
  const placed = await agent.request('POST', '/desk/calls', { number: digits });
  expect(placed.status).toBe(200);
  const { callId } = placed.body as { callId: string };
  if (digits.endsWith('1')) {
    await agent.until((desk) => desk.call?.phase === 'talking');
    await sleep(1500);
    await agent.request('DELETE', `/desk/calls/${callId}`);
  }
  await agent.until((desk) => desk.call?.phase === 'ended');
  expect(
    agent.seen.map((desk) => desk.call?.phase).filter((phase, i, all) => phase !== undefined && phase !== all[i - 1]),
  ).toEqual(expect.arrayContaining(phases));
  await allReady();
  const [row] = await site.sql<{ outcome: string; number: string }>('select outcome, number from calls where id = $1', [
    callId,
  ]);
  expect(row).toEqual({ outcome, number });
});

test('[C9] [A2.7] the next key calls the numbers of a batch in their order, and each becomes what its call was', async () => {
  const agent = agents[0]!;
  const ask = async <T>(method: 'GET' | 'POST', path: string, content?: object): Promise<T> => {
    const { status, body } = await agent.request(method, path, content);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as T;
  };
  const { id } = await ask<{ id: string }>('POST', '/dial-lists', { name: '真实拨打' });
  const digits = ['13900000001', '13900000002'];
  await ask('POST', `/dial-lists/${id}/numbers`, { lines: digits.map((number) => ({ number })) });
  const selection = { filter: { list: id } };
  await ask('POST', '/dial-numbers/assignments', { selection, to: [site.tenant.agents[0]!.id] });
  const rows = async () => (await ask<{ items: DialNumber[] }>('GET', `/dial-numbers?list=${id}`)).items;
  for (const number of digits) {
    await allReady();
    calls++;
    const { callId, numberId } = await ask<{ callId: string; numberId: string }>('POST', '/dial-numbers/next', {});
    if (number === digits[0]) {
      await agent.until((desk) => desk.call?.phase === 'talking');
      expect(await ask('GET', `/dial-numbers/${numberId}`)).toMatchObject({ number, state: 'talking', callId });
      expect(await agent.request('POST', '/dial-numbers/next', {})).toMatchObject({
        body: { code: 'phone.call-in-progress' },
      });
      await sleep(1500);
      await agent.request('DELETE', `/desk/calls/${callId}`);
    }
    await agent.until((desk) => desk.call?.phase === 'ended' && desk.call.callId === callId);
  }
  await allReady();
  const talked = await site.sql<{ seconds: number }>(
    'select talk_seconds as seconds from calls where id in (select call_id from dial_numbers where list_id = $1) order by started_at',
    [id],
  );
  expect(talked[0]!.seconds).toBeGreaterThan(0);
  expect(
    (await rows()).map(({ number, state, attempts, talkSeconds }) => [number, state, attempts, talkSeconds]),
  ).toEqual([
    [digits[0], 'answered', 1, talked[0]!.seconds],
    [digits[1], 'busy', 1, 0],
  ]);
});

test('[A2.1] [A2.2] the extension behind a number is dialled at the switchboard that answers', async () => {
  const agent = agents[0]!;
  await allReady();
  calls++;
  const { body } = await agent.request('POST', '/desk/calls', { number: '139-0000-0009 转 8001' });
  const { callId } = body as { callId: string };
  await agent.until((desk) => desk.call?.phase === 'talking');
  await agent.until((desk) => desk.call?.phase === 'ended');
  await allReady();
  expect(await site.sql('select number, outcome, hangup_side from calls where id = $1', [callId])).toEqual([
    { number: '+8613900000009', outcome: 'connected', hangup_side: 'other' },
  ]);
  expect(
    await site.sql("select data ->> 'count' as count from call_events where call_id = $1 and type = 'digits-sent'", [
      callId,
    ]),
  ).toEqual([{ count: '4' }]);
});

test('[A2.2] early media is heard before the answer', async () => {
  const agent = agents[0]!;
  await allReady();
  calls++;
  const { body } = await agent.request('POST', '/desk/calls', { number: '13900000005' });
  await sleep(400);
  const own = (await phones.channels()).find(({ dialplan }) => dialplan?.exten === '1')!;
  await agent.until((desk) => desk.call?.phase === 'talking');
  await sleep(1500);
  await agent.request('DELETE', `/desk/calls/${(body as { callId: string }).callId}`);
  await allReady();
  const heard = phones.heard(own.id);
  expect(hears(between(heard, 1, 2.5), 500)).toBe(true);
  expect(hears(between(heard, heard.length / 8000 - 1, heard.length / 8000), agentTone)).toBe(true);
});

test('[A2.2] one extension calls another; hanging up frees both', async () => {
  const [caller, callee] = agents as [AgentClient, AgentClient];
  await allReady();
  calls++;
  const { body } = await caller.request('POST', '/desk/calls', { number: site.tenant.agents[1]!.extension });
  await callee.until((desk) => desk.call?.phase === 'talking');
  expect(callee.desk?.call).toMatchObject({ direction: 'internal', number: '400', customerName: '坐席400' });
  await sleep(1200);
  expect((await callee.request('DELETE', `/desk/calls/${(body as { callId: string }).callId}`)).status).toBe(200);
  await allReady();
});

test('[N2] [N1] 0 and an extension reach that agent; an unknown extension leads back to the menu and on to the queue', async () => {
  await allReady();
  calls += 2;
  const direct = await phones.call(site.tenant.did, { keys: '0www401' });
  const second = agents[1]!;
  await second.until((desk) => desk.call?.phase === 'talking');
  await phones.hangUp(direct);
  await allReady();
  const lost = await phones.call(site.tenant.did, { keys: '0www888ww1' });
  await talking();
  await phones.hangUp(lost);
  await allReady();
});

test('[U5] an agent who does not answer is passed over; the caller goes to the next', async () => {
  const [first, second] = agents as [AgentClient, AgentClient];
  await allReady();
  await phones.register(await first.issueDeskPhone(), 'rings');
  await first.until((desk) => desk.isPhoneRegistered);
  await second.request('PUT', '/desk/state', { state: 'busy' });
  calls++;
  const caller = await phones.call(site.tenant.did);
  await first.until((desk) => desk.call?.phase === 'ringing');
  await second.request('PUT', '/desk/state', { state: 'ready' });
  await second.until((desk) => desk.call?.phase === 'talking');
  await phones.hangUp(caller);
  await allReady();
});

test('[U5] [N1] a caller whom nobody answers can leave a message, which is kept', async () => {
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'away' })));
  calls++;
  const caller = await phones.call(site.tenant.did);
  await sleep(20_000);
  await phones.hangUp(caller);
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'ready' })));
  expect(await closeLedger(site, { calls })).toEqual([]);
  const [row] = await site.sql<{ outcome: string; kind: string; seconds: number }>(`
    select c.outcome, r.kind, r.seconds::float as seconds from calls c join recordings r on r.call_id = c.id order by c.started_at desc limit 1`);
  expect(row).toMatchObject({ outcome: 'voicemail', kind: 'voicemail' });
  expect(row!.seconds).toBeGreaterThan(1);
});

test('[A2.4] nobody is offered a call while busy, away or signed out', async () => {
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'busy' })));
  for (const agent of agents) agent.seen.length = 0;
  calls++;
  const caller = await phones.call(site.tenant.did);
  await sleep(3000);
  await phones.hangUp(caller);
  expect(agents.flatMap(({ seen }) => seen).filter((desk) => desk.call?.phase === 'ringing')).toEqual([]);
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'ready' })));
  expect(await closeLedger(site, { calls })).toEqual([]);
});
