/**
 * The audio matrix: who hears whom in each step of hold, consultation, transfer, conference, parking and supervision,
 * measured with SIP phones of which each sends a tone of its own; what must be heard is also what the desks are told of
 * the call (`hears`). Then the same in the middle of faults, once each; `conversation-faults.deep.test.ts` does that many times.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { killAsterisk, suffer, type Fault } from './support/conversation-faults.ts';
import { portsFrom } from './support/site.ts';
import { ToneTeam, type Heard } from './support/tone-team.ts';

let team: ToneTeam;

beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(11_000), 8);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await team.close();
});
afterAll(() => team?.stop());

test('[A2.5] [A2.6] the customer hears music while the agent consults; then each in turn, then all, then the colleague alone', async () => {
  await team.talking();
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.consult(0, 1);
  await team.heard({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' }, [0, 1]);
  await team.step(0, 'POST', 'swap');
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer', 'agent-1': 'music' }, [0, 1]);
  await team.step(0, 'POST', 'merge');
  await team.heard(
    { customer: 'agent-0 agent-1', 'agent-0': 'agent-1 customer', 'agent-1': 'agent-0 customer' },
    [0, 1],
  );
  expect(team.callOf(0).phase).toBe('conference');
  await team.step(0, 'POST', 'complete');
  await team.heard({ customer: 'agent-1', 'agent-1': 'customer' }, [1]);
  await team.hangUp(1);
  expect(await team.close()).toEqual([]);
});

test("[A2.5] a call given to a colleague is theirs, and one that is stopped is the agent's again", async () => {
  await team.talking();
  await team.consult(0, 2);
  await team.step(0, 'DELETE', 'consult');
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.step(0, 'POST', 'transfer', { agentId: team.idOf(1) });
  await team.heard({ customer: 'agent-1', 'agent-1': 'customer' }, [1]);
  await team.step(1, 'POST', 'transfer', { number: '13900000001' });
  await team.heard({ customer: 'outside', outside: 'customer' });
  expect(await team.close()).toEqual([]);
});

test("[A2.5] a call given to the queue is its next agent's, one given to a menu goes where that leads", async () => {
  await team.talking();
  await team.choose('away', [0, 1, 2, 3, 4, 5, 6, 7]);
  await team.step(0, 'POST', 'transfer', { queueId: team.site.tenant.queueId });
  await team.heard({ customer: 'music' });
  await team.choose('ready', [3]);
  await team.heard({ customer: 'agent-3', 'agent-3': 'customer' }, [3]);
  await team.choose('away', [3]);
  await team.step(3, 'POST', 'transfer', { menuId: team.site.tenant.menuId });
  await expect.poll(() => team.heardNow()).toMatchObject({ customer: 'music' });
  await team.choose('ready', [4]);
  await team.agents[4]!.until((desk) => desk.call?.phase === 'talking');
  await team.heard({ customer: 'agent-4', 'agent-4': 'customer' }, [4]);
  expect(await team.close()).toEqual([]);
});

test('[A2.5] a call that nobody takes comes back to who gave it away, from a number and from a colleague; the customer hears music until then', async () => {
  await team.talking();
  await team.plugIn(1, true);
  await team.step(0, 'POST', 'transfer', { number: '13900000002' });
  const facts = (): Promise<string[]> | string[] => (team.agents[0]!.desk?.call ? team.factsIn(0) : []);
  await expect.poll(facts).toEqual(expect.arrayContaining(['transferred', 'transfer-missed']));
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.step(0, 'POST', 'transfer', { agentId: team.idOf(1) });
  await team.agents[1]!.until((desk) => desk.call?.phase === 'ringing');
  await team.heard({ customer: 'music' });
  await team.hangUp(1);
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await team.plugIn(1);
  expect(await team.close()).toEqual([]);
});

test('[A2.7] in a conference of eight everybody hears the seven others; one who is on hold hears music, and a listener hears all', async () => {
  const colleagues = [1, 2, 3, 4, 5, 6];
  await team.talking();
  for (const i of colleagues) {
    await team.consult(0, i);
    await team.step(0, 'POST', 'merge');
  }
  const all = ['customer', 'agent-0', ...colleagues.map((i) => `agent-${i}`)];
  /** Each hears the others who speak. */
  const heardFrom = (speakers: readonly string[]): Heard =>
    Object.fromEntries(
      speakers.map((who) => [
        who,
        speakers
          .filter((voice) => voice !== who)
          .toSorted()
          .join(' '),
      ]),
    );
  await team.heard(heardFrom(all), [0, 3]);
  await team.step(0, 'PUT', `hold?partyId=${team.partyOf(0, 2)}`);
  await team.supervise(7, 0, 'listen');
  const speaking = all.filter((who) => who !== 'agent-2');
  await team.heard({ ...heardFrom(speaking), 'agent-2': 'music', 'agent-7': speaking.toSorted().join(' ') });
  await team.step(0, 'DELETE', 'hold');
  await team.hangUp(1);
  const left = all.filter((who) => who !== 'agent-1');
  await team.heard({ ...heardFrom(left), 'agent-7': left.toSorted().join(' ') });
  expect(await team.close()).toEqual([]);
});

test('[U6] a supervisor listens unheard, whispers to the agent alone, also during a hold, joins, and takes over; the customer hears nothing of it before', async () => {
  await team.talking();
  await team.supervise(7, 0, 'listen');
  const unheard = { customer: 'agent-0', 'agent-0': 'customer', 'agent-7': 'agent-0 customer' };
  await team.heard(unheard, [7]);
  await team.supervise(7, 0, 'whisper');
  await team.heard({ ...unheard, 'agent-0': 'agent-7 customer' }, [0, 7]);
  await team.step(0, 'PUT', 'hold');
  await team.heard({ customer: 'music', 'agent-0': 'agent-7', 'agent-7': 'agent-0' }, [0, 7]);
  await team.step(0, 'DELETE', 'hold');
  await team.supervise(7, 0, 'barge');
  await team.heard(
    { customer: 'agent-0 agent-7', 'agent-0': 'agent-7 customer', 'agent-7': 'agent-0 customer' },
    [0, 7],
  );
  await team.supervise(7, 0, 'listen');
  await team.heard(unheard, [7]);
  await team.supervise(7, 0, 'take-over');
  await team.heard({ customer: 'agent-7', 'agent-7': 'customer' }, [7]);
  await team.hangUp(7);
  expect(await team.close()).toEqual([]);
});

/** The agent of a call parks it; the number on which the caller waits. */
async function park(i: number): Promise<string> {
  const { status, body } = await team.agents[i]!.request('POST', `/desk/calls/${team.callOf(i).callId}/park`);
  expect([status, body]).toEqual([200, { slot: '7001' }]);
  await team.agents[i]!.until((desk) => desk.call === null);
  await team.heard({ customer: 'music' });
  return '7001';
}
const isUp = async (channel: string): Promise<boolean> =>
  (await team.phones.channels()).some(({ id }) => id === channel);

test('[A2.5] a parked caller hears music, and the agent whose desk phone dials the number', async () => {
  const caller = await team.talking();
  const phone = await team.dial(1, await park(0));
  await team.heard({ customer: 'agent-1', 'agent-1': 'customer' }, [1]);
  await team.phones.hangUp(phone);
  await expect.poll(() => isUp(caller)).toBe(false);
  expect(await team.close()).toEqual([]);
});

test('[A2.5] one who dials the number at the desk has the caller on their phone, and it leads nowhere afterwards', async () => {
  await team.talking();
  const number = await park(0);
  expect(await team.agents[1]!.request('POST', '/desk/calls', { number })).toMatchObject({ status: 200 });
  await team.heard({ customer: 'agent-1', 'agent-1': 'customer' }, [1]);
  const again = await team.agents[0]!.request('POST', '/desk/calls', { number });
  expect(again).toMatchObject({ status: 404, body: { code: 'phone.nothing-parked' } });
  await expect.poll(() => team.agents[0]!.desk?.state).toBe('ready');
  const refused = await team.dial(0, number);
  await expect.poll(() => isUp(refused)).toBe(false);
  expect(await team.close()).toEqual([]);
});

test('[A2.5] a desk phone can dial no other number by itself', async () => {
  for (const number of ['7000', '7100', '801', '13900000042']) {
    const refused = await team.dial(0, number).catch(() => null);
    if (refused !== null) await expect.poll(() => isUp(refused)).toBe(false);
  }
  expect(await team.close()).toEqual([]);
});

test('[A4.5] a phone with three echo tests gets no fourth', async () => {
  const echoes = [];
  for (let i = 0; i < 3; i++) echoes.push(await team.dial(1, 'echo-zh'));
  const refused = await team.dial(1, 'echo-zh').catch(() => null);
  if (refused !== null) await expect.poll(() => isUp(refused)).toBe(false);
  for (const echo of echoes) {
    expect(await isUp(echo)).toBe(true);
    await team.phones.hangUp(echo);
  }
  expect(await team.close()).toEqual([]);
});

const seed = Number(process.env['BAHU_SEED'] ?? Math.floor(Math.random() * 1e6));
const meanwhile = 'in the middle of a consultation, a conference and supervision';

test.each<Fault>(['the server is killed', 'PostgreSQL is killed'])(
  `[A2.10] %s ${meanwhile}: everybody hears whom their desk says, the books close (seed ${seed})`,
  (fault) => suffer(team, fault, seed),
);

test(`[A2.10] Asterisk is killed ${meanwhile}: the records close, agents consult as before (seed ${seed})`, async () => {
  await killAsterisk(team, seed);
  await team.talking();
  await team.consult(0, 1);
  await team.heard({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' }, [0, 1]);
  expect(await team.close()).toEqual([]);
});
