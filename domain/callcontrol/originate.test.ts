/** Calls that begin without an agent, and queues that ring everybody. */
import { plainLine } from '../numbers/line-digits.ts';
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { LeadsTo } from './event.ts';
import type { Configuration } from './configuration.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const trunk = { id: simulatedTrunk, channels: 1000, isEnabled: true, callerId: simulatedDid, plan: plainLine };
const queue: LeadsTo = { kind: 'queue', queueId: 'queue-1' };
/** A number that is called for a campaign. */
const calling = (leadsTo: LeadsTo = queue, agents = 2): TestCallControl => {
  const s = new TestCallControl({ agents: Array.from({ length: agents }, () => ({})) });
  const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
  s.apply({
    type: 'originate',
    callId: 'call',
    origin: 'campaign',
    target,
    leadsTo,
    customerId: null,
    customerName: null,
  });
  s.apply({ type: 'leg-ready', legId: s.far() }, 1);
  return s;
};

describe('[A2.9] a call that begins without an agent', () => {
  test('calls the number first, and whoever answers gets the next free agent', () => {
    const s = calling();
    expect(s.agent(0).callId).toBeNull();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 6)).toEqual([
      '* connected seconds=8',
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.2 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'start-music channelId=call.1',
    ]);
    s.answers(2);
    expect([s.heard(), s.call().agentId, s.call().origin]).toEqual([
      { customer: 'agent-0', 'agent-0': 'customer' },
      id(0),
      'campaign',
    ]);
    s.gone(s.far(), 10);
    expect(s.record()).toMatchObject({
      direction: 'outbound',
      outcome: 'connected',
      agentId: id(0),
      waitSeconds: 2,
      talkSeconds: 10,
    });
  });

  test('can lead to a menu, which a key leads on from', () => {
    const s = calling({ kind: 'menu', menuId: 'menu-1' });
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 6)).toContain('* menu-entered menuId=menu-1');
    s.apply({ type: 'digit', legId: s.far(), digit: '1' }, 1);
    expect(s.call().phase).toBe('queued');
  });

  test('that nobody answers ends as that, and no agent ever knew of it', () => {
    const s = calling();
    s.gone(s.far(), 2, { cause: 17, sipCode: 486 });
    expect(s.record()).toMatchObject({ outcome: 'busy', agentId: null, talkSeconds: 0 });
    const t = calling();
    t.apply(t.due('ring'), 60);
    expect(t.record()).toMatchObject({ outcome: 'no-answer', hangupSide: 'system' });
  });

  test('whose party does not wait for an agent was abandoned in the queue', () => {
    const s = calling(queue, 0);
    s.apply({ type: 'leg-answered', legId: s.far() }, 6);
    s.gone(s.far(), 5);
    expect(s.record()).toMatchObject({ outcome: 'abandoned-queue', waitSeconds: 5 });
  });

  test('that leads nowhere any more ends when it is answered', () => {
    const s = calling({ kind: 'menu', menuId: 'gone' });
    s.apply({ type: 'leg-answered', legId: s.far() }, 6);
    expect(s.record()).toMatchObject({ outcome: 'failed', hangupSide: 'system' });
  });

  test.each<[string, Partial<Configuration>, string, number, string?]>([
    ['of a company that is suspended or has expired', { canCall: false }, 'tenant-suspended', 21],
    ['without a line by the licence', { licensedChannels: 1 }, 'lines-full', 34],
    [
      'on a trunk whose lines are all in use',
      { trunks: new Map([[simulatedTrunk, { ...trunk, channels: 1 }]]) },
      'lines-full',
      34,
    ],
    [
      'on a trunk that is disabled',
      { trunks: new Map([[simulatedTrunk, { ...trunk, isEnabled: false }]]) },
      'no-trunk',
      21,
    ],
    ['on a trunk that is gone', { trunks: new Map() }, 'no-trunk', 21],
    ['to a range that is closed', {}, 'range-closed', 21, '+88216123456'],
  ])('[S1] [P1] %s is not made, and its record says so', (_why, change, reason, cause, number = mobile) => {
    const s = new TestCallControl({ agents: [{}] });
    s.inbound({ callId: 'other', legId: 'other-caller' });
    s.apply({ type: 'configured', configuration: { ...s.state.configuration, ...change } });
    const target = {
      kind: 'external',
      number: number as DialNumber,
      trunkId: simulatedTrunk,
      callerId: simulatedDid,
    } as const;
    expect(
      s.tell({
        type: 'originate',
        callId: 'call',
        origin: 'campaign',
        target,
        leadsTo: queue,
        customerId: null,
        customerName: null,
      }),
    ).toEqual([
      `* started direction=outbound number=${number} line=${simulatedDid} trunkId=${simulatedTrunk}`,
      `* refused reason=${reason} number=${number}`,
      `* ended outcome=failed side=system cause=${cause}`,
    ]);
  });

  test('to a closed range is made where the company has it opened, and with the last line', () => {
    const openRanges = ['satellite'] as const;
    const s = new TestCallControl({
      agents: [{}],
      configuration: {
        openRanges,
        licensedChannels: 2,
        trunks: new Map([[simulatedTrunk, { ...trunk, channels: 2 }]]),
      },
    });
    s.inbound({ callId: 'other', legId: 'other-caller' });
    const target = {
      kind: 'external',
      number: '+88216123456' as DialNumber,
      trunkId: simulatedTrunk,
      callerId: simulatedDid,
    } as const;
    s.apply({
      type: 'originate',
      callId: 'call',
      origin: 'campaign',
      target,
      leadsTo: queue,
      customerId: null,
      customerName: null,
    });
    expect(s.call().phase).toBe('dialing');
  });

  test('is placed once', () => {
    const s = calling();
    const target = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
    expect(
      s.tell({
        type: 'originate',
        callId: 'call',
        origin: 'api',
        target,
        leadsTo: queue,
        customerId: null,
        customerName: null,
      }),
    ).toEqual([]);
  });
});

describe('[U5] a queue that rings all', () => {
  const ringing = (): TestCallControl =>
    new TestCallControl({ agents: [{}, {}, {}], queue: { strategy: 'ring-all' } }).queued();

  test('offers a call to everybody who is free, and one answers it', () => {
    const s = ringing();
    const [first, second, third] = s.call().offers.map(({ id: leg }) => leg);
    expect([0, 1, 2].map((i) => s.agent(i).state)).toEqual(['offered', 'offered', 'offered']);
    expect(s.tell({ type: 'leg-ready', legId: second! }, 3).filter((line) => line.startsWith('hang-up'))).toEqual([
      `hang-up legId=${first} cause=16`,
      `hang-up legId=${third} cause=16`,
    ]);
    expect(s.tell({ type: 'leg-ready', legId: third! })).toEqual([]);
    expect([s.heard(), s.agent(0).state, s.agent(0).noAnswerDelayUntil, s.agent(2).state]).toEqual([
      { customer: 'agent-1', 'agent-1': 'customer' },
      'ready',
      0,
      'ready',
    ]);
  });

  test('rings one who becomes free beside the others', () => {
    const s = new TestCallControl({ agents: [{}, {}], queue: { strategy: 'ring-all' } });
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    s.queued();
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'ready' }, 1);
    expect(s.call().offers.map(({ agentId }) => agentId)).toEqual([id(0), id(1)]);
  });

  test('keeps a caller whom one of them refuses', () => {
    const s = ringing();
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' }, 1);
    expect(s.call().offers.map(({ agentId }) => agentId)).toEqual([id(0), id(2)]);
  });

  test('asks nobody else while the one who answered waits for the recorder', () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }, {}], queue: { strategy: 'ring-all' } });
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    s.queued();
    s.apply({ type: 'leg-ready', legId: s.call().offers[0]!.id }, 1);
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'ready' });
    expect(s.call().offers).toHaveLength(1);
  });
});
