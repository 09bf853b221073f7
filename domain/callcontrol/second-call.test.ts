/** Two calls of one agent: one in which they are, one that waits or rings. */
import { describe, expect, test } from 'vitest';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { whyNotPlace } from './placing.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const outside = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;
const may = { hasSecondCall: true, wrapUpSeconds: 20 };

/** Agent-0 talks with the caller of `call`; agent-1 is free. */
const talking = (first: object = may): TestCallControl => new TestCallControl({ agents: [first, {}] }).talking();
/** Agent-0 talks with a caller by another phone than before. */
function withPhone(phone: { hasDeskPhone?: boolean }, s = new TestCallControl({ agents: [may, {}] })): TestCallControl {
  s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new', ...phone }, 30);
  s.apply({ type: 'phone-registered', agentId: id(0) });
  return s.talking();
}
const place = (
  s: TestCallControl,
  by = 0,
  target: typeof outside | { kind: 'extension'; extension: string } = outside,
): string[] =>
  s.tell({ type: 'place', callId: 'other', agentId: id(by), target, customerId: null, customerName: null }, 1);
/** Agent-0 has dialled a number beside the call, and it has answered. */
function placed(s = talking()): TestCallControl {
  place(s);
  s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
  s.apply({ type: 'leg-ready', legId: s.rung('other') });
  s.apply({ type: 'leg-answered', legId: s.rung('other') }, 5);
  return s;
}
/** Agent-1 has called agent-0's extension, where it rings beside the call. */
function waiting(s = talking()): TestCallControl {
  place(s, 1, { kind: 'extension', extension: '400' });
  s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
  return s;
}
const answered = (s = waiting()): TestCallControl => {
  s.apply({ type: 'leg-ready', legId: s.rung('other') }, 2);
  return s;
};
const go = (s: TestCallControl, callId: string): string[] =>
  s.tell({ type: 'switch-call', agentId: id(0), callId }, 10);
const both = (s: TestCallControl) => [s.heard('call'), s.heard('other')];
const withCustomer = { customer: 'agent-0', 'agent-0': 'customer' };
const waits = { customer: 'music', 'agent-0': '' };

describe('a second call', () => {
  test('[A2.6] is placed beside the first, whose customer hears music from the first moment', () => {
    const s = talking();
    expect(place(s)).toContain('* held agentId=agent-0');
    expect([s.heard('call'), s.agent().callId, s.agent().state]).toEqual([waits, 'other', 'dialing']);
    placed(s);
  });

  test('[A2.6] hears the agent, and the first does not', () => {
    expect(both(placed())).toEqual([waits, withCustomer]);
  });

  test.each([
    ['without the permission', {}],
    ['while the first is dialled', null],
  ])('[A2.6] is refused %s', (_when, agent) => {
    const s = agent ? talking(agent) : new TestCallControl({ agents: [may] }).dialing();
    expect(whyNotPlace(s.state, id(0), outside)).toBe('phone.call-in-progress');
    expect(place(s)).toEqual([]);
    expect([s.state.calls.size, s.agent().callId]).toEqual([1, 'call']);
  });

  test('[A2.6] is allowed by the rule that refuses it to others, and a third is not', () => {
    const s = talking();
    expect(whyNotPlace(s.state, id(0), outside)).toBeNull();
    placed(s);
    expect(whyNotPlace(s.state, id(0), outside)).toBe('phone.call-in-progress');
    expect(
      s.tell({ type: 'place', callId: 'third', agentId: id(0), target: outside, customerId: null, customerName: null }),
    ).toEqual([]);
  });

  test.each([
    [true, 'phone.call-in-progress', 'call'],
    [false, null, 'other'],
  ] as const)(
    '[A2.6] is refused at a desk phone, whose own line key nobody hears, and there alone: desk phone %s',
    (hasDeskPhone, why, callId) => {
      const s = withPhone({ hasDeskPhone });
      expect(whyNotPlace(s.state, id(0), outside)).toBe(why);
      place(s);
      expect(s.agent().callId).toBe(callId);
    },
  );

  test('[A2.6] is allowed again when the browser is the phone again', () => {
    const s = withPhone({ hasDeskPhone: true });
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
    expect(whyNotPlace(withPhone({}, s).state, id(0), outside)).toBeNull();
  });

  test('[A2.6] takes a line of its own', () => {
    const s = new TestCallControl({ agents: [may], configuration: { licensedChannels: 1 } }).talking();
    expect(whyNotPlace(s.state, id(0), outside)).toBe('phone.busy-lines');
  });
});

describe('a call for their extension', () => {
  test('[A2.6] rings while they talk, and changes nothing for the two who do', () => {
    const s = waiting();
    expect(s.heard('call')).toEqual(withCustomer);
    expect([s.agent().callId, s.agent().state, s.agent().second]).toMatchObject([
      'call',
      'talking',
      { callId: 'other', onCall: 'ringing' },
    ]);
  });

  test('[A2.6] is told that they are busy where they have a desk phone', () => {
    const s = withPhone({ hasDeskPhone: true });
    place(s, 1, { kind: 'extension', extension: '400' });
    s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
    expect([s.call('other').outcome, s.agent().second]).toEqual(['busy', null]);
  });

  test('[A2.6] is answered: the first waits with music', () => {
    const s = answered();
    expect(both(s)).toEqual([waits, { 'agent-0': 'agent-1', 'agent-1': 'agent-0' }]);
    expect([s.agent().callId, s.agent().today.answered]).toEqual(['other', 2]);
  });

  test('[A2.6] waits when they go back to the first: that is hold, not talk', () => {
    const s = answered();
    go(s, 'call');
    expect(s.heard('other')).toEqual({ 'agent-0': '', 'agent-1': 'music' });
    s.gone('caller', 100);
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'other' }, 1);
    const { talkSeconds, holdSeconds } = s.record('other');
    expect([talkSeconds, holdSeconds]).toEqual([11, 100]);
  });

  test('[A2.6] is declined: they go on as they were', () => {
    const s = waiting();
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'other' }, 1);
    expect([s.heard('call'), s.agent().second, s.call('other').outcome]).toEqual([withCustomer, null, 'refused']);
  });

  test.each([
    ['without the permission', {}, 'ready'],
    ['who has chosen to be busy', may, 'busy'],
  ] as const)('[A2.6] finds one busy %s', (_who, agent, chosen) => {
    const s = talking(agent);
    s.apply({ type: 'choose-state', agentId: id(0), chosen });
    waiting(s);
    expect(s.call('other').outcome).toBe('busy');
  });

  test('[A2.6] finds one busy who has two already', () => {
    const s = placed(new TestCallControl({ agents: [may, {}] }).talking());
    s.tell(
      {
        type: 'place',
        callId: 'third',
        agentId: id(1),
        target: { kind: 'extension', extension: '400' },
        customerId: null,
        customerName: null,
      },
      1,
    );
    s.apply({ type: 'leg-ready', legId: s.rung('third') });
    expect(s.call('third').outcome).toBe('busy');
  });

  test('[A2.6] [U5] rings on alone when the first ends, and only then comes the after-call work', () => {
    const s = waiting();
    s.gone('caller');
    expect([s.agent().state, s.agent().callId, s.agent().second]).toEqual(['offered', 'other', null]);
    s.apply({ type: 'hang-up', agentId: id(0), callId: 'other' }, 1);
    expect([s.agent().state, (s.agent().wrapUpEndsAt ?? 0) - s.now]).toEqual(['wrap-up', 20_000]);
  });

  test('[U5] of a queue waits for one who is free', () => {
    const s = talking();
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    s.queued('other', 'caller-2');
    expect([s.call('other').phase, s.call('other').offers]).toEqual(['queued', []]);
  });
});

describe('going over', () => {
  test('[A2.6] from one to the other and back, who is left hears music', () => {
    const s = placed();
    expect(go(s, 'call')).toContain('* resumed agentId=agent-0 seconds=16');
    expect(both(s)).toEqual([withCustomer, waits]);
    go(s, 'other');
    expect(both(s)).toEqual([waits, withCustomer]);
  });

  test('[A2.6] while it rings at whoever was dialled, their ringing is heard again on the way back', () => {
    const s = talking();
    place(s);
    s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
    s.apply({ type: 'leg-ready', legId: s.rung('other') });
    s.apply({ type: 'leg-ringing', legId: s.rung('other') });
    go(s, 'call');
    expect(both(s)).toEqual([withCustomer, { 'agent-0': '' }]);
    go(s, 'other');
    expect(s.heard('other')).toEqual({ 'agent-0': 'tone' });
  });

  test('[A2.6] takes off hold whom they had put on hold before', () => {
    const s = talking();
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 1);
    placed(s);
    go(s, 'call');
    expect(s.heard('call')).toEqual(withCustomer);
  });

  test('[A2.6] does nothing while the other one rings, and nothing in the call where they are', () => {
    expect(go(waiting(), 'other')).toEqual([]);
    expect(go(placed(), 'other')).toEqual([]);
  });
});

describe('the end of one', () => {
  test.each([
    ['they hang it up', (s: TestCallControl) => s.apply({ type: 'hang-up', agentId: id(0), callId: 'other' }, 5)],
    ['the other party hangs up', (s: TestCallControl) => s.gone(s.far('other'), 5)],
    ['nobody answers', null],
  ] as const)('[A2.6] brings them back to the first, when %s', (_how, end) => {
    const s = end ? placed() : talking();
    if (end) end(s);
    else {
      place(s);
      s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
      s.apply(s.due('ring', 'other'), 60);
    }
    expect([s.heard('call'), s.agent().callId, s.agent().second, s.agent().state]).toEqual([
      withCustomer,
      'call',
      null,
      'talking',
    ]);
  });

  test('[A2.6] that waits leaves them where they are', () => {
    const s = placed();
    s.gone('caller');
    expect([s.heard('other'), s.agent().second]).toEqual([withCustomer, null]);
    expect(s.call('call').outcome).toBe('connected');
  });

  test('[A2.8] after-call work comes behind the last of the two', () => {
    const s = placed();
    s.gone('caller');
    expect(s.agent().wrapUpEndsAt).toBeNull();
    s.gone(s.far('other'), 30);
    expect([s.agent().state, s.agent().wrapUpEndsAt]).toEqual(['wrap-up', s.now + 20_000]);
  });

  test.each([
    ['the one whose call it is', 0, 401],
    ['the one who was called in', 1, 400],
  ])(
    '[U4] [A2.6] nobody is held, and no hold is counted, while %s is in the other one and the customer talks on',
    (_who, by, left) => {
      const s = new TestCallControl({ agents: [may, may, {}] }).talking();
      s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
      s.answers();
      s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 1);
      const heldBefore = s.record('call').holdSeconds;
      expect(place(s, by)).not.toContainEqual(expect.stringMatching(/^\* held/));
      s.apply({ type: 'leg-ready', legId: s.rung('other') }, 1);
      expect(s.heard('call')['customer']).toBe(`agent-${left - 400}`);
      expect(s.tell({ type: 'switch-call', agentId: id(by), callId: 'call' }, 30)).not.toContainEqual(
        expect.stringMatching(/^\* resumed/),
      );
      s.gone('caller', 5);
      expect(s.record('call').holdSeconds).toBe(heldBefore);
    },
  );

  test('[U4] hold begins when the last with whom the customer talked leaves them to the one who is in another', () => {
    const s = new TestCallControl({ agents: [may, {}] }).talking();
    s.apply({ type: 'consult', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } });
    s.answers();
    s.apply({ type: 'merge', agentId: id(0), callId: 'call' }, 1);
    const before = s.record('call').holdSeconds;
    placed(s);
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' }, 20);
    expect(s.heard('call')).toEqual(waits);
    expect(go(s, 'call')).toContain('* resumed agentId=agent-0 seconds=10');
    s.gone('caller', 5);
    expect(s.record('call').holdSeconds).toBe(before + 10);
  });

  test('[U4] the record counts the time in the other call as hold', () => {
    const s = placed();
    go(s, 'call');
    s.gone('caller', 8);
    const { talkSeconds, holdSeconds } = s.record('call');
    expect([talkSeconds, holdSeconds]).toEqual([9, 16]);
  });
});

test.each(['listen', 'whisper'] as const)(
  '[U6] who supervises (%s) does not hear the agent in the other call, and hears them again in theirs',
  (mode) => {
    const s = new TestCallControl({ agents: [may, {}, {}] }).talking();
    s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode }, 1);
    s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
    const heard = s.heard();
    placed(s);
    expect(s.heard()).toEqual({ ...waits, 'agent-2': '' });
    go(s, 'call');
    expect(s.heard()).toEqual(heard);
  },
);

test("[U6] who supervises the call that waits does not hear the agent there while the agent's phone is lost either", () => {
  const s = new TestCallControl({ agents: [may, {}, {}] }).talking();
  s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode: 'listen' }, 1);
  s.apply({ type: 'leg-ready', legId: s.rung() }, 1);
  placed(s);
  s.apply({ type: 'phone-lost', agentId: id(0) }, 1);
  s.apply(s.due('music', 'call'), 1.1);
  expect(s.heard()['agent-2']).toBe('');
});

describe('the phone', () => {
  const issued = { type: 'phone-issued', agentId: id(0), sessionId: 'new' } as const;

  test('[A2.10] is opened anew: both calls wait, and both come back as they were', () => {
    const s = placed();
    s.apply(issued, 1);
    expect([s.heard('call').customer, s.heard('other').customer]).toEqual(['music', 'music']);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 2);
    for (const callId of ['other', 'call']) s.apply({ type: 'leg-ready', legId: s.rung(callId) }, 1);
    expect(both(s)).toEqual([waits, withCustomer]);
  });

  test('[A2.10] is lost: the agent has talked in one call, and in the other the wait goes on', () => {
    const s = placed();
    const talked = (callId: string) => s.record(callId).talkSeconds;
    const before = [talked('call'), talked('other')];
    s.apply(issued, 10);
    s.apply({ type: 'phone-registered', agentId: id(0) }, 20);
    for (const callId of ['other', 'call']) s.apply({ type: 'leg-ready', legId: s.rung(callId) }, 1);
    expect([talked('call'), talked('other')]).toEqual([before[0], before[1]! + 32]);
  });

  test('[A2.10] does not come back: neither call is left behind', () => {
    const s = placed();
    s.apply(issued, 1);
    s.apply(s.due('grace', 'other'), 30);
    s.apply(s.due('grace', 'call'));
    expect([s.call('other').phase, s.call('call').phase, s.agent().callId, s.agent().state]).toEqual([
      'parked',
      'queued',
      null,
      'wrap-up',
    ]);
  });

  test("[A2.3] signs out: a queue's caller is not dropped, the other call ends", () => {
    const s = placed();
    s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 1);
    expect([s.call('other').phase, s.call('call').phase, s.agent().callId]).toEqual(['ended', 'queued', null]);
  });

  test('[A2.10] the other call rings while the phone is lost: it is declined, and the talk is waited for', () => {
    const s = waiting();
    s.apply(issued, 1);
    expect([s.call('other').phase, s.owner().state, s.agent().second]).toEqual(['ended', 'lost', null]);
  });
});
