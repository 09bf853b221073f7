/** What each screen shows of a call, and everybody of the colleagues, on the real rules. */
import { describe, expect, test } from 'vitest';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import type { CallTarget, Event } from '@bahu/domain/callcontrol/event.ts';
import { id, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import type { DialNumber } from '@bahu/domain/numbers/dial.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { deskOf, parkedOf, presenceOf } from './projection.ts';

const names = ['我', '同事', '班长', '另一位'];
const agents = names.map((name) => ({ name }));
const callOf = (s: TestCallControl, agent: number): LiveCall => deskOf(s.state, s.agent(agent), null, s.now).call!;
const word = (call: LiveCall, partyId: string): string => {
  const party = call.parties.find((one) => one.partyId === partyId);
  return party ? (party.isOwn ? 'own' : (party.name ?? party.number)) : partyId;
};
/** Phase, and each party as `name state room: whom they hear`. */
const shown = (s: TestCallControl, agent = 0): string[] => {
  const call = callOf(s, agent);
  const line = ({ partyId, state, room, hears }: LiveCall['parties'][number]) =>
    `${word(call, partyId)} ${state} ${room ?? '-'}: ${hears
      .map((one) => word(call, one))
      .toSorted()
      .join(' ')}`.trim();
  return [call.phase, ...call.parties.map(line)];
};
const talking = (change = {}) => new TestCallControl({ agents, ...change }).talking();
const does = (s: TestCallControl, event: Omit<Event, 'agentId' | 'callId'> & { type: Event['type'] }, by = 0) =>
  s.apply({ ...event, agentId: id(by), callId: 'call' } as Event, 2);
const consult = (s: TestCallControl, target: CallTarget = { kind: 'agent', agentId: id(1) }) =>
  s.apply({ type: 'consult', agentId: id(0), callId: 'call', target }, 2);
const consulting = (): TestCallControl => {
  const s = talking();
  consult(s);
  s.answers();
  return s;
};
const mobile = '+8613900000042';
const supervise = (s: TestCallControl, mode: 'listen' | 'whisper' | 'barge') => {
  s.apply({ type: 'supervise', agentId: id(2), callId: 'call', targetAgentId: id(0), mode }, 1);
  s.answers();
};

test('[A2.6] two calls of one agent: the one in which they are, and the one that waits or rings', () => {
  const target = {
    kind: 'external',
    number: '+8613900000077' as DialNumber,
    trunkId: simulatedTrunk,
    callerId: simulatedDid,
  } as const;
  const s = new TestCallControl({ agents: agents.map((one) => ({ ...one, hasSecondCall: true })) }).talking();
  const phases = (agent = 0) => {
    const { state, call, second } = deskOf(s.state, s.agent(agent), null, s.now);
    return [state, call?.callId, call?.phase, second?.callId, second?.phase];
  };
  expect(phases()).toEqual(['talking', 'call', 'talking', undefined, undefined]);
  s.apply({ type: 'place', callId: 'other', agentId: id(0), target, customerId: null, customerName: null });
  s.apply({ type: 'leg-ready', legId: s.rung('other') });
  expect(phases()).toEqual(['dialing', 'other', 'dialing', 'call', 'held']);
  s.apply({ type: 'leg-ready', legId: s.rung('other') });
  s.apply({ type: 'leg-answered', legId: s.rung('other') });
  expect(phases()).toEqual(['talking', 'other', 'talking', 'call', 'held']);
  s.apply({ type: 'switch-call', agentId: id(0), callId: 'call' });
  expect(phases()).toEqual(['talking', 'call', 'talking', 'other', 'held']);
  s.gone(s.far('other'));
  s.apply({
    type: 'place',
    callId: 'third',
    agentId: id(1),
    target: { kind: 'extension', extension: '400' },
    customerId: null,
    customerName: null,
  });
  s.apply({ type: 'leg-ready', legId: s.rung('third') });
  expect(phases()).toEqual(['talking', 'call', 'talking', 'third', 'ringing']);
});

test('[A2.4] after-call work is of the call in which they talked, and of none when it is over', () => {
  const s = new TestCallControl({ agents: [{ name: '我', wrapUpSeconds: 30 }] }).talking();
  const work = () => {
    const { state, wrapUpCallId } = deskOf(s.state, s.agent(0), null, s.now);
    return [state, wrapUpCallId];
  };
  expect(work()).toEqual(['talking', null]);
  s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
  expect(work()).toEqual(['wrap-up', 'call']);
  s.apply({ type: 'finish-wrap-up', agentId: id(0) }, 1);
  expect(work()).toEqual(['ready', null]);
});

test('[A2.4] a pause that is chosen in a call is told as the next one, and is the pause when the call and its work are over', () => {
  const s = new TestCallControl({ agents: [{ name: '我', wrapUpSeconds: 30 }] }).talking();
  const meal = { id: 'meal', name: '用餐', nameEn: 'Meal', hue: 'sand', state: 'away', minutesPerDay: null } as const;
  const pauses = new Map([['meal', { ...meal, maxOfGroup: null }]]);
  s.apply({ type: 'configured', configuration: { ...s.state.configuration, pauses } });
  const shown = () => {
    const { state, pause, nextPause } = deskOf(s.state, s.agent(0), null, s.now);
    return [state, pause?.name, nextPause?.name];
  };
  expect(shown()).toEqual(['talking', undefined, undefined]);
  s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away', pauseId: 'meal' });
  expect(shown()).toEqual(['talking', undefined, '用餐']);
  s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1);
  expect(shown()).toEqual(['wrap-up', undefined, '用餐']);
  s.apply({ type: 'finish-wrap-up', agentId: id(0) }, 1);
  expect(shown()).toEqual(['away', '用餐', undefined]);
});

describe('[A2.5] who is in a call', () => {
  test('is the customer and the agent, who hear each other', () => {
    const s = talking();
    expect(shown(s)).toEqual(['talking', `${mobile} talking main: own`, `own talking main: ${mobile}`]);
    expect(callOf(s, 0)).toMatchObject({ isOwner: true, offeredBy: null, supervising: null, supervisedBy: [] });
    does(s, { type: 'hold' });
    expect(shown(s)).toEqual(['held', `${mobile} held main: music`, 'own talking main:']);
  });

  test('while a colleague rings, is answered, swapped, merged, let go', () => {
    const s = talking();
    consult(s);
    expect(shown(s)).toEqual([
      'consulting',
      `${mobile} held main: music`,
      'own talking consult:',
      '同事 ringing consult:',
    ]);
    s.answers();
    expect(shown(s)).toEqual([
      'consulting',
      `${mobile} held main: music`,
      'own talking consult: 同事',
      '同事 talking consult: own',
    ]);
    does(s, { type: 'swap' });
    expect(shown(s)).toEqual([
      'consulting',
      `${mobile} talking main: own`,
      `own talking main: ${mobile}`,
      '同事 held consult: music',
    ]);
    does(s, { type: 'merge' });
    expect(shown(s)).toEqual([
      'conference',
      `${mobile} talking main: own 同事`,
      `own talking main: ${mobile} 同事`,
      `同事 talking main: ${mobile} own`,
    ]);
    const guest = callOf(s, 0).parties.find(({ name }) => name === '同事')!.partyId;
    s.apply({ type: 'drop-party', agentId: id(0), callId: 'call', partyId: guest }, 1);
    expect(shown(s)).toEqual(['talking', `${mobile} talking main: own`, `own talking main: ${mobile}`]);
  });

  test('on the colleague’s own screen: who asks while it rings, then the same from their side, and the call once it is theirs', () => {
    const s = talking();
    consult(s);
    expect(callOf(s, 1)).toMatchObject({
      phase: 'ringing',
      isOwner: false,
      offeredBy: { name: '我', reason: 'consult' },
    });
    s.answers();
    expect(shown(s, 1)).toEqual([
      'talking',
      `${mobile} held main: music`,
      '我 talking consult: own',
      'own talking consult: 我',
    ]);
    does(s, { type: 'complete-transfer' });
    expect(shown(s, 1)).toEqual(['talking', `${mobile} talking main: own`, `own talking main: ${mobile}`]);
    expect(callOf(s, 1)).toMatchObject({ isOwner: true, offeredBy: null });
  });

  test('whoever was consulted and is gone leaves the agent alone, and the customer with music', () => {
    const s = consulting();
    s.apply({ type: 'drop-party', agentId: id(0), callId: 'call', partyId: s.call().parties.at(-1)!.id }, 2);
    expect(shown(s)).toEqual(['held', `${mobile} held main: music`, 'own talking consult:']);
  });

  test('a number outside has no name, and a call that is given away says by whom', () => {
    const s = talking();
    const number = '+8613900000043' as DialNumber;
    consult(s, { kind: 'external', number, trunkId: simulatedTrunk, callerId: simulatedDid });
    expect(callOf(s, 0).parties.at(-1)).toMatchObject({ kind: 'external', name: null, number, state: 'dialing' });
    const given = talking();
    given.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 1);
    expect(callOf(given, 1)).toMatchObject({ phase: 'ringing', offeredBy: { name: '我', reason: 'transfer' } });
  });
});

describe('[U6] supervision on the screens', () => {
  test('is unseen by the agent while it is silent, and seen by the supervisor', () => {
    const s = talking();
    supervise(s, 'listen');
    expect(shown(s)).toEqual(['talking', `${mobile} talking main: own`, `own talking main: ${mobile}`]);
    expect(callOf(s, 0).supervisedBy).toEqual([]);
    expect(shown(s, 2)).toEqual([
      'talking',
      `${mobile} talking main: 我`,
      `我 talking main: ${mobile}`,
      `own talking -: ${mobile} 我`,
    ]);
    expect(callOf(s, 2).supervising).toEqual({ agentId: id(0), name: '我', mode: 'listen' });
  });

  test('is named to the agent where the tenant shows it, and who is consulted is not told', () => {
    const s = talking({ configuration: { showsSupervision: true } });
    supervise(s, 'listen');
    expect(callOf(s, 0).supervisedBy).toEqual([{ agentId: id(2), name: '班长', mode: 'listen' }]);
    consult(s);
    s.answers();
    expect(callOf(s, 1).supervisedBy).toEqual([]);
  });
});

describe('[A2.5] parked calls', () => {
  const park = (s: TestCallControl) => does(s, { type: 'park' });
  const list = (s: TestCallControl) =>
    parkedOf(s.state).calls.map(({ slot, number, name, isInternal, parkedBy, since }) => [
      slot,
      number,
      name,
      isInternal,
      parkedBy.name,
      (s.now - Date.parse(since)) / 1000,
    ]);

  test('are told with who waits, since when, and who parked them, until they are fetched', () => {
    const s = talking();
    park(s);
    s.apply({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' }, 30);
    expect(list(s)).toEqual([['7001', mobile, '王芳', false, '我', 30]]);
    s.apply({ type: 'unpark', agentId: id(1), callId: 'call' }, 3);
    expect([list(s).length, callOf(s, 1).phase]).toEqual([1, 'dialing']);
    s.answers();
    expect([list(s), callOf(s, 1).phase]).toEqual([[], 'talking']);
  });

  test('of colleagues are told by their extension', () => {
    const s = new TestCallControl({ agents });
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    park(s);
    expect(list(s)).toEqual([['7001', '401', '同事', true, '我', 0]]);
  });

  test('are told by the number of who waits, also when the colleague or customer whom the call was about has left', () => {
    const ofColleague = new TestCallControl({ agents });
    ofColleague.place(0, '401');
    ofColleague.apply({ type: 'leg-ready', legId: ofColleague.near() }, 1);
    ofColleague.apply({ type: 'leg-ready', legId: ofColleague.far() }, 1);
    const ofCustomer = talking();
    ofCustomer.apply({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' }, 1);
    for (const s of [ofColleague, ofCustomer]) {
      const number = '+8613900000043' as DialNumber;
      consult(s, { kind: 'external', number, trunkId: simulatedTrunk, callerId: simulatedDid });
      const legId = s.rung();
      s.tell({ type: 'leg-ready', legId });
      s.tell({ type: 'leg-answered', legId });
      does(s, { type: 'merge' });
      s.gone(s.far());
      park(s);
      expect(list(s)).toEqual([['7001', number, null, false, '我', 0]]);
    }
  });
});

describe('[A2.7] a call that is being picked up', () => {
  test('is being connected for who takes it, and rings on for the colleague', () => {
    for (const s of [new TestCallControl({ agents }).queued(), new TestCallControl({ agents })]) {
      if (s.state.calls.size === 0) {
        s.place(3, '400');
        s.apply({ type: 'leg-ready', legId: s.near() }, 1);
      }
      s.apply({ type: 'pick-up', agentId: id(1), callId: 'call', fromAgentId: id(0) }, 1);
      expect([callOf(s, 0).phase, callOf(s, 1).phase]).toEqual(['ringing', 'dialing']);
    }
  });
});

describe('[A2.2] presence', () => {
  const calls = (s: TestCallControl) => presenceOf(s.state, s.now).agents.map(({ callId }) => callId);
  test('tells the call that rings at an agent and can be picked up, and the one in which they talk', () => {
    expect(calls(new TestCallControl({ agents }).queued())).toEqual(['call', null, null, null]);
    const s = talking();
    expect(calls(s)).toEqual(['call', null, null, null]);
    consult(s);
    expect(calls(s)).toEqual(['call', null, null, null]);
  });

  test('[U6] tells nothing of a supervisor', () => {
    const s = talking();
    supervise(s, 'listen');
    expect(calls(s)).toEqual(['call', null, null, null]);
  });
});

test('[A2.4] [U6] desk and colleagues show the same state, the pause with the moment at which it is used up, and who has set it and why to the agent alone', () => {
  const s = new TestCallControl({ agents });
  const pause = { id: 'meal', name: '用餐', nameEn: 'Meal', hue: 'sand', state: 'away', minutesPerDay: 10 } as const;
  const pauses = new Map([['meal', { ...pause, maxOfGroup: null }]]);
  s.apply({ type: 'configured', configuration: { ...s.state.configuration, pauses } });
  const desk = () => deskOf(s.state, s.agent(0), null, s.now);
  const seenByAll = () => presenceOf(s.state, s.now).agents[0]!;
  s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away', pauseId: 'meal' });
  const usedUpAt = new Date(s.now + 600_000).toISOString();
  const shownPause = { pauseId: 'meal', name: '用餐', nameEn: 'Meal', hue: 'sand', usedUpAt };
  s.now += 60_000;
  for (const value of [desk(), seenByAll()]) expect(value).toMatchObject({ state: 'away', pause: shownPause });
  expect(desk().setFor).toBeNull();
  expect(desk().nextPause).toBeNull();
  s.apply({ type: 'force-state', agentId: id(0), chosen: 'ready', byAgentId: id(2), note: '排队了' });
  for (const value of [desk(), seenByAll()]) expect(value).toMatchObject({ state: 'ready', pause: null });
  expect(desk().setFor).toEqual({ cause: 'forced', byName: '班长', note: '排队了' });
  expect(JSON.stringify(seenByAll())).not.toContain('排队了');
});
