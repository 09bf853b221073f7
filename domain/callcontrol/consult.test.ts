/** Consulting, from every state: who hears whom after each step, whose call it is, and what is in the record. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { CallTarget } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const step = (
  s: TestCallControl,
  type: 'swap' | 'merge' | 'complete-transfer' | 'stop-consult' | 'hang-up' | 'hold' | 'resume',
  by = 0,
  after = 1,
): string[] => s.tell({ type, agentId: id(by), callId: 'call' }, after);
const ask = (s: TestCallControl, target: CallTarget = colleague, by = 0): string[] =>
  s.tell({ type: 'consult', agentId: id(by), callId: 'call', target }, 5);

/** A caller with the first agent, who has asked the second. */
const asking = (): TestCallControl => {
  const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
  ask(s);
  return s;
};
const consulting = (): TestCallControl => {
  const s = asking();
  s.answers(3);
  return s;
};
const together = { customer: 'agent-0 agent-1', 'agent-0': 'agent-1 customer', 'agent-1': 'agent-0 customer' };

describe('[A2.5] an agent who consults a colleague', () => {
  test('hears them ringing while the customer hears music', () => {
    const s = new TestCallControl({ agents: [{}, {}] }).talking();
    expect(ask(s)).toEqual([
      '* consulting agentId=agent-0',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.5 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=65 isAutomatic=false',
      'leave bridgeId=call.b1 channelId=caller',
      'leave bridgeId=call.b1 channelId=call.3',
      'start-music channelId=caller',
    ]);
    s.apply({ type: 'leg-ringing', legId: s.rung() }, 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'tone' });
  });

  test('talks with them alone, then with the customer again, then with all, and leaves: each hears whom they should', () => {
    const s = consulting();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    step(s, 'swap');
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer', 'agent-1': 'music' });
    step(s, 'swap');
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    expect(step(s, 'merge')).toEqual([
      '* merged agentId=agent-0 count=3',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.3+call.5',
      'destroy-bridge bridgeId=call.b4',
    ]);
    expect(s.heard()).toEqual(together);
    expect(step(s, 'hang-up')).toEqual(['* party-left agentId=agent-0', 'hang-up legId=call.3 cause=16']);
    expect(s.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
    expect([s.call().agentId, s.agent(0).state, s.agent(1).state]).toEqual([id(1), 'wrap-up', 'talking']);
  });

  test('confirms, and the customer talks with the colleague, whose call it is', () => {
    const s = consulting();
    expect(step(s, 'complete-transfer')).toEqual([
      '* transferred byAgentId=agent-0 agentId=agent-1',
      '* party-left agentId=agent-0',
      'hang-up legId=call.3 cause=16',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.5',
      'destroy-bridge bridgeId=call.b4',
    ]);
    s.gone('caller', 20);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      agentId: id(1),
      talkSeconds: 25,
      holdSeconds: 4,
    });
    expect(
      s
        .call()
        .segments.map(({ kind, isMain, agentId }) =>
          `${isMain ? '' : 'beside '}${kind} ${agentId === null ? '' : Number(agentId.slice(-2))}`.trim(),
        ),
    ).toEqual(['menu', 'queue', 'agent 0', 'beside consultation 1', 'agent 1']);
  });

  test('confirms when all are together, and the others go on', () => {
    const s = consulting();
    step(s, 'merge');
    expect(step(s, 'complete-transfer')).toEqual(['* party-left agentId=agent-0', 'hang-up legId=call.3 cause=16']);
    expect([s.heard(), s.call().agentId]).toEqual([{ customer: 'agent-1', 'agent-1': 'customer' }, id(1)]);
  });

  test('confirms before they have answered, and who answers has the customer', () => {
    const s = asking();
    expect(step(s, 'complete-transfer')).toEqual([
      '* transferred byAgentId=agent-0 agentId=agent-1',
      'hang-up legId=call.3 cause=16',
    ]);
    expect([s.heard(), s.call().phase, s.agent(0).state]).toEqual([{ customer: 'music' }, 'offered', 'wrap-up']);
    s.answers(3);
    expect(s.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
  });

  test('signs out before they have answered, and who answers has the customer', () => {
    const s = asking();
    s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 1);
    s.answers(3);
    expect(s.heard()).toEqual({ customer: 'agent-1', 'agent-1': 'customer' });
  });

  test('stops at any moment and has the customer back', () => {
    for (const s of [asking(), consulting()]) {
      step(s, 'stop-consult');
      expect([s.heard(), s.agent(1).callId, s.call().offers]).toEqual([
        { customer: 'agent-0', 'agent-0': 'customer' },
        null,
        [],
      ]);
    }
  });

  test('chooses again when nobody answers: the customer hears music all the time', () => {
    const s = asking();
    expect(s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' }, 2)).toContain(
      '* consult-missed agentId=agent-1 outcome=refused',
    );
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': '' });
    ask(s, { kind: 'agent', agentId: id(2) });
    s.answers();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-2', 'agent-2': 'agent-0' });
  });

  test('chooses again while one still rings, who rings no more', () => {
    const s = asking();
    ask(s, { kind: 'agent', agentId: id(2) });
    expect([s.agent(1).callId, s.agent(2).callId, s.call().offers.length]).toEqual([null, 'call', 1]);
  });

  test('is told at once when they are busy or away', () => {
    const s = new TestCallControl({ agents: [{}, {}] }).talking();
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    expect(ask(s)).toContain('* consult-missed agentId=agent-1 outcome=busy');
    s.apply({ type: 'phone-lost', agentId: id(1) });
    expect(ask(s)).toContain('* consult-missed agentId=agent-1 outcome=unreachable');
    step(s, 'stop-consult');
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('keeps the customer on hold when the colleague hangs up, and can take them back', () => {
    const s = consulting();
    step(s, 'hang-up', 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': '' });
    step(s, 'stop-consult');
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });

  test('goes on with the colleague when the customer hangs up; the call ends with one of the two', () => {
    const s = consulting();
    expect(s.gone('caller', 4)).toEqual(['* party-left number=+8613900000042']);
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    step(s, 'hang-up', 1, 9);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(0), hangupSide: 'other' });
  });

  test('gives the customer to the colleague by hanging up, by signing out, and when the phone is lost for good', () => {
    const ways: ((s: TestCallControl) => void)[] = [
      (s) => void step(s, 'hang-up'),
      (s) => void s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }),
      (s) => {
        s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' });
        expect(s.heard()).toEqual({ customer: 'music', 'agent-1': 'music' });
        s.apply(s.due('grace'), 30);
      },
    ];
    for (const leave of ways) {
      const s = consulting();
      leave(s);
      expect([s.heard(), s.call().agentId]).toEqual([{ customer: 'agent-1', 'agent-1': 'customer' }, id(1)]);
    }
  });

  test('whose phone is lost and back stands where they stood', () => {
    const s = consulting();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' });
    s.apply({ type: 'phone-registered', agentId: id(0) });
    s.answers();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
  });
});

describe('[A2.5] two of a conference who each ask somebody else', () => {
  test('hear music when they are back before the other, who has the customer on hold', () => {
    const s = consulting();
    step(s, 'merge');
    ask(s, { kind: 'agent', agentId: id(1) }, 1);
    ask(s, { kind: 'agent', agentId: id(0) });
    step(s, 'stop-consult', 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': '', 'agent-1': 'music' });
    step(s, 'stop-consult');
    expect(s.heard()).toEqual(together);
  });
});

describe('[A2.5] others who can be consulted', () => {
  test('are the free agents of a queue, one after the other', () => {
    const s = new TestCallControl({ agents: [{}, {}, {}] }).talking();
    ask(s, { kind: 'queue', queueId: 'queue-1' });
    expect(s.agent(1).callId).toBe('call');
    s.apply(s.due('ring'), 15);
    expect([s.agent(1).callId, s.agent(2).callId]).toEqual([null, 'call']);
    s.answers();
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-2', 'agent-2': 'agent-0' });
  });

  test('are numbers outside, who may speak before they answer', () => {
    const s = new TestCallControl({ agents: [{}] }).talking();
    expect(ask(s, outside).at(1)).toBe(
      'create-leg legId=call.5 trunkId=trunk-1 number=13900000042 callerId=07550000001',
    );
    s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
    s.apply({ type: 'leg-early-media', legId: s.rung() }, 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': mobile, [mobile]: 'agent-0' });
    s.apply({ type: 'leg-answered', legId: s.rung() }, 1);
    step(s, 'merge');
    expect(s.heard()).toEqual({
      customer: `${mobile} agent-0`,
      'agent-0': `${mobile} customer`,
      [mobile]: 'agent-0 customer',
    });
    step(s, 'hang-up');
    expect([s.heard(), s.call().agentId]).toEqual([{ customer: mobile, [mobile]: 'customer' }, null]);
    s.gone('caller', 7);
    expect(s.record()).toMatchObject({ outcome: 'connected', agentId: id(0) });
  });

  test('are up to six beside agent and customer, each talking with all when they are brought together', () => {
    const s = new TestCallControl({ agents: Array.from({ length: 9 }, () => ({})) }).talking();
    for (let i = 1; i <= 7; i++) {
      ask(s, { kind: 'agent', agentId: id(i) });
      if (s.call().offers.length > 0) s.answers();
      step(s, 'merge');
    }
    expect(s.call().parties).toHaveLength(8);
    expect(s.heard()['customer']!.split(' ')).toHaveLength(7);
  });

  test('are taken out one by one by the agent whose call it is, but never the customer', () => {
    const s = consulting();
    step(s, 'merge');
    const drop = (partyId: string, by = 0): string[] =>
      s.tell({ type: 'drop-party', agentId: id(by), callId: 'call', partyId });
    expect([drop('caller'), drop('call.5', 1), drop('nobody')]).toEqual([[], [], []]);
    drop('call.5');
    expect(s.heard()).toEqual({ customer: 'agent-0', 'agent-0': 'customer' });
  });
});

describe('[A2.5] somebody asked outside whose answer has no sound', () => {
  test('is not there, and the customer is not dropped for it', () => {
    const s = new TestCallControl({ agents: [{}] }).talking();
    ask(s, outside);
    s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
    expect(s.tell({ type: 'leg-answered-without-audio', legId: s.rung() }, 1).slice(0, 2)).toEqual([
      '* answered-without-audio',
      '* consult-missed number=+8613900000042 outcome=network',
    ]);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': '' });
  });
});

describe('[A2.6] hold of one of three', () => {
  test('gives that one music while the others go on', () => {
    const s = consulting();
    step(s, 'merge');
    s.apply({ type: 'hold', agentId: id(0), callId: 'call', partyId: 'caller' }, 1);
    expect(s.heard()).toEqual({ customer: 'music', 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    s.apply({ type: 'resume', agentId: id(0), callId: 'call', partyId: 'caller' }, 4);
    expect(s.heard()).toEqual(together);
    s.gone('caller', 1);
    s.gone('call.5', 1);
    expect(s.record()).toMatchObject({ holdSeconds: 8 });
  });
});

describe('[A2.5] what makes no sense changes nothing', () => {
  test.each<[string, (s: TestCallControl) => string[]]>([
    ['consulting before anybody has answered', () => ask(new TestCallControl({ agents: [{}, {}] }).dialing())],
    ['consulting in the call of another', (s) => ask(s, colleague, 2)],
    ['consulting a menu', (s) => ask(s, { kind: 'menu', menuId: 'menu-1' })],
    ['swapping with nobody', (s) => step(s, 'swap')],
    ['merging with nobody', (s) => step(s, 'merge')],
    ['confirming with nobody', (s) => step(s, 'complete-transfer')],
    ['stopping what was not begun', (s) => step(s, 'stop-consult')],
  ])('%s', (_what, act) => {
    expect(act(new TestCallControl({ agents: [{}, {}, {}] }).talking())).toEqual([]);
  });
});
