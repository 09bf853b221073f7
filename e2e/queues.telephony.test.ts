/**
 * What a caller meets in a queue, measured at the phones: voice files are found by their sound in what was heard, tones say who talks with whom.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '@bahu/server/kernel/ids.ts';
import { portsFrom, runtimeFolder } from './support/site.ts';
import { likeness, channelOf, hears, between } from './support/tones.ts';
import { ToneTeam } from './support/tone-team.ts';

const secondQueue = newId();
let team: ToneTeam;

/** The caller's queue has the first agent, the other one is behind it: whoever waits too long goes there. */
beforeAll(async () => {
  team = await ToneTeam.gather(portsFrom(9000), 2, {
    maxWaitSeconds: 20,
    queue: {
      says_position: true,
      announce_seconds: 10,
      says_agent: true,
      overflow: `queue/${secondQueue}`,
      callback_key: '2',
      callback_pause_seconds: 10,
    },
    secondQueue: { id: secondQueue, members: [1] },
  });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await team.close();
});
afterAll(() => team?.stop());

/** How a voice file begins: further on, packets that came late would shift it. */
function spoken(name: string): Int16Array {
  const bytes = readFileSync(path.join(runtimeFolder, 'prompts/zh', `${name}.wav`)).subarray(44);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)).subarray(0, 2400);
}
/** Other speech is not half as alike; a phone of a busy machine that misses a packet in the middle of it leaves two thirds. */
const isSaid = (samples: Int16Array, name: string): boolean => likeness(samples, spoken(name)) > 0.62;
/** Which of the numbers was said: the one that is most like something that was heard. */
const numberSaid = (samples: Int16Array): number => {
  const all = Array.from({ length: 9 }, (_, i) => likeness(samples, spoken(`number-${i + 1}`)));
  return all.indexOf(Math.max(...all)) + 1;
};
/** Waits until a voice file was heard. */
const untilSaid = (channel: string, name: string): Promise<unknown> =>
  expect.poll(() => (isSaid(team.phones.heard(channel), name) ? name : 'not yet'), { interval: 500 }).toBe(name);
const factsOf = async (number: string): Promise<string[]> =>
  (
    await team.site.sql<{ type: string }>(
      'select e.type from call_events e join calls c on c.id = e.call_id where c.direction = $1 order by e.at, e.seq',
      [number],
    )
  ).map(({ type }) => type);

test('[U5] who waits hears where they stand, then music; who waits too long goes to the second queue and talks with its agent', async () => {
  await team.choose('away', [0]);
  const caller = await team.call();
  await untilSaid(caller, 'position-before');
  await untilSaid(caller, 'position-after');
  expect(numberSaid(team.phones.heard(caller))).toBe(1);
  await team.heard({ customer: 'agent-1', 'agent-1': 'customer' }, [1]);
  expect(await team.factsIn(1)).toEqual(expect.arrayContaining(['queue-timeout', 'overflowed', 'agent-answered']));
  expect(await team.close()).toEqual([]);
});

test("[U5] who is answered hears the agent's number first, and the agent nothing of it; the recording begins when both are connected", async () => {
  const caller = await team.call();
  await team.agents[0]!.until((desk) => desk.call?.phase === 'talking');
  const { callId } = team.callOf(0);
  for (const name of ['agent-before', 'digit-4', 'digit-0', 'agent-after']) await untilSaid(caller, name);
  await team.heard({ customer: 'agent-0', 'agent-0': 'customer' }, [0]);
  await sleep(2000);
  const [agentsPhone] = (await team.phones.channels()).filter(({ dialplan }) => dialplan?.exten?.startsWith('60'));
  expect(isSaid(team.phones.heard(agentsPhone!.id), 'agent-after')).toBe(false);
  await team.hangUp(0);
  expect(await team.close({ announcedSeconds: 8 })).toEqual([]);
  const samples = new Int16Array((await team.agents[0]!.download(`/calls/${callId}/recording`)).slice(44));
  const [customer, agent] = [channelOf(samples, 0), channelOf(samples, 1)];
  expect([hears(between(customer, 0.3, 1.3), 420), hears(between(agent, 0.3, 1.3), 710)]).toEqual([true, true]);
  expect([isSaid(customer, 'agent-after'), isSaid(agent, 'agent-after')]).toEqual([false, false]);
});

test('[B] [U5] who presses the key is called back in their turn: the agent is offered, takes it, and talks with the customer', async () => {
  await team.choose('away', [0]);
  // Their number answers when it is called; they press the key, hear it, and confirm.
  const caller = await team.call('reachable');
  await untilSaid(caller, 'position-before');
  await team.phones.press(caller, '2');
  await untilSaid(caller, 'callback-number');
  await team.phones.press(caller, '1');
  await untilSaid(caller, 'callback-booked');
  await expect
    .poll(() => team.site.sql("select outcome from calls where outcome = 'callback'"))
    .toEqual([{ outcome: 'callback' }]);
  team.calls++;
  await team.choose('ready', [0]);
  await team.heard({ outside: 'agent-0', 'agent-0': 'outside' });
  expect(team.callOf(0)).toMatchObject({ direction: 'outbound', phase: 'talking', number: '13900000041' });
  await team.hangUp(0);
  expect(await factsOf('outbound')).toEqual(
    expect.arrayContaining(['callback-waits', 'agent-offered', 'agent-answered', 'dialed', 'connected']),
  );
  expect(await team.close({ announcedSeconds: 8 })).toEqual([]);
});

test('[B] [U5] digits that are typed over a real phone come out right: the number that was typed is the one that is called', async () => {
  await team.choose('away', [0]);
  const caller = await team.call();
  await untilSaid(caller, 'position-before');
  await team.phones.press(caller, '2');
  await untilSaid(caller, 'callback-number');
  await team.phones.press(caller, '2');
  await untilSaid(caller, 'callback-enter');
  await team.phones.press(caller, '13900000041#');
  await untilSaid(caller, 'callback-confirm');
  await team.phones.press(caller, '1');
  await untilSaid(caller, 'callback-booked');
  const waiting = "select number from calls where direction = 'outbound' and outcome = 'in-progress'";
  await expect.poll(() => team.site.sql(waiting)).toEqual([{ number: '+8613900000041' }]);
  team.calls++;
  await team.choose('ready', [0]);
  await team.heard({ outside: 'agent-0', 'agent-0': 'outside' });
  await team.hangUp(0);
  expect(await team.close({ announcedSeconds: 8 })).toEqual([]);
});

test('[U7] [A2.1] the channels of a conversation say what each leg speaks and how it sounds, and are gone with the call', async () => {
  const agent = team.agents[0]!;
  agent.watchChannels();
  await team.call();
  await agent.until((desk) => desk.call?.phase === 'talking');
  const seen = () =>
    agent.channels
      .toSorted((a, b) => a.side.localeCompare(b.side))
      .map(({ side, stage, codec, mos }) => [side, stage, codec, (mos ?? 0) > 3.5]);
  await expect.poll(seen).toEqual([
    ['agent', 'talking', 'alaw', true],
    ['outside', 'talking', 'alaw', true],
  ]);
  const [line] = agent.channels.filter(({ side }) => side === 'outside');
  expect(line).toMatchObject({ number: '13900000042', trunkId: team.site.tenant.trunkId });
  await team.hangUp(0);
  await expect.poll(() => agent.channels).toEqual([]);
  expect(await team.close({ announcedSeconds: 8 })).toEqual([]);
});
