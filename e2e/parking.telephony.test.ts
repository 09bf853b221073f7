/** A call parked on a number and fetched by dialling it: from a desk phone, as phones are used, and from the desk. Who hears whom is measured. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SoftphoneAccess } from '@bahu/contract/desk.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentClient } from './support/agent-client.ts';
import { closeLedger } from './support/ledger.ts';
import { customerTone, phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';
import { toneLevel } from './support/tones.ts';

const ports = portsFrom(23_000);
const tones = [700, 850];
/** In decibels below full scale: the phones' tones come at -13, and no note of the music is as loud. */
const steady = -18;
let site: Site;
let phones: Phones;
const agents: AgentClient[] = [];
const access: SoftphoneAccess[] = [];
let calls = 0;

beforeAll(async () => {
  phones = await startPhones(ports);
  const trunk = { host: phonesAddress, port: ports.phonesSip };
  site = await startSite({ ports, tenant: { agents: tones.length, trunk, wrapUpSeconds: 1, ringSeconds: 10, maxWaitSeconds: 60 } });
  for (const [i, { extension }] of site.tenant.agents.entries()) {
    const agent = new AgentClient(site.url, site.tenant.code + extension);
    await agent.signIn();
    await agent.watch();
    access.push(await agent.mintDeskPhone());
    await phones.register(access[i]!, tones[i]!);
    await agent.until((desk) => desk.isPhoneRegistered);
    agents.push(agent);
  }
});
afterAll(async () => {
  for (const agent of agents) agent.close();
  await site.stop();
  await phones.stop();
});

/** A caller with the first agent, who parks them; the number on which they wait. */
async function parked(): Promise<{ caller: string; slot: string }> {
  await Promise.all(agents.map((agent) => agent.until((desk) => desk.call === null, 20_000)));
  await agents[1]!.request('PUT', '/desk/state', { state: 'away' });
  calls++;
  const caller = await phones.call(site.tenant.did);
  const { call } = await agents[0]!.until((desk) => desk.call?.phase === 'talking', 20_000);
  await sleep(1500);
  const { status, body } = await agents[0]!.request('POST', `/desk/calls/${call!.callId}/park`);
  expect([status, body]).toEqual([200, { slot: '7001' }]);
  await agents[0]!.until((desk) => desk.call === null);
  return { caller, slot: '7001' };
}
/** Which of the tones a far end hears lately. */
const hears = (channel: string): number[] => {
  const last = phones.heard(channel).subarray(-5600);
  return [customerTone, ...tones].filter((hertz) => toneLevel(last, hertz) > steady);
};
const together = async (caller: string, phone: string, tone: number): Promise<void> => {
  const both = () => [hears(caller), hears(phone)];
  await expect.poll(both, { timeout: 9000, interval: 200 }).toEqual([[tone], [customerTone]]);
  await sleep(2100);
  expect(both()).toEqual([[tone], [customerTone]]);
};
const isUp = async (channel: string): Promise<boolean> => (await phones.channels()).some(({ id, state }) => id === channel && state === 'Up');

test('[A2.5] a parked caller hears music, and the agent whose desk phone dials the number', async () => {
  const { caller, slot } = await parked();
  await expect.poll(() => hears(caller), { timeout: 9000 }).toEqual([]);
  const phone = await phones.dial(access[1]!, slot, tones[1]!);
  await agents[1]!.until((desk) => desk.call?.phase === 'talking');
  await together(caller, phone, tones[1]!);
  await phones.hangUp(phone);
  await expect.poll(() => isUp(caller), { timeout: 9000 }).toBe(false);
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.5] one who dials the number at the desk has the caller on their phone, and it leads nowhere afterwards', async () => {
  const { caller, slot } = await parked();
  expect(await agents[1]!.request('POST', '/desk/calls', { number: slot })).toMatchObject({ status: 200 });
  await agents[1]!.until((desk) => desk.call?.phase === 'talking');
  const [phone] = (await phones.channels()).filter(({ dialplan }) => dialplan?.exten === `60${tones[1]! / 10}`);
  await together(caller, phone!.id, tones[1]!);
  expect(await agents[0]!.request('POST', '/desk/calls', { number: slot })).toMatchObject({ status: 404, body: { code: 'phone.nothing-parked' } });
  await expect.poll(() => agents[0]!.desk?.activity).toBe('ready');
  const refused = await phones.dial(access[0]!, slot, tones[0]!);
  await expect.poll(async () => (await phones.channels()).some(({ id }) => id === refused), { timeout: 9000 }).toBe(false);
  await phones.hangUp(caller);
  await Promise.all(agents.map((agent) => agent.until((desk) => desk.call === null)));
  expect(await closeLedger(site, { calls })).toEqual([]);
});

test('[A2.5] a desk phone can dial no other number by itself', async () => {
  for (const number of ['7000', '7100', '801', '13900000042']) {
    const refused = await phones.dial(access[0]!, number, tones[0]!).catch(() => null);
    if (refused !== null) await expect.poll(async () => (await phones.channels()).some(({ id }) => id === refused), { timeout: 9000 }).toBe(false);
  }
  expect(await closeLedger(site, { calls })).toEqual([]);
});
