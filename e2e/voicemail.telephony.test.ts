/** Messages for agents, with real phones and tones: what callers hear, what is kept and in whose box, and that the caller is called back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sine } from '@bahu/asterisk/tone.ts';
import type { OwnDeskSettings, SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import { greetingFilePath } from '@bahu/contract/greeting-paths.ts';
import type { Greeting } from '@bahu/contract/greetings.ts';
import { recordingPath } from '@bahu/contract/recordings.ts';
import type { Voicemail } from '@bahu/contract/voicemails.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { wavHeader } from '@bahu/server/slices/work/recordings/index.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AgentClient } from './support/agent-client.ts';
import { eventually } from './support/crowd.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone, phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { hears, somewhere } from './support/tones.ts';

const ports = portsFrom(7000);
/** Of the greeting that the agent makes. */
const greetingTone = 700;
let site: Site;
let phones: Phones;
let agent: AgentClient;
let colleague: AgentClient;
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({
    ports,
    tenant: { agents: 2, trunk: { host: phonesAddress, port: ports.phonesSip }, wrapUpSeconds: 0 },
  });
  [agent, colleague] = site.tenant.agents.map(
    ({ extension }) => new AgentClient(site.url, site.tenant.code + extension),
  ) as [AgentClient, AgentClient];
  for (const one of [agent, colleague]) {
    await one.signIn();
    await one.watch();
  }
  await phones.register(await agent.issueDeskPhone(), 'rings');
  await agent.until((desk) => desk.isPhoneRegistered);
});
afterAll(async () => {
  for (const one of [agent, colleague]) one?.close();
  await site?.stop();
  await phones?.stop();
});
beforeEach(() => site.sql('delete from voicemails'));

async function set(own: SomeDeskSettings): Promise<void> {
  const { version } = (await agent.request('GET', '/desk-settings')).body as OwnDeskSettings;
  expect((await agent.request('PUT', '/desk-settings', { version, own })).status).toBe(200);
}
const box = async (whose = agent): Promise<Voicemail[]> =>
  ((await whose.request('GET', '/voicemails')).body as { items: Voicemail[] }).items;
/** A caller who dials the agent's extension. */
function dial(from: string, tone = customerTone): Promise<string> {
  calls++;
  return phones.call(site.tenant.did, { from, tone, keys: `0ww${site.tenant.agents[0]!.extension}` });
}
const phaseOf = async (number: string): Promise<string | undefined> =>
  (
    await site.sql<{ phase: string; recording: boolean }>(
      `select state ->> 'phase' as phase, state -> 'message' ->> 'since' is not null as recording from live_state where kind = 'call' and state ->> 'number' = $1`,
      [`+86${number}`],
    )
  ).map(({ phase, recording }) => (recording ? 'recording' : phase))[0];
const untilPhase = (number: string, phase: string): Promise<void> =>
  eventually(`the call of ${number} is ${phase}`, async () => (await phaseOf(number)) === phase);
const outcomeOf = async (number: string): Promise<string | undefined> =>
  (
    await site.sql<{ outcome: string }>(
      'select outcome from calls where number = $1 order by started_at desc limit 1',
      [`+86${number}`],
    )
  )[0]?.outcome;

/** The client puts it before every path. */
const withoutApi = (address: string): string => address.replace(/^\/api/, '');

/** What a message sounds like. */
async function played(id: string, whose = agent): Promise<Int16Array> {
  const bytes = Buffer.from(await whose.download(withoutApi(recordingPath(id))));
  return new Int16Array(new Uint8Array(bytes.subarray(44)).buffer);
}

test('[A4.7] who dials an agent and is not answered hears the agent’s greeting, speaks, and is called back from the agent’s box', async () => {
  const tone = Buffer.from(new Uint8Array(sine(greetingTone).buffer));
  const sound = Buffer.concat([tone, tone]);
  const { agents } = site.tenant;
  const greeting = await agent.send<Greeting>(
    withoutApi(greetingFilePath('agents', agents[0]!.id)),
    Buffer.concat([wavHeader(1, 8000, sound.length), sound]),
  );
  expect(greeting.seconds).toBe(2);
  await eventually(
    'the greeting is placed',
    async () => ((await agent.request('GET', `/greetings/agents/${agents[0]!.id}`)).body as Greeting).isHeard,
  );
  await set({ messageAfterSeconds: 6 });
  const caller = await dial('13900000001');
  await untilPhase('13900000001', 'recording');
  const heard = phones.heard(caller);
  expect(somewhere(heard, 0, heard.length / 8000, 0.5, (part) => hears(part, greetingTone))).toBe(true);
  await sleep(4000);
  await phones.hangUp(caller);
  await eventually('the message is in the box', async () => (await box()).length === 1);
  const [message] = await box();
  expect(message).toMatchObject({ agentId: agents[0]!.id, heardAt: null, closedAt: null });
  expect(message!.seconds).toBeGreaterThan(2);
  expect(message!.seconds).toBeLessThan(8);
  const said = await played(message!.id);
  expect([hears(said, customerTone), hears(said, greetingTone)]).toEqual([true, false]);
  const [missed] = await site.sql<{ data: { seconds: number } }>(
    `select data from call_events where call_id = $1 and type = 'agent-missed'`,
    [message!.id],
  );
  expect(missed!.data.seconds).toBe(6);
  expect(await outcomeOf('13900000001')).toBe('voicemail');
  // Called back: the far end answers, and both lists say that it is done.
  await phones.register(await agent.issueDeskPhone(), 'answers');
  await agent.until((desk) => desk.isPhoneRegistered && desk.state === 'ready');
  calls++;
  expect((await agent.request('POST', '/desk/calls', { missedCallId: message!.missedCallId })).status).toBe(200);
  await agent.until((desk) => desk.call?.phase === 'talking');
  expect((await agent.request('DELETE', `/desk/calls/${agent.desk!.call!.callId}`)).status).toBe(200);
  await eventually('the message is done', async () => (await box())[0]!.closedAt !== null);
  await phones.register(await agent.issueDeskPhone(), 'rings');
  await agent.until((desk) => desk.isPhoneRegistered);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A4.7] a full box says so, keeps nothing, and takes messages again when one is deleted', async () => {
  await set({ messageAfterSeconds: 5, boxMessages: 1 });
  const first = await dial('13900000011');
  await untilPhase('13900000011', 'recording');
  await sleep(3000);
  await phones.hangUp(first);
  await eventually('the message is in the box', async () => (await box()).length === 1);
  await dial('13900000021');
  await untilPhase('13900000021', 'goodbye');
  await eventually('the call is over', async () => (await outcomeOf('13900000021')) === 'not-served');
  const [kept] = await box();
  await agent.request('POST', '/voicemails/delete', { ids: [kept!.id] });
  const third = await dial('13900000031');
  await untilPhase('13900000031', 'recording');
  await phones.hangUp(third);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A4.7] who hangs up in the greeting leaves nothing, nor who says nothing', async () => {
  await set({ messageAfterSeconds: 5 });
  const inGreeting = await dial('13900000041');
  await untilPhase('13900000041', 'voicemail');
  await phones.hangUp(inGreeting);
  await dial('13900000051', 0);
  await untilPhase('13900000051', 'recording');
  await eventually('nobody has left a message', async () => (await outcomeOf('13900000051')) === 'not-served');
  expect(await outcomeOf('13900000041')).toBe('abandoned-menu');
  expect(await closeLedger(site, { calls })).toEqual([]);
  expect(await box()).toEqual([]);
});

test('[A4.7] a number leads to the box of a queue, and a colleague who calls inside and is not answered leaves a message', async () => {
  const { tenantId, trunkId, queueId, agents } = site.tenant;
  const did = '+8675500000009';
  await site.sql(
    'insert into did_numbers (tenant_id, id, trunk_id, number, box_queue_id) values ($1, $2, $3, $4, $5)',
    [tenantId, newId(), trunkId, did, queueId],
  );
  // Calls read anew what is set up.
  const { version } = (await agent.request('GET', `/queues/${queueId}`)).body as { version: number };
  expect((await agent.request('PATCH', `/queues/${queueId}`, { version, weight: 1 })).status).toBe(200);
  calls++;
  const caller = await phones.call(did, { from: '13900000071', tone: customerTone });
  await untilPhase('13900000071', 'recording');
  await sleep(3000);
  await phones.hangUp(caller);
  await eventually('the message is the queue’s', async () => (await box()).length === 1);
  expect(await box()).toMatchObject([{ queueId, agentId: null, isCut: false }]);
  expect(await outcomeOf('13900000071')).toBe('voicemail');
  await set({ messageAfterSeconds: 5, messagesOfColleagues: true, afterMessage: 'hang-up' });
  await phones.register(await colleague.issueDeskPhone(), 'answers');
  await colleague.until((desk) => desk.isPhoneRegistered);
  calls++;
  const placed = await colleague.request('POST', '/desk/calls', { number: agents[0]!.extension });
  expect(placed.status).toBe(200);
  await colleague.until((desk) => desk.call?.phase === 'voicemail');
  const { callId } = colleague.desk!.call!;
  await eventually('the message is being recorded', async () => {
    const [call] = await site.sql<{ since: string | null }>(
      "select state -> 'message' ->> 'since' as since from live_state where kind = 'call' and id = $1",
      [callId],
    );
    return typeof call?.since === 'string';
  });
  await sleep(3000);
  expect((await colleague.request('DELETE', `/desk/calls/${callId}`)).status).toBe(200);
  await eventually('the message is the agent’s', async () => (await box()).some(({ id }) => id === callId));
  const message = (await box()).find(({ id }) => id === callId)!;
  expect(message).toMatchObject({ number: agents[1]!.extension, customerName: agents[1]!.name, isCut: false });
  expect(message.agentId).toBe(agents[0]!.id);
  expect((await played(callId)).length).toBeGreaterThan(8000);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A4.7] the server killed in the greeting and in the message: the caller hears the beep, the message is kept whole', async () => {
  await set({ messageAfterSeconds: 5 });
  const inGreeting = await dial('13900000061');
  await untilPhase('13900000061', 'voicemail');
  await site.kill();
  await sleep(6000);
  await site.start();
  await untilPhase('13900000061', 'recording');
  await sleep(3000);
  await site.kill();
  await sleep(1000);
  await phones.hangUp(inGreeting);
  await site.start();
  await eventually('the message is in the box', async () => (await box()).length === 1);
  const [message] = await box();
  expect(message!.seconds).toBeGreaterThan(3);
  expect(hears(await played(message!.id), customerTone)).toBe(true);
  expect(await closeLedger(site, { calls })).toEqual([]);
});
