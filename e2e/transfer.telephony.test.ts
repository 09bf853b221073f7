/**
 * The audio matrix: who hears whom in each step of hold, consultation, transfer, conference and supervision, measured with SIP phones of which each sends a
 * tone of its own. What must be heard is in what the desk is told of the call (`hears`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentClient } from './support/agent-client.ts';
import { closeLedger } from './support/ledger.ts';
import { agentTone, customerTone, phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { toneLevel } from './support/tones.ts';

const ports = portsFrom(13_000);
/** Of the agents' phones, in hertz, none a multiple of another or of the customer's. */
const tones = [700, 850, 560, 930];
/** In decibels below full scale: the phones' tones come at -13, and no note of the music is as loud. */
const steady = -18;
let site: Site;
let phones: Phones;
const agents: AgentClient[] = [];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({ ports, tenant: { agents: tones.length, trunk: { host: phonesAddress, port: ports.phonesSip }, wrapUpSeconds: 1, ringSeconds: 10, maxWaitSeconds: 60 } });
  for (const [i, { extension }] of site.tenant.agents.entries()) {
    const agent = new AgentClient(site.url, site.tenant.code + extension);
    await agent.signIn();
    await agent.watch();
    await phones.register(await agent.mintDeskPhone(), tones[i]!);
    await agent.until((desk) => desk.isPhoneRegistered);
    agents.push(agent);
  }
});
afterAll(async () => {
  for (const agent of agents) agent.close();
  await site.stop();
  await phones.stop();
});

const idOf = (i: number): string => site.tenant.agents[i]!.id;
const liveCall = (i: number): LiveCall => agents[i]!.desk!.call!;
const ask = async (i: number, method: string, path: string, body?: unknown): Promise<void> => {
  const { status, body: answer } = await agents[i]!.request(method, path, body);
  expect([method, path, status, answer]).toEqual([method, path, 200, {}]);
};
const step = (i: number, method: string, what: string, body?: unknown): Promise<void> => ask(i, method, `/desk/calls/${liveCall(i).callId}/${what}`, body);
const others = (): Promise<unknown> => Promise.all(agents.slice(1).map((agent) => agent.request('PUT', '/desk/state', { state: 'away' })));
const allReady = async (): Promise<void> => {
  await Promise.all(agents.map((agent) => agent.until((desk) => desk.call === null && desk.activity !== 'wrap-up' && desk.activity !== 'talking', 20_000)));
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'ready' })));
};

/** A caller with the first agent. */
async function talking(): Promise<string> {
  await allReady();
  await others();
  calls++;
  const caller = await phones.call(site.tenant.did);
  await agents[0]!.until((desk) => desk.call?.phase === 'talking', 20_000);
  await Promise.all(agents.map((agent) => agent.request('PUT', '/desk/state', { state: 'ready' })));
  return caller;
}

/** Whose tones each phone that is up heard lately: the customer's and the agents', by their index. */
async function heardNow(caller: string): Promise<Record<string, string>> {
  const up = await phones.channels();
  const hearers: [string, string][] = up.flatMap(({ id, dialplan }): [string, string][] => {
    const own = /^60(\d\d)$/.exec(dialplan?.exten ?? '');
    return id === caller ? [['customer', id]] : own ? [[`agent-${tones.indexOf(Number(own[1]) * 10)}`, id]] : [];
  });
  const voices: [string, number][] = [['customer', customerTone], ...tones.map((hertz, i): [string, number] => [`agent-${i}`, hertz]), ['outside', agentTone]];
  return Object.fromEntries(hearers.map(([who, id]) => {
    const last = phones.heard(id).subarray(-5600);
    return [who, voices.filter(([voice, hertz]) => voice !== who && toneLevel(last, hertz) > steady).map(([voice]) => voice).join(' ')];
  }));
}

/** Waits until everybody hears whom they should and nobody else, and still does a moment later; what was heard is written every two seconds. */
async function heard(caller: string, expected: Record<string, string>): Promise<void> {
  await expect.poll(() => heardNow(caller), { timeout: 9000, interval: 200 }).toEqual(expected);
  await sleep(2100);
  expect(await heardNow(caller)).toEqual(expected);
}

test('[A2.5] [A2.6] the customer hears music while the agent consults; then each in turn, then all, then the colleague alone', async () => {
  const caller = await talking();
  await step(0, 'POST', 'consult', { agentId: idOf(1) });
  await agents[1]!.until((desk) => desk.call?.parties.length === 3);
  await heard(caller, { 'customer': '', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  await step(0, 'POST', 'swap');
  await heard(caller, { 'customer': 'agent-0', 'agent-0': 'customer', 'agent-1': '' });
  await step(0, 'POST', 'merge');
  await heard(caller, { 'customer': 'agent-0 agent-1', 'agent-0': 'customer agent-1', 'agent-1': 'customer agent-0' });
  expect(liveCall(0).phase).toBe('conference');
  await step(0, 'POST', 'complete');
  await heard(caller, { 'customer': 'agent-1', 'agent-1': 'customer' });
  await ask(1, 'DELETE', `/desk/calls/${liveCall(1).callId}`);
  await allReady();
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.5] a call given to a colleague is theirs, and one that is stopped is the agent\'s again', async () => {
  const caller = await talking();
  await step(0, 'POST', 'consult', { agentId: idOf(2) });
  await agents[2]!.until((desk) => desk.call?.parties.length === 3);
  await step(0, 'DELETE', 'consult');
  await heard(caller, { 'customer': 'agent-0', 'agent-0': 'customer' });
  await step(0, 'POST', 'transfer', { agentId: idOf(1) });
  await agents[1]!.until((desk) => desk.call?.phase === 'talking');
  await heard(caller, { 'customer': 'agent-1', 'agent-1': 'customer' });
  await step(1, 'POST', 'transfer', { number: '13900000001' });
  await sleep(1500);
  await heard(caller, { customer: 'outside' });
  await phones.hangUp(caller);
  await allReady();
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[U6] a supervisor listens unheard, whispers to the agent alone, joins, and takes over; the customer hears nothing of it before', async () => {
  const caller = await talking();
  const act = (what: string): Promise<void> => ask(3, 'PUT', `/monitor/agents/${idOf(0)}/${what}`);
  await act('listen');
  await agents[3]!.until((desk) => desk.activity === 'talking');
  await heard(caller, { 'customer': 'agent-0', 'agent-0': 'customer', 'agent-3': 'customer agent-0' });
  await act('whisper');
  await heard(caller, { 'customer': 'agent-0', 'agent-0': 'customer agent-3', 'agent-3': 'customer agent-0' });
  await act('barge');
  await heard(caller, { 'customer': 'agent-0 agent-3', 'agent-0': 'customer agent-3', 'agent-3': 'customer agent-0' });
  await act('listen');
  await heard(caller, { 'customer': 'agent-0', 'agent-0': 'customer', 'agent-3': 'customer agent-0' });
  await act('take-over');
  await heard(caller, { 'customer': 'agent-3', 'agent-3': 'customer' });
  await ask(3, 'DELETE', `/desk/calls/${liveCall(3).callId}`);
  await allReady();
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.10] [A2.5] a consultation and a supervisor outlive the server: everybody hears whom they heard', async () => {
  const caller = await talking();
  await step(0, 'POST', 'consult', { agentId: idOf(1) });
  await agents[1]!.until((desk) => desk.call?.parties.length === 3);
  await ask(3, 'PUT', `/monitor/agents/${idOf(0)}/listen`);
  await agents[3]!.until((desk) => desk.activity === 'talking');
  const before = { 'customer': '', 'agent-0': 'agent-1', 'agent-1': 'agent-0', 'agent-3': 'agent-0 agent-1' };
  await heard(caller, before);
  await site.kill();
  await site.start();
  await Promise.all(agents.map((agent) => agent.watch()));
  await sleep(5000);
  await heard(caller, before);
  await step(0, 'POST', 'complete');
  await heard(caller, { 'customer': 'agent-1', 'agent-1': 'customer' });
  await phones.hangUp(caller);
  await allReady();
  expect(await closeLedger(site, { calls })).toEqual([]);
});
