/** Every state of a call against every event: the table in docs/call-states.md is what the rules do, and fails when they do something else. */
import { expect, test } from 'vitest';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { simulatedAgent } from '../simulation/world.ts';
import { playbackOf, type DeadlineName, type OfferReason, type Phase } from './call.ts';
import type { CallTarget, Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';

const fresh = (): TestCallControl => new TestCallControl({ agents: [{}, {}, {}, {}] });
const then = (s: TestCallControl, ...events: (Event | (() => unknown))[]): TestCallControl => {
  for (const event of events) {
    if (typeof event === 'function') event();
    else s.apply(event, 1);
  }
  return s;
};
const own = (type: 'hold' | 'swap' | 'merge' | 'park'): Event => ({ type, agentId: id(0), callId: 'call' });
const colleague: CallTarget = { kind: 'agent', agentId: id(1) };
const outside: CallTarget = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid };
const consult: Event = { type: 'consult', agentId: id(0), callId: 'call', target: colleague };
const transfer: Event = { type: 'transfer', agentId: id(0), callId: 'call', target: colleague };
const asking = (): TestCallControl => then(fresh().talking(), consult);
const consulting = (): TestCallControl => {
  const s = asking();
  return then(s, () => s.answers());
};
const given = (): TestCallControl => then(fresh().talking(), transfer);
const dialing = (): TestCallControl => {
  const s = fresh().dialing();
  return then(s, { type: 'leg-ringing', legId: s.far() });
};

const supervise = (mode: 'listen' | 'whisper' | 'barge'): Event => ({
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
const originateTo = (callId: string): Event => ({
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
const states: Record<string, () => TestCallControl> = {
  'in the menu': () => {
    const s = fresh();
    s.inbound();
    return s;
  },
  'waiting in a queue, an agent rings': () => fresh().queued(),
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
    return then(s, { type: 'phone-minted', agentId: id(0), sessionId: 'new' });
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
    const s = then(fresh().talking(), { type: 'phone-minted', agentId: id(0), sessionId: 'new' });
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
    );
  },
  'hearing the goodbye': () => {
    const s = new TestCallControl({ agents: [], queue: { overflow: 'goodbye' } }).queued();
    return then(s, () => s.apply(s.due('queue'), 120));
  },
};

const remoteLeg = (s: TestCallControl): string =>
  s.call().parties.find(({ id: one }) => one === s.call().remoteId)?.legId ?? s.call().remoteId ?? 'none';
const ownLeg = (s: TestCallControl): string =>
  s.call().parties.find(({ agentId }) => agentId === id(0))?.legId ??
  s.call().offers.find(({ agentId }) => agentId === id(0))?.id ??
  'none';
const offeredLeg = (s: TestCallControl): string => s.call().offers.at(-1)?.id ?? 'none';
const of =
  (
    type:
      | 'hold'
      | 'resume'
      | 'hang-up'
      | 'swap'
      | 'merge'
      | 'complete-transfer'
      | 'stop-consult'
      | 'park'
      | 'stop-supervising'
      | 'switch-call',
    by = 0,
  ) =>
  (): Event => ({ type, agentId: id(by), callId: 'call' });
const phone = (type: 'phone-lost' | 'phone-registered') => (): Event => ({ type, agentId: id(0) });
const leg =
  (
    type: 'leg-ready' | 'leg-ringing' | 'leg-early-media' | 'leg-answered' | 'leg-answered-without-audio',
    which: (s: TestCallControl) => string,
  ) =>
  (s: TestCallControl): Event => ({ type, legId: which(s) });
const gone =
  (which: (s: TestCallControl) => string) =>
  (s: TestCallControl): Event => ({ type: 'leg-gone', legId: which(s), cause: 16, sipCode: null });
const due =
  (name: DeadlineName) =>
  (s: TestCallControl): Event => {
    const event = s.due(name);
    if (event.type === 'deadline') s.now = Math.max(s.now, s.call().deadlines[event.name] ?? 0);
    return event;
  };

const events: Record<string, (s: TestCallControl) => Event> = {
  'a key (1)': (s) => ({ type: 'digit', legId: remoteLeg(s), digit: '1' }),
  'what is played has ended': (s) => ({
    type: 'playback-ended',
    legId: playbackOf(s.call())?.legId ?? 'none',
    playbackId: playbackOf(s.call())?.playbackId ?? '',
  }),
  'the message is recorded': () => ({ type: 'voicemail-ended', callId: 'call', seconds: 9 }),
  'whoever is called: leg ready': leg('leg-ready', offeredLeg),
  'whoever is called: rings': leg('leg-ringing', offeredLeg),
  'whoever is called: speaks before the answer': leg('leg-early-media', offeredLeg),
  'whoever is called: answers': leg('leg-answered', offeredLeg),
  'whoever is called: answers without sound': leg('leg-answered-without-audio', offeredLeg),
  'whoever is called: gone': gone(offeredLeg),
  'no sound comes from the customer': (s) => ({ type: 'leg-silent', legId: remoteLeg(s) }),
  'the customer is heard': (s) => ({ type: 'leg-heard', legId: remoteLeg(s) }),
  'the customer hangs up': gone(remoteLeg),
  "agent-0's phone hangs up": gone(ownLeg),
  'agent-0 holds': of('hold'),
  'agent-0 resumes': of('resume'),
  'agent-0 sends keys': () => ({ type: 'send-digits', agentId: id(0), callId: 'call', digits: '5' }),
  'agent-0 hangs up': of('hang-up'),
  'agent-1 hangs up': of('hang-up', 1),
  'agent-3 hangs up': of('hang-up', 3),
  'agent-0 consults agent-1': () => consult,
  'agent-0 gives to agent-1': () => transfer,
  'agent-0 gives to the queue': () => ({ ...transfer, target: { kind: 'queue', queueId: 'queue-1' } }) as Event,
  'agent-0 gives to a menu': () => ({ ...transfer, target: { kind: 'menu', menuId: 'menu-1' } }) as Event,
  'agent-0 gives to a number': () => ({ ...transfer, target: outside }) as Event,
  'agent-0 consults the queue': () => ({ ...consult, target: { kind: 'queue', queueId: 'queue-1' } }) as Event,
  'agent-0 consults a number': () => ({ ...consult, target: outside }) as Event,
  'agent-1 holds': of('hold', 1),
  'agent-1 consults agent-2': () =>
    ({ ...consult, agentId: id(1), target: { kind: 'agent', agentId: id(2) } }) as Event,
  'agent-1 merges': of('merge', 1),
  'agent-0 swaps': of('swap'),
  'agent-0 goes over': of('switch-call'),
  'agent-0 merges': of('merge'),
  'agent-0 completes': of('complete-transfer'),
  'agent-0 stops consulting': of('stop-consult'),
  'agent-0 parks': of('park'),
  'agent-0 drops the last to come': (s) => ({
    type: 'drop-party',
    agentId: id(0),
    callId: 'call',
    partyId: s.call().parties.at(-1)?.id ?? 'none',
  }),
  'agent-2 picks up': (s) => ({
    type: 'pick-up',
    agentId: id(2),
    callId: 'call',
    fromAgentId: s.call().offers.at(-1)?.agentId ?? id(1),
  }),
  'agent-2 fetches': () => ({ type: 'unpark', agentId: id(2), callId: 'call' }),
  "agent-2's phone has dialled the number": () => ({
    type: 'unpark',
    agentId: id(2),
    callId: 'call',
    legId: 'desk-phone',
  }),
  'agent-3 listens': () => ({
    type: 'supervise',
    agentId: id(3),
    callId: 'call',
    targetAgentId: id(0),
    mode: 'listen',
  }),
  'agent-3 whispers': () => supervise('whisper'),
  'agent-3 barges in': () => supervise('barge'),
  'agent-3 takes over': () => ({ type: 'take-over', agentId: id(3), callId: 'call', targetAgentId: id(0) }),
  'agent-3 stops supervising': of('stop-supervising', 3),
  'agent-3 ends the call': () => ({ type: 'force-hang-up', callId: 'call', targetAgentId: id(0), byAgentId: id(3) }),
  "agent-0's phone is lost": phone('phone-lost'),
  "agent-0's phone is back": phone('phone-registered'),
  'agent-0 opens another page': () => ({ type: 'phone-minted', agentId: id(0), sessionId: 'another' }),
  'agent-0 signs out': (s) => ({ type: 'signed-out', agentId: id(0), sessionId: s.agent(0)?.sessionId ?? '' }),
  'due: menu': due('menu'),
  'due: queue': due('queue'),
  'due: ring': due('ring'),
  'due: music': due('music'),
  'due: grace': due('grace'),
  'due: park': due('park'),
  'due: voicemail': due('voicemail'),
  'due: goodbye': due('goodbye'),
  'due: keys': due('keys'),
  'agent-0 chooses busy': () => ({ type: 'choose-state', agentId: id(0), chosen: 'busy' }),
  'agent-0 is set to away': () => ({ type: 'force-state', agentId: id(0), chosen: 'away', byAgentId: id(3) }),
  'agent-0 ends after-call work': () => ({ type: 'finish-wrap-up', agentId: id(0) }),
  'agent-0 extends after-call work': () => ({ type: 'extend-wrap-up', agentId: id(0) }),
  "agent-0's time is over": () => ({ type: 'agent-deadline', agentId: id(0) }),
  'agent-2 is deleted': () => ({ type: 'agent-removed', agentId: id(2) }),
  'agent-0 places a call': () => ({
    type: 'place',
    callId: 'next',
    agentId: id(0),
    target: outside as Extract<CallTarget, { kind: 'external' }>,
    customerId: null,
    customerName: null,
  }),
  'another call comes in': () => ({
    type: 'inbound',
    callId: 'next',
    legId: 'next-caller',
    trunkId: simulatedTrunk,
    dialed: simulatedDid,
    caller: mobile,
    callerName: '',
    isOverCapacity: false,
  }),
  'another call is made without an agent': () => originateTo('next'),
  'the same call is made again': () => originateTo('call'),
  'the queues are gone': (s) => ({
    type: 'configured',
    configuration: { ...s.state.configuration, queues: new Map() },
  }),
  'the menus are gone': (s) => ({
    type: 'configured',
    configuration: { ...simulatedConfiguration(4), menus: new Map(), queues: s.state.configuration.queues },
  }),
  'agent-1 is changed': () => ({
    type: 'agent-saved',
    agent: simulatedAgent(1, { isRecorded: false, wrapUpSeconds: 9 }),
  }),
  'the customer is known': () => ({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' }),
  'the media server restarted': () => ({ type: 'engine-lost' }),
};

/** What an event leads to, in the words of its facts and commands, and in which phase the call is afterwards. */
function sequel(state: TestCallControl, event: (s: TestCallControl) => Event): string | null {
  const s = state.copy();
  const before = s.call().phase;
  const lines = s
    .tell(event(s))
    .map((line) =>
      line
        .replace(
          / (number|agent|extension|legId|channelId|channelIds|bridgeId|playbackId|snoopId|callerNumber|callerName|agentId|trunkId|callerId|seconds|by|from|supervisor|slot)=\S*/g,
          '',
        )
        .replace(/^\* /, ''),
    );
  const { phase } = s.call();
  if (lines.length === 0 && phase === before) return null;
  return `${lines.join(', ') || 'nothing is said'}${phase === before ? '' : ` → ${phase}`}`;
}

test('[A2.5] [A2.6] [A2.10] [U6] every state of a call against every event is the table that people read', async () => {
  const sections = Object.entries(states).map(([name, state]) => {
    const there = state();
    const told = Object.entries(events).map(([what, event]) => [what, sequel(there, event)] as const);
    const rows = told.filter(([, said]) => said !== null).map(([what, said]) => `| ${what} | ${said} |`);
    return [
      `## ${name[0]!.toUpperCase()}${name.slice(1)}`,
      '',
      '| event | leads to |',
      '| --- | --- |',
      ...rows,
      '',
      `Nothing: ${told
        .filter(([, said]) => said === null)
        .map(([what]) => what)
        .join('; ')}.`,
      '',
    ].join('\n');
  });
  const text = [
    '# States of a call',
    '',
    'What each event does in each state: facts, then commands to the media server, then the next phase. Made and checked by `domain/callcontrol/states.test.ts`; `vitest -u` writes it anew.',
    '',
    ...sections,
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../docs/call-states.md');
});

/** Written out, so that a new type of event, phase or reason does not compile without its row. */
const everyType: Record<Event['type'], true> = {
  inbound: true,
  'leg-ready': true,
  'leg-ringing': true,
  'leg-early-media': true,
  'leg-answered': true,
  'leg-answered-without-audio': true,
  'leg-silent': true,
  'leg-heard': true,
  'leg-gone': true,
  digit: true,
  'playback-ended': true,
  'voicemail-ended': true,
  deadline: true,
  'agent-deadline': true,
  place: true,
  originate: true,
  'hang-up': true,
  hold: true,
  resume: true,
  consult: true,
  transfer: true,
  swap: true,
  merge: true,
  'complete-transfer': true,
  'stop-consult': true,
  park: true,
  unpark: true,
  'switch-call': true,
  'drop-party': true,
  'pick-up': true,
  supervise: true,
  'take-over': true,
  'stop-supervising': true,
  'force-hang-up': true,
  'force-state': true,
  'send-digits': true,
  'choose-state': true,
  'finish-wrap-up': true,
  'extend-wrap-up': true,
  'phone-minted': true,
  'phone-registered': true,
  'phone-lost': true,
  'signed-out': true,
  'agent-saved': true,
  'agent-removed': true,
  'customer-linked': true,
  configured: true,
  'engine-lost': true,
};
const everyPhase: Record<Exclude<Phase, 'arriving' | 'ended'>, true> = {
  menu: true,
  queued: true,
  offered: true,
  preparing: true,
  dialing: true,
  talking: true,
  parked: true,
  voicemail: true,
  goodbye: true,
};
const everyReason: Record<OfferReason, true> = {
  own: true,
  dial: true,
  colleague: true,
  queue: true,
  direct: true,
  back: true,
  consult: true,
  transfer: true,
  return: true,
  supervise: true,
  unpark: true,
  'pick-up': true,
};
const everyDeadline: Record<DeadlineName, true> = {
  menu: true,
  queue: true,
  park: true,
  ring: true,
  music: true,
  grace: true,
  voicemail: true,
  goodbye: true,
  keys: true,
};

test('[A2.10] no type of event, phase, reason of a ringing phone, or deadline is missing in that table', () => {
  const made = Object.values(states).map((state) => state());
  const types = Object.values(events).flatMap((event) => made.map((s) => event(s).type));
  const deadlines = made.flatMap((s) => Object.keys(s.call().deadlines).map((key) => key.split('/')[0] ?? ''));
  expect([...new Set(types)].toSorted()).toEqual(Object.keys(everyType).toSorted());
  expect([...new Set(made.map((s) => s.call().phase))].toSorted()).toEqual(Object.keys(everyPhase).toSorted());
  expect([...new Set(made.flatMap((s) => s.call().offers.map(({ reason }) => reason)))].toSorted()).toEqual(
    Object.keys(everyReason).toSorted(),
  );
  expect([...new Set(deadlines)].toSorted()).toEqual(Object.keys(everyDeadline).toSorted());
});
