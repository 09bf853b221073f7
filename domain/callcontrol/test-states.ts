/** The states in which a call can be, each as it comes about. */
import { noAnnouncements } from '../queues/announcements.ts';
import { overflowTo } from '../queues/overflow.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { CallTarget, Event } from './event.ts';
import { id, members, mobile, TestCallControl } from './test-callcontrol.ts';

const calledBack = { key: '1', attempts: 3, pauseSeconds: 60, expirySeconds: 3600 };
const fresh = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}, {}] });
const then = (s: TestCallControl, ...steps: (Event | (() => unknown))[]): TestCallControl => {
  for (const step of steps) {
    if (typeof step === 'function') step();
    else s.apply(step, 1);
  }
  return s;
};
const own = (type: 'hold' | 'swap' | 'merge' | 'park'): Event => ({ type, agentId: id(0), callId: 'call' });
const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
export const outside: CallTarget = {
  kind: 'external',
  number: mobile,
  trunkId: simulatedTrunk,
  callerId: simulatedDid,
};
export const consult: Event = { type: 'consult', agentId: id(0), callId: 'call', target: colleague };
export const transfer: Event = { type: 'transfer', agentId: id(0), callId: 'call', target: colleague };
const asking = (): TestCallControl => then(fresh().talking(), consult);
const consulting = (): TestCallControl => {
  const s = asking();
  return then(s, () => s.answers());
};
const given = (): TestCallControl => then(fresh().talking(), transfer);
/** agent-1 is away, and has a mobile. */
const toMobile = (): TestCallControl => {
  const forwards = { mobile: '+8613700000007' as DialNumber, mobileWhen: ['away'] as const };
  const s = new TestCallControl({ agents: [{}, forwards, {}, {}] }).talking();
  return then(s, { type: 'choose-state', agentId: id(1), chosen: 'away' }, transfer, () =>
    s.apply({ type: 'leg-ready', legId: s.rung() }),
  );
};
const dialing = (): TestCallControl => {
  const s = fresh().dialing();
  return then(s, { type: 'leg-ringing', legId: s.far() });
};

/** agent-3 supervises agent-0. */
export const supervise = (mode: 'listen' | 'whisper' | 'barge'): Event => ({
  type: 'supervise',
  agentId: id(3),
  callId: 'call',
  targetAgentId: id(0),
  mode,
});
const supervised = (mode: 'whisper' | 'barge'): TestCallControl => {
  const s = then(fresh().talking(), supervise(mode));
  return then(s, () => s.answers());
};
/** A campaign calls a customer without an agent. */
export const originateTo = (callId: string): Event => ({
  type: 'originate',
  callId,
  origin: 'campaign',
  target: outside as Extract<CallTarget, { kind: 'external' }>,
  leadsTo: { kind: 'queue', queueId: 'queue-1' },
  customerId: null,
  customerName: null,
});
const originate = (s: TestCallControl): void => void s.apply(originateTo('call'));
const originated = (): TestCallControl => {
  const s = fresh();
  originate(s);
  return then(s, { type: 'leg-ready', legId: s.far() });
};

/** The states, each as it comes about; agent-0 has the call, agent-1 is asked, agent-3 supervises. */
export const states: Record<string, () => TestCallControl> = {
  'in the menu': () => {
    const s = fresh();
    s.inbound();
    return s;
  },
  'waiting in a queue, an agent rings': () => fresh().queued(),
  'waiting in a queue for a skill': () => {
    const mandarin = (afterSeconds: number, level: number) => ({
      afterSeconds,
      needs: [{ skillId: 'mandarin', level }],
    });
    const needs = [mandarin(0, 3), mandarin(20, 2), { afterSeconds: 60, needs: [] }];
    const agents = [1, 2, 1, 1].map((level) => ({ skills: new Map([['mandarin', level]]) }));
    return new TestCallControl({ agents, queue: { needs } }).queued();
  },
  'ringing at a dialled extension': () => {
    const s = fresh();
    s.inbound();
    s.press('0', '4', '0', '0');
    return s;
  },
  "placed, the agent's own phone rings": () => {
    const s = fresh();
    s.place();
    return s;
  },
  'dialled, it rings there': dialing,
  'dialled, the network speaks': () => {
    const s = fresh().dialing();
    return then(s, { type: 'leg-early-media', legId: s.far() });
  },
  'in conversation': () => fresh().talking(),
  'on hold': () => then(fresh().talking(), own('hold')),
  "the agent's phone lost": () => {
    const s = fresh().talking();
    return then(s, { type: 'phone-issued', agentId: id(0), sessionId: 'new' });
  },
  'consulting, the colleague rings': asking,
  consulting: consulting,
  'consulting, with the customer in between': () => then(consulting(), own('swap')),
  'three together': () => then(consulting(), own('merge')),
  'given to a colleague, who rings': given,
  'given back, the giver rings': () => {
    const s = given();
    return then(s, () => s.apply(s.due('ring'), 20));
  },
  'given to a number, which talks': () => {
    const s = then(fresh().talking(), { ...transfer, target: outside } as Event);
    return then(s, { type: 'leg-ready', legId: s.rung() }, { type: 'leg-answered', legId: s.rung() });
  },
  'given to an agent who is away, their mobile is called': toMobile,
  'the mobile is asked for the key': () => {
    const s = toMobile();
    return then(s, { type: 'leg-answered', legId: s.rung() });
  },
  'waiting while the agent is in another call': () => {
    const s = new TestCallControl({ agents: [{ hasSecondCall: true }, {}, {}, {}] }).talking();
    return then(
      s,
      {
        type: 'place',
        callId: 'other',
        agentId: id(0),
        target: outside,
        customerId: null,
        customerName: null,
      } as Event,
      () => s.apply({ type: 'leg-ready', legId: s.rung('other') }),
    );
  },
  parked: () => then(fresh().talking(), own('park')),
  'in conversation, supervised': () => {
    const s = then(fresh().talking(), {
      type: 'supervise',
      agentId: id(3),
      callId: 'call',
      targetAgentId: id(0),
      mode: 'listen',
    });
    return then(s, () => s.answers());
  },
  'in the menu, which waits for a key': () => {
    const s = fresh();
    s.inbound();
    return then(s, () => s.played());
  },
  'in the menu, an extension is typed': () => {
    const s = fresh();
    s.inbound();
    s.press('0', '4');
    return s;
  },
  "the agent's phone may be lost": () => then(fresh().talking(), { type: 'phone-lost', agentId: id(0) }),
  'waiting in a queue, nobody is free': () =>
    new TestCallControl({ agents: [{}, {}, {}, {}].map(() => ({ isEnabled: false })) }).queued(),
  'called by us without an agent, it rings there': () => originated(),
  'called by us without an agent, waiting in the queue': () => {
    const s = originated();
    return then(s, { type: 'leg-answered', legId: s.far() });
  },
  'a colleague called, they ring': () => {
    const s = fresh();
    s.place(0, '401');
    return then(s, () => s.answers());
  },
  'two colleagues in conversation': () => {
    const s = fresh();
    s.place(0, '401');
    return then(
      s,
      () => s.answers(),
      () => s.answers(),
    );
  },
  'in conversation with a number that has keys behind it': () => {
    const s = fresh();
    return then(
      s,
      {
        type: 'place',
        callId: 'call',
        agentId: id(0),
        target: { ...outside, keys: '802' },
        customerId: null,
        customerName: null,
      } as Event,
      () => s.answers(),
      () => s.apply({ type: 'leg-ready', legId: s.rung() }),
      () => s.apply({ type: 'leg-answered', legId: s.far() }),
    );
  },
  "the agent's phone is back and rings": () => {
    const s = then(fresh().talking(), { type: 'phone-issued', agentId: id(0), sessionId: 'new' });
    return then(s, { type: 'phone-registered', agentId: id(0) });
  },
  'consulting a number, which speaks before the answer': () => {
    const s = then(fresh().talking(), { ...consult, target: outside } as Event);
    return then(s, { type: 'leg-ready', legId: s.rung() }, { type: 'leg-early-media', legId: s.rung() });
  },
  'three together, one of them asks aside': () => {
    const s = then(consulting(), own('merge'), {
      ...consult,
      agentId: id(1),
      target: { kind: 'agent', agentId: id(2) },
    } as Event);
    return then(s, () => s.answers());
  },
  'given to a number, which rings': () => {
    const s = then(fresh().talking(), { ...transfer, target: outside } as Event);
    return then(s, { type: 'leg-ready', legId: s.rung() });
  },
  'ringing at an agent, another picks it up': () =>
    then(fresh().queued(), { type: 'pick-up', agentId: id(2), callId: 'call', fromAgentId: id(0) }),
  'parked, somebody fetches it': () =>
    then(fresh().talking(), own('park'), { type: 'unpark', agentId: id(2), callId: 'call' }),
  "in conversation, a supervisor's phone rings": () => then(fresh().talking(), supervise('listen')),
  'in conversation, a supervisor whispers': () => supervised('whisper'),
  'in conversation, a supervisor talks with both': () => supervised('barge'),
  'the message is saved': () => {
    const s = new TestCallControl({ agents: [] }).queued();
    return then(
      s,
      () => s.apply(s.due('queue'), 120),
      () => s.played(4),
      { type: 'voicemail-ended', callId: 'call', seconds: 9 },
    );
  },
  'hearing that we will call again': () => {
    const s = new TestCallControl({ agents: [] });
    originate(s);
    return then(s, { type: 'leg-ready', legId: s.far() }, { type: 'leg-answered', legId: s.far() }, () =>
      s.apply(s.due('queue'), 120),
    );
  },
  'leaving a message': () => {
    const s = new TestCallControl({ agents: [] }).queued();
    return then(
      s,
      () => s.apply(s.due('queue'), 120),
      () => s.played(4),
      () => (s.now += 2000),
    );
  },
  'waiting in a queue that says where callers stand': () =>
    new TestCallControl({
      agents: [],
      queue: { announcements: { ...noAnnouncements, saysPosition: true } },
    }).queued(),
  'hearing where they stand': () => {
    const s = new TestCallControl({
      agents: [],
      queue: { announcements: { ...noAnnouncements, saysPosition: true } },
    }).queued();
    return then(s, () => s.apply(s.due('announce'), 5));
  },
  "hearing the agent's number, who has answered": () =>
    new TestCallControl({
      agents: [{}, {}, {}, {}],
      queue: { announcements: { ...noAnnouncements, saysAgent: true, agentAfter: 'agent-after' } },
    }).talking(),
  'sent on to a number outside, which rings': () => {
    const s = new TestCallControl({
      agents: [],
      queue: { overflow: overflowTo({ to: 'number', number: mobile }) },
    }).queued();
    return then(s, () => s.apply(s.due('queue'), 120), { type: 'leg-ready', legId: 'call.3' });
  },
  'asked whether to be called back': () => {
    const s = new TestCallControl({ agents: [], queue: { callback: calledBack } }).queued();
    return then(s, () => s.press('1'));
  },
  'told that they will be called back, a try has come to nothing': () => {
    const s = new TestCallControl({ agents: [{}, {}, {}, {}], queue: { callback: calledBack, members: [] } }).queued();
    s.press('1', '1');
    const { queues } = s.state.configuration;
    const staffed = new Map([...queues].map(([key, queue]) => [key, { ...queue, members: members(id(1)) }]));
    return then(
      s,
      { type: 'configured', configuration: { ...s.state.configuration, queues: staffed } },
      () => s.apply({ type: 'leg-ready', legId: s.rung('call8') }),
      () => s.gone(s.rung('call8')),
    );
  },
  'told that they will be called back': () => {
    const s = new TestCallControl({ agents: [], queue: { callback: calledBack } }).queued();
    return then(s, () => s.press('1', '1'));
  },
  'hearing the goodbye': () => {
    const s = new TestCallControl({ agents: [], queue: { overflow: overflowTo({ to: 'goodbye' }) } }).queued();
    return then(s, () => s.apply(s.due('queue'), 120));
  },
};
