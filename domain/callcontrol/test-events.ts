/** Every event that can happen to the call of test-states.ts, built from how that call stands. */
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import { playbackOf } from './call.ts';
import type { DeadlineName } from './deadline.ts';
import type { CallTarget, Event } from './event.ts';
import { id, mobile, TestCallControl } from './test-callcontrol.ts';
import { outside, consult, transfer, supervise, originateTo } from './test-states.ts';

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
      | 'answer'
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

export const events: Record<string, (s: TestCallControl) => Event> = {
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
  'whoever is called: a key (1)': (s) => ({ type: 'digit', legId: offeredLeg(s), digit: '1' }),
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
  'agent-0 answers on the screen': of('answer'),
  'the far end of a leg is there': (s) => ({ type: 'far-end-ready', legId: offeredLeg(s) }),
  "agent-0's permanent leg is up": () => ({ type: 'permanent-leg-up', agentId: id(0), legId: 'permanent' }),
  "agent-0's permanent leg is gone": () => ({
    type: 'permanent-leg-gone',
    agentId: id(0),
    legId: 'permanent',
    cause: 44,
  }),
  "agent-0's phone is lost": phone('phone-lost'),
  "agent-0's phone is back": phone('phone-registered'),
  'agent-0 opens another page': () => ({ type: 'phone-issued', agentId: id(0), sessionId: 'another' }),
  'agent-0 signs out': (s) => ({ type: 'signed-out', agentId: id(0), sessionId: s.agent(0)?.sessionId ?? '' }),
  'due: menu': due('menu'),
  'due: queue': due('queue'),
  'due: announce': due('announce'),
  'due: retry': due('retry'),
  'due: connect': due('connect'),
  'due: relax': due('relax'),
  'due: ring': due('ring'),
  'due: music': due('music'),
  'due: grace': due('grace'),
  'due: park': due('park'),
  'due: voicemail': due('voicemail'),
  'due: goodbye': due('goodbye'),
  'due: keys': due('keys'),
  'agent-0 chooses busy': () => ({ type: 'choose-state', agentId: id(0), chosen: 'busy' }),
  'agent-0 is set to away': () => ({
    type: 'force-state',
    agentId: id(0),
    chosen: 'away',
    byAgentId: id(3),
    note: '培训',
  }),
  'agent-0 signs out of the queue': () => ({ type: 'queue-sign-out', agentId: id(0), queueId: 'queue-1' }),
  'agent-0 signs in to the queue': () => ({ type: 'queue-sign-in', agentId: id(0), queueId: 'queue-1' }),
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
  'numbers are put on a list': () => ({ type: 'numbers-listed', numberLists: [] }),
  'agent-1 is changed': () => ({
    type: 'agent-saved',
    agent: simulatedAgent(1, { isRecorded: false, wrapUpSeconds: 9 }),
  }),
  'the customer is known': () => ({ type: 'customer-linked', callId: 'call', customerId: 'c', customerName: '王芳' }),
  'the media server restarted': () => ({ type: 'media-server-restarted' }),
};
