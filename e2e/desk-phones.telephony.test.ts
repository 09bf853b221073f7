/** Agents at desk phones over real SIP: what their desk does with the phone, and what becomes of it when another way to telephone is set. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskPhoneOf, IssuedDeskPhone } from '@bahu/contract/desk-phones.ts';
import type { OwnDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { OwnPhone } from '@bahu/contract/desk.ts';
import type { User } from '@bahu/contract/users.ts';
import type { AgentClient } from './support/agent-client.ts';
import { DeskPhone } from './support/desk-phone.ts';
import { portsFrom } from './support/site.ts';
import { ToneTeam } from './support/tone-team.ts';

const ports = portsFrom(29_000);
let team: ToneTeam;
beforeAll(async () => {
  team = await ToneTeam.gather(ports, 2);
});
afterAll(() => team.stop());

/** By the other agent: in this company everybody may. */
const setUp = async (i: number, fields: object): Promise<void> => {
  const administrator = team.agents[1 - i]!;
  const path = `/users/${team.idOf(i)}`;
  const { version } = (await administrator.request('GET', path)).body as User;
  const { status, body } = await administrator.request('PATCH', path, { version, ...fields });
  expect([status, body]).toEqual([200, expect.anything()]);
};
const phoneOf = async (i: number): Promise<DeskPhoneOf> =>
  (await team.agents[i]!.request('GET', '/desk/phone')).body as DeskPhoneOf;
const at = { address: '127.0.0.1', port: ports.sip };

test('[A2.9] a call that is placed at the desk rings the desk phone first, and the same buttons hold, transfer and end it', async () => {
  const [agent, colleague] = team.agents as [AgentClient, AgentClient];
  await team.plugIn(0, true);
  expect(agent.desk).toMatchObject({ hasDeskPhone: true, mayPop: true });
  const { status } = await agent.request('POST', '/desk/calls', { number: '13900000051' });
  expect(status).toBe(200);
  await expect
    .poll(async () => (await team.phones.channels()).filter(({ name }) => name.startsWith('PJSIP/')).length)
    .toBe(1);
  // It rings at the desk, and nobody outside yet.
  team.calls++;
  await agent.until((desk) => desk.call?.phase === 'dialing');
  await team.hangUp(0);
  await agent.until((desk) => desk.call === null);

  await team.plugIn(0);
  await team.ask(0, 'PUT', '/desk/state', { state: 'ready' });
  expect((await agent.request('POST', '/desk/calls', { number: '13900000051' })).status).toBe(200);
  team.calls++;
  await team.heard({ 'agent-0': 'outside', outside: 'agent-0' }, [0]);
  await team.step(0, 'PUT', 'hold');
  await team.heard({ 'agent-0': '', outside: 'music' });
  await team.step(0, 'DELETE', 'hold');
  await team.heard({ 'agent-0': 'outside', outside: 'agent-0' }, [0]);
  await team.step(0, 'POST', 'transfer', { agentId: team.idOf(1) });
  await team.heard({ 'agent-1': 'outside', outside: 'agent-1' });
  await agent.until((desk) => desk.call === null);
  await team.hangUp(1);
  await colleague.until((desk) => desk.call === null);
  expect(await team.close()).toEqual([]);
});

test('[A2.9] a new secret puts the telephone with the former one out at once, and one that is revoked cannot come back', async () => {
  const agent = team.agents[0]!;
  const first = await agent.issueDeskPhone();
  const phone = new DeskPhone(first, at);
  await phone.open();
  expect(await phone.register()).toBe(200);
  await agent.until((desk) => desk.isPhoneRegistered);
  await expect.poll(async () => (await phoneOf(0)).phone).toMatchObject({ isOnline: true, address: '127.0.0.1' });
  const { of, secret } = (await agent.request('POST', '/desk/phone')).body as IssuedDeskPhone;
  await agent.until((desk) => !desk.isPhoneRegistered);
  expect(await phone.register()).toBe(401);
  const second = new DeskPhone({ username: of.account, password: secret }, at);
  await second.open();
  expect(await second.register()).toBe(200);
  await agent.until((desk) => desk.isPhoneRegistered);
  expect((await agent.request('DELETE', '/desk/phone')).status).toBe(200);
  await agent.until((desk) => !desk.isPhoneRegistered);
  expect(await second.register()).toBe(401);
  for (const one of [phone, second]) one.close();
  await team.plugIn(0);
});

/** As their numbers in RTP. */
const payloads = { ulaw: 0, alaw: 8, g722: 9 } as const;

test('[A4.5] a desk phone is offered the codecs in the order of its agent, from the next call on, and the call speaks the first of them', async () => {
  const agent = team.agents[0]!;
  const phone = new DeskPhone(await agent.issueDeskPhone(), at);
  await phone.open();
  expect(await phone.register()).toBe(200);
  await agent.until((desk) => desk.isPhoneRegistered);
  for (const codecs of [
    ['g722', 'alaw'],
    ['ulaw', 'alaw', 'g722'],
    ['alaw', 'ulaw'],
  ] as const) {
    const { version } = (await agent.request('GET', '/desk-settings')).body as OwnDeskSettings;
    const set = await agent.request('PUT', '/desk-settings', { version, own: { codecs } });
    expect(set.status).toBe(200);
    team.calls++;
    expect((await agent.request('POST', '/desk/calls', { number: '13900000051' })).status).toBe(200);
    await agent.until((desk) => desk.call?.phase === 'talking');
    const wanted = codecs.map((codec) => payloads[codec]);
    await expect.poll(() => phone.spoken).toBe(wanted[0]);
    // What the phone may speak besides stands behind them.
    expect(phone.offered.slice(0, wanted.length)).toEqual(wanted);
    await team.hangUp(0);
    await agent.until((desk) => desk.call === null);
  }
  phone.close();
  await team.plugIn(0);
  expect(await team.close()).toEqual([]);
});

test('[A1.2] an agent at a desk phone who is set to the browser ends their call first; then the phone cannot register, and is let in again when it may', async () => {
  const agent = team.agents[0]!;
  await team.plugIn(0);
  await team.ask(0, 'PUT', '/desk/state', { state: 'ready' });
  expect((await agent.request('POST', '/desk/calls', { number: '13900000051' })).status).toBe(200);
  team.calls++;
  await team.heard({ 'agent-0': 'outside', outside: 'agent-0' });
  await setUp(0, { signInMethod: 'web' });
  await team.heard({ 'agent-0': 'outside', outside: 'agent-0' });
  expect(agent.desk).toMatchObject({ hasDeskPhone: true, isPhoneRegistered: true });
  await team.hangUp(0);
  await agent.until((desk) => !desk.hasDeskPhone && desk.softphoneSessionId === null && desk.call === null);
  const { account } = await phoneOf(0);
  await expect
    .poll(() =>
      team.site.ari.request('GET', `/endpoints/PJSIP/${account}`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
  expect(((await agent.request('POST', '/desk/softphone')).body as OwnPhone).kind).toBe('browser');
  await setUp(0, { signInMethod: 'desk-phone' });
  await agent.until((desk) => desk.softphoneSessionId === null);
  expect(((await agent.request('POST', '/desk/softphone')).body as OwnPhone).kind).toBe('desk');
  await agent.until((desk) => desk.hasDeskPhone && desk.isPhoneRegistered);
  await setUp(0, { signInMethod: 'any' });
  expect(await team.close()).toEqual([]);
});

test('[A2.9] whether the customer may pop up at a desk phone is said at once when it is set', async () => {
  const agent = team.agents[0]!;
  await setUp(0, { deskPhonePops: false });
  await agent.until((desk) => !desk.mayPop);
  await setUp(0, { deskPhonePops: true });
  await agent.until((desk) => desk.mayPop);
});
