import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlacklistEntry } from '@bahu/contract/blacklist.ts';
import type { CallDetail, CallRow } from '@bahu/contract/calls.ts';
import type { CallerId } from '@bahu/contract/caller-ids.ts';
import type { OwnPhone } from '@bahu/contract/desk.ts';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import type { Queue } from '@bahu/contract/queues.ts';
import type { User } from '@bahu/contract/users.ts';
import { AgentClient } from './support/agent-client.ts';
import { DeskPhone } from './support/desk-phone.ts';
import { phonesAddress, startPhones, type Phones } from './support/phones.ts';
import { portsFrom, startSite, type Site } from './support/site.ts';

const ports = portsFrom(17_000);
let site: Site;
let phones: Phones;
let administrator: AgentClient;
let agent: AgentClient;

beforeAll(async () => {
  phones = await startPhones(ports);
  site = await startSite({ ports, tenant: { agents: 4, trunk: { host: phonesAddress, port: ports.phonesSip } } });
  [administrator, agent] = site.tenant.agents.map(
    ({ extension }) => new AgentClient(site.url, site.tenant.code + extension),
  ) as [AgentClient, AgentClient];
  await administrator.signIn();
  await agent.signIn();
  await agent.watch();
  await phones.register(await agent.issueDeskPhone());
  await agent.until((desk) => desk.isPhoneRegistered);
});
afterAll(async () => {
  agent?.close();
  await site?.stop();
  await phones?.stop();
});

const me = async () => (await administrator.request('GET', `/users/${site.tenant.agents[1]!.id}`)).body as User;
const setUp = async (fields: object) => {
  const { id, version } = await me();
  expect((await administrator.request('PATCH', `/users/${id}`, { version, ...fields })).status).toBe(200);
};
const call = () => agent.request('POST', '/desk/calls', { number: '13900000001' });

/** What the called party's network sees of a call that the agent places now. */
async function shownTo(): Promise<string | undefined> {
  await agent.until((desk) => desk.state === 'ready');
  const { status, body } = await call();
  expect(status).toBe(200);
  await agent.until((desk) => desk.call?.phase === 'talking');
  const called = (await phones.channels()).find(({ caller }) => caller?.number?.startsWith('0755'));
  await agent.request('DELETE', `/desk/calls/${(body as { callId: string }).callId}`);
  while ((await phones.channels()).some((channel) => channel.id === called?.id)) await sleep(50);
  return called?.caller?.number;
}

test("[S4] [U2] the called party sees the trunk's number, the standard caller ID as soon as there is one, and the agent's own", async () => {
  expect(await shownTo()).toBe('075500000001');
  await administrator.request('POST', '/caller-ids', { number: '0755 8888 0001', toNumber: '075588880002' });
  expect(await shownTo()).toBe('075588880001');
  const { items } = (await administrator.request('GET', '/caller-ids')).body as { items: CallerId[] };
  const own = items.find((item) => !item.isStandard)!;
  await setUp({ callerId: own.value });
  expect(await shownTo()).toBe('075588880002');
  expect((await administrator.request('DELETE', `/caller-ids/${own.id}`)).status).toBe(200);
  expect(await shownTo()).toBe('075588880001');
});

/** The calls that were refused for an entry of the blacklist, once there is one. */
async function blocked(entryId: string): Promise<CallRow[]> {
  for (;;) {
    const { items } = (await administrator.request('GET', `/calls?entry=${entryId}`)).body as { items: CallRow[] };
    if (items.some(({ endedAt }) => endedAt !== null)) return items;
    await sleep(50);
  }
}

test('[S6] [A2.1] a number on the blacklist is not dialled: the agent hears why, and the call that was wanted is on record', async () => {
  await agent.until((desk) => desk.state === 'ready');
  const { id } = (await administrator.request('POST', '/blacklist', { number: '13900000001', direction: 'outbound' }))
    .body as BlacklistEntry;
  expect(await call()).toMatchObject({ status: 403, body: { code: 'phone.number-blocked' } });
  const [row] = await blocked(id);
  expect(row).toMatchObject({ direction: 'outbound', outcome: 'refused', agentId: site.tenant.agents[1]!.id });
  expect(await site.sql('select 1 from call_legs where call_id = $1', [row!.id])).toEqual([]);
  expect(agent.desk?.state).toBe('ready');
  expect((await administrator.request('DELETE', `/blacklist/${id}`)).status).toBe(200);
});

test('[U2] what an agent may call holds from the moment it is changed', async () => {
  await agent.until((desk) => desk.state === 'ready');
  for (const fields of [{ mayCallDomestic: false }, { kind: 'staff' }, { isInsideOnly: true }]) {
    await setUp({ mayCallDomestic: true, kind: 'agent', isInsideOnly: false, ...fields });
    expect(await call()).toMatchObject({ status: 403, body: { code: 'phone.not-allowed' } });
  }
  await setUp({ mayCallDomestic: true, kind: 'agent', isInsideOnly: false });
  expect(await shownTo()).toBe('075588880001');
});

test('[A2.4] a phone that is gone stays offline and one that registers is online, however often the company changed its set-up meanwhile', async () => {
  const access = await agent.issueDeskPhone();
  await phones.register(access);
  await agent.until((desk) => desk.isPhoneRegistered);
  for (const mayCallDomestic of [false, true]) await setUp({ mayCallDomestic });
  for (const toNumber of ['075588880011', '075588880012']) {
    expect((await administrator.request('POST', '/caller-ids', { number: toNumber })).status).toBe(200);
  }
  await phones.unregister(access);
  await agent.until((desk) => !desk.isPhoneRegistered);
  const from = agent.seen.length;
  // Longer than the pause between two sweeps, each of which asks the media server who is there.
  await sleep(17_000);
  expect(agent.seen.slice(from).some((desk) => desk.isPhoneRegistered)).toBe(false);
  await phones.register(access);
  await agent.until((desk) => desk.isPhoneRegistered);
});

test('[A2.4] a phone that had fallen silent is online as soon as it registers again where it was, and one that moves is online at its new place', async () => {
  const access = await agent.issueDeskPhone();
  await phones.unregister(access);
  const stateOfPhone = async () =>
    (await site.ari.request<{ state: string }>('GET', `/endpoints/PJSIP/${access.username}`)).state;
  const phone = new DeskPhone(access, { address: '127.0.0.1', port: ports.sip });
  await phone.open();
  expect(await phone.register()).toBe(200);
  await agent.until((desk) => desk.isPhoneRegistered);
  const atOnce = 4000;
  for (let round = 0; round < 2; round++) {
    phone.isThere = false;
    await agent.until((desk) => !desk.isPhoneRegistered);
    phone.isThere = true;
    expect(await phone.register()).toBe(200);
    await agent.until((desk) => desk.isPhoneRegistered);
  }
  await phone.open();
  const from = agent.seen.length;
  expect(await phone.register()).toBe(200);
  await sleep(atOnce);
  expect(await stateOfPhone()).toBe('online');
  expect(agent.seen.slice(from).every((desk) => desk.isPhoneRegistered)).toBe(true);
  expect(await phone.register(0)).toBe(200);
  await agent.until((desk) => !desk.isPhoneRegistered);
  phone.close();
});

/** What the media server has an agent's phone speak, in this order. */
async function spoken(username: string): Promise<string | undefined> {
  const path = `/asterisk/config/dynamic/res_pjsip/endpoint/${username}`;
  const fields = await site.ari.request<{ attribute: string; value: string }[]>('GET', path);
  return fields
    .find(({ attribute }) => attribute === 'allow')
    ?.value.replace(/[()]/g, '')
    .replaceAll('|', ',');
}

test('[A2.1] [A4.5] phones may speak every codec, those that their agent prefers first, from their next credentials on', async () => {
  const issue = async (): Promise<string> => {
    const { status, body } = await agent.request('POST', '/desk/softphone');
    expect(status).toBe(200);
    return (body as OwnPhone).access!.username;
  };
  expect((await agent.request('DELETE', '/desk/phone')).status).toBe(200);
  const username = await issue();
  expect(await spoken(username)).toBe('alaw,ulaw,opus,g722');
  const { version } = (await administrator.request('GET', '/tenant')).body as OwnTenant;
  const change = { version, desk: { defaults: { codecs: ['opus', 'alaw'] }, locks: [] } };
  expect((await administrator.request('PATCH', '/tenant', change)).status).toBe(200);
  // Makes the company's phones and trunks known again.
  expect((await administrator.request('POST', '/caller-ids', { number: '075588880021' })).status).toBe(200);
  expect(await spoken(username)).toBe('alaw,ulaw,opus,g722');
  expect(await spoken(await issue())).toBe('opus,alaw,g722,ulaw');
  expect(await spoken((await agent.issueDeskPhone()).username)).toBe('opus,alaw,g722,ulaw');
});

test('[S6] a caller on the blacklist is refused before anything is heard, until the entry is removed', async () => {
  const { id } = (await administrator.request('POST', '/blacklist', { number: '154-0000-07??', direction: 'inbound' }))
    .body as BlacklistEntry;
  const caller = await phones.call(site.tenant.did, { from: '15400000777', id: 'blocked-caller' });
  const [row, ...others] = await blocked(id);
  expect(row).toMatchObject({
    direction: 'inbound',
    number: '15400000777',
    outcome: 'refused',
    answeredAt: null,
    cause: 21,
  });
  expect(others).toEqual([]);
  while ((await phones.channels()).some((channel) => channel.id === caller)) await sleep(50);
  expect((await administrator.request('GET', `/blacklist/${id}`)).body).toMatchObject({ hits: 1 });
  expect((await administrator.request('DELETE', `/blacklist/${id}`)).status).toBe(200);
  const free = await phones.call(site.tenant.did, { from: '15400000777', id: 'free-caller' });
  const reached =
    "select 1 from calls c join call_events e on e.call_id = c.id where c.number = $1 and e.type = 'menu-entered'";
  while ((await site.sql(reached, ['+8615400000777'])).length === 0) await sleep(50);
  await phones.hangUp(free);
});

test('[U2] a disabled agent is signed out, and their phone with them', async () => {
  await setUp({ isEnabled: false });
  expect((await agent.request('GET', '/session')).status).toBe(401);
  expect(await call()).toMatchObject({ status: 401 });
});

/** An agent at their desk, with a phone that is there. */
async function withPhone({ extension }: { extension: string }): Promise<AgentClient> {
  const client = new AgentClient(site.url, site.tenant.code + extension);
  await client.signIn();
  await client.watch();
  await phones.register(await client.issueDeskPhone());
  await client.until((desk) => desk.state === 'ready');
  return client;
}

/** What the queue of the company is set to from now on. */
async function setQueue(values: object): Promise<void> {
  const path = `/queues/${site.tenant.queueId}`;
  const { version } = (await administrator.request('GET', path)).body as Queue;
  expect((await administrator.request('PATCH', path, { version, ...values })).status).toBe(200);
}

test('[U5] a caller waits for a skill, goes to whoever has less of it when that is enough, and the route of the call says so; who is signed out is not asked', async () => {
  const both = site.tenant.agents.slice(2);
  const [one, other] = await Promise.all(both.map(withPhone));
  const second = both[1];
  const agents = [{ agentId: second!.id, level: 2 }];
  const { id } = (await administrator.request('POST', '/skills', { name: '普通话', agents })).body as { id: string };
  const needs = [
    { skillId: id, afterSeconds: 0, level: 4 },
    { skillId: id, afterSeconds: 8, level: 2 },
  ];
  await setQueue({ needs, members: both.map(({ id: agentId }) => ({ agentId, tier: 1, order: 1 })) });
  await phones.call(site.tenant.did, { from: '13900000042' });
  const { callId } = (await other!.until(({ call: live }) => live?.phase === 'talking')).call!;
  expect(one!.desk?.call).toBeNull();
  const { route } = (await administrator.request('GET', `/calls/${callId}`)).body as CallDetail;
  const [offered, ...more] = route.filter(({ type }) => type === 'agent-offered').map(({ data }) => data);
  expect([offered, more]).toMatchObject([{ agentId: second!.id, relaxed: 1, skills: '普通话 2' }, []]);
  expect(Number(offered!['waitedSeconds'])).toBeGreaterThanOrEqual(8);
  expect((await other!.request('DELETE', `/desk/calls/${callId}`)).status).toBe(200);
  await other!.until((desk) => desk.state === 'ready');

  await setQueue({ needs: [] });
  expect((await other!.request('DELETE', `/desk/queues/${site.tenant.queueId}`)).status).toBe(200);
  await other!.until((desk) => desk.signedOutQueueIds.includes(site.tenant.queueId));
  await phones.call(site.tenant.did, { from: '13900000043' });
  const next = (await one!.until(({ call: live }) => live?.phase === 'talking')).call!;
  expect((await one!.request('POST', `/desk/calls/${next.callId}/transfer`, { number: '900' })).status).toBe(200);
  await one!.until(({ call: live }) => live === null || live.phase === 'ringing');
  one!.close();
  other!.close();
});
