/** Callers for an agent who is away, at the agent's mobile: put through by a key alone, so that no voicemail box gets them. */
import type { User } from '@bahu/contract/users.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portsFrom } from './support/site.ts';
import { ToneTeam } from './support/tone-team.ts';

let team: ToneTeam;
beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(5000), 2);
});
afterAll(() => team?.stop());

/** Where the calls of agent 1 go while they are away. Numbers of the far end that end in 88 press the key, those in 1 only talk. */
async function bind(boundPhone: string): Promise<void> {
  const administrator = team.agents[0]!;
  const { version } = (await administrator.request('GET', `/users/${team.idOf(1)}`)).body as User;
  const change = { version, boundPhone, forwardsToMobile: true };
  expect((await administrator.request('PATCH', `/users/${team.idOf(1)}`, change)).status).toBe(200);
}

test('[A2.4] a call that is given to an agent who is away is the mobile’s once the key is pressed there', async () => {
  await bind('13900000088');
  await team.talking();
  await team.choose('away', [1]);
  await team.step(0, 'POST', 'transfer', { agentId: team.idOf(1) });
  await team.heard({ customer: 'outside', outside: 'customer' });
  expect(await team.close()).toEqual([]);
});

test('[A2.4] one whose mobile is answered without the key is not put through, hears music, and comes back', async () => {
  await bind('13900000011');
  await team.talking();
  await team.choose('away', [1]);
  await team.step(0, 'POST', 'transfer', { agentId: team.idOf(1) });
  await expect.poll(() => team.heardNow()).toMatchObject({ customer: 'music' });
  await team.agents[0]!.until((desk) => desk.call?.phase === 'talking');
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  expect(await team.factsIn(0)).toEqual(expect.arrayContaining(['mobile-called', 'mobile-missed']));
  expect(await team.close()).toEqual([]);
});
