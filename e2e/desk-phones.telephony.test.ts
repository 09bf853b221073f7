/** Agents at desk phones over real SIP: what their desk does with the phone, and what becomes of it when another way to telephone is set. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskPhoneOf, IssuedDeskPhone } from '@bahu/contract/desk-phones.ts';
import type { User } from '@bahu/contract/users.ts';
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

test('[A2.9] whether the customer may pop up at a desk phone is said at once when it is set', async () => {
  const agent = team.agents[0]!;
  await setUp(0, { deskPhonePops: false });
  await agent.until((desk) => !desk.mayPop);
  await setUp(0, { deskPhonePops: true });
  await agent.until((desk) => desk.mayPop);
});
