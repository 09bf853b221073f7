/** Giving a call away without asking first, and taking one that rings at a colleague. */
import { plainLine } from '../numbers/line-digits.ts';
import { describe, expect, test } from 'vitest';
import { waitingIn } from '../queues/router.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { CallTarget } from './event.ts';
import { selectTrunk, whyNotPlace } from './placing.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const give = (s: TestCallControl, target: CallTarget = colleague, by = 0): string[] =>
  s.tell({ type: 'transfer', agentId: id(by), callId: 'call', target }, 5);
const talking = (agents = 3): TestCallControl =>
  new TestCallControl({ agents: Array.from({ length: agents }, () => ({})) }).talking();

describe('[A2.5] a call that is given', () => {
  test('to a colleague rings there with music for the customer, and is theirs when they answer; the giver is free of it at once', () => {
    const s = talking();
    expect(give(s)).toEqual([
      '* transferred byAgentId=agent-0 agentId=agent-1',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=25 isAutomatic=false',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect([s.call().phase, s.agent(0).state, s.heard()]).toEqual(['offered', 'wrap-up', { customer: 'music' }]);
    expect(s.answers(4)[0]).toBe('* agent-answered agentId=agent-1 extension=401 seconds=4');
    s.gone('caller', 10);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(1), talkSeconds: 15 });
    expect(s.call().segments.map(({ kind, agentId, answeredAt }) => [kind, agentId, answeredAt !== null])).toEqual([
      ['menu', null, false],
      ['queue', null, false],
      ['agent', id(0), true],
      ['agent', id(1), true],
    ]);
  });

  test('to a colleague who does not answer comes back to the giver, and then to the queue where it came from, first in line', () => {
    const s = talking();
    give(s);
    expect(s.tell(s.due('ring'), 20)).toContain('* transfer-missed agentId=agent-1 outcome=no-answer');
    expect([s.agent(0).state, s.call().offers.map(({ reason }) => reason), s.heard()]).toEqual([
      'offered',
      ['return'],
      { customer: 'music' },
    ]);
    expect(s.tell(s.due('ring'), 20)).toContain('* queue-entered queueId=queue-1 position=1');
    expect([s.call().phase, s.agent(1).state]).toEqual(['queued', 'offered']);
  });

  test('comes back to the giver, who takes it again', () => {
    const s = talking();
    give(s);
    s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' }, 2);
    s.answers();
    expect([s.heard(), s.call().agentId]).toEqual([{ customer: 'agent-0', 'agent-0': 'customer' }, id(0)]);
  });

  test('is not given to a colleague who is busy, and goes on as it was', () => {
    const s = talking();
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'away' });
    expect(give(s)).toEqual([]);
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('to a queue waits there behind the others', () => {
    const s = talking(1);
    s.queued('second', 'second-caller');
    give(s, { kind: 'queue', queueId: 'queue-1' });
    expect(waitingIn(s.state.router, 'queue-1')).toEqual(['second', 'call']);
    expect(s.heard()).toEqual({ customer: 'music' });
  });

  test('to a menu hears it from the beginning, and a key leads on', () => {
    const s = talking();
    expect(give(s, { kind: 'menu', menuId: 'menu-1' })).toContain('* menu-entered menuId=menu-1');
    expect(s.heard()).toEqual({ customer: 'tone' });
    s.press('1');
    expect(s.call().phase).toBe('queued');
  });

  test('to a number outside hears it ring and talks with whoever answers, without an agent', () => {
    const s = talking();
    give(s, outside);
    s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
    s.apply({ type: 'leg-ringing', legId: s.rung() }, 1);
    expect(s.heard()).toEqual({ customer: 'tone' });
    s.apply({ type: 'leg-answered', legId: s.rung() }, 1);
    expect([s.heard(), s.call().phase, s.call().agentId]).toEqual([
      { customer: mobile, [mobile]: 'customer' },
      'talking',
      null,
    ]);
    s.gone(s.call().parties[1]!.legId!, 9);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(0), talkSeconds: 14 });
    expect(s.call().segments.at(-1)).toMatchObject({ kind: 'external', agentId: null });
  });

  test('[S1] to a number outside goes by a trunk of its own, which its connection names', () => {
    const s = talking();
    const byTrunk = () => s.call().legs.map(({ role, trunkId }) => [role, trunkId]);
    give(s, { ...outside, trunkId: 'another' } as CallTarget);
    expect(byTrunk()).toEqual([
      ['customer', s.call().trunkId],
      ['agent', null],
      ['customer', 'another'],
    ]);
  });

  test('to a number that is busy comes back to the giver', () => {
    const s = talking();
    give(s, outside);
    s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
    s.gone(s.rung(), 2, { cause: 17, sipCode: 486 });
    expect([s.agent(0).state, s.call().offers[0]!.reason]).toEqual(['offered', 'return']);
  });

  test('ends with the customer who does not wait', () => {
    const s = talking();
    give(s);
    s.gone('caller', 3);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'other', agentId: id(0) });
    expect(s.agent(1)).toMatchObject({ callId: null, state: 'ready' });
  });

  test('cannot be given while somebody else is in it, nor by one who is not its agent', () => {
    const s = talking();
    expect(give(s, colleague, 2)).toEqual([]);
    s.tell({ type: 'consult', agentId: id(0), callId: 'call', target: colleague });
    expect(give(s, { kind: 'queue', queueId: 'queue-1' })).toEqual([]);
    s.answers();
    expect(give(s, { kind: 'queue', queueId: 'queue-1' })).toEqual([]);
  });
});

describe('a number outside that is called into a call', () => {
  test('[S1] takes a line of its trunk, from the first ring to the end', () => {
    const trunks = new Map([
      [simulatedTrunk, { id: simulatedTrunk, channels: 2, isEnabled: true, callerId: simulatedDid, plan: plainLine }],
    ]);
    const s = new TestCallControl({ agents: [{}, {}], configuration: { trunks } }).talking();
    const busy = () => whyNotPlace(s.state, id(1), outside as Extract<CallTarget, { kind: 'external' }>);
    expect(busy()).toBeNull();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: outside });
    expect(busy()).toBe('phone.busy-lines');
    s.apply({ type: 'leg-ready', legId: s.rung() });
    s.apply({ type: 'leg-answered', legId: s.rung() });
    expect(busy()).toBe('phone.busy-lines');
    s.apply({ type: 'stop-consult', agentId: id(0), callId: 'call' });
    expect(busy()).toBeNull();
  });

  test('[S4] [U2] shows the caller ID that is set for transfers, else that of all calls', () => {
    const callerIds = new Map([
      ['+867550000001', null],
      ['+867550000002', null],
    ]);
    const s = new TestCallControl({
      agents: [{ callerId: '+867550000001', transferCallerId: '+867550000002' }, { callerId: '+867550000001' }],
      configuration: { callerIds },
    });
    const shown = (by: number, which?: 'transferCallerId') => selectTrunk(s.state, id(by), mobile, '', which)?.callerId;
    expect([shown(0), shown(0, 'transferCallerId'), shown(1, 'transferCallerId')]).toEqual([
      '+867550000001',
      '+867550000002',
      '+867550000001',
    ]);
  });
});
