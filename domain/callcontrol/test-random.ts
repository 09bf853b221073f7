/** Random histories of a tenant: every kind of event, likely, late, twice or impossible, against calls as they happen to stand. */
import fc from 'fast-check';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { judgeHearing, judgeState } from '../simulation/judge.ts';
import type { Agent } from '../agents/agent.ts';
import { agentId, simulatedAgent } from '../simulation/world.ts';
import { topologyOf, type Call, type DeadlineKey } from './call.ts';
import type { CallTarget, Event } from './event.ts';
import { reduce } from './reduce.ts';
import { mobile } from './test-callcontrol.ts';
import { ModelServer } from './test-model-server.ts';
import { hears, mediaOf, nowhere } from './topology.ts';
import { applyChange, emptyState, type TenantState } from './transition.ts';

/** One step: which kind of event, three choices among what there is, seconds since the step before. */
export interface Step {
  kind: number;
  a: number;
  b: number;
  c: number;
  after: number;
}

const agentCount = 5;
const external = { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const;

/** Builds an event of its kind from what is there; null where there is nothing of that sort. */
type Maker = (state: TenantState, pick: { a: number; b: number; c: number }, n: number) => Event | null | undefined;

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];
/** One is inside-only. */
const insideOnly = 2;
const agentOf = (index: number): string => agentId(index % agentCount);
const callOf = (state: TenantState, index: number): Call | undefined => at([...state.calls.values()], index);
/** Mostly the leg of one who is being called, so that calls come about; sometimes any, also one that has ended. */
function legIdOf(state: TenantState, a: number, b: number): string {
  const call = callOf(state, a);
  const legs: readonly { id: string }[] =
    call === undefined ? [] : b % 5 > 0 && call.offers.length > 0 ? call.offers : call.legs;
  return at(legs, b)?.id ?? 'nothing.1';
}
const targetOf = (b: number, c: number): CallTarget =>
  [
    { kind: 'agent', agentId: agentOf(c) } as const,
    { kind: 'queue', queueId: 'queue-1' } as const,
    external,
    { kind: 'menu', menuId: 'menu-1' } as const,
  ][b % 4]!;

const ofCall =
  (make: (call: Call, pick: { a: number; b: number; c: number }) => Event): Maker =>
  (state, pick) => {
    const call = callOf(state, pick.a);
    return call ? make(call, pick) : null;
  };
/** The agent whose call it is acts, or another who is in it, or anybody. */
function actor(call: Call, { b, c }: { b: number; c: number }): string {
  if (b % 6 > 2 && call.agentId !== null) return call.agentId;
  return (
    (b % 6 > 0
      ? at(
          call.parties.filter(({ agentId: one }) => one !== null),
          c,
        )?.agentId
      : null) ?? agentOf(c)
  );
}
const act = (
  type:
    | 'swap'
    | 'merge'
    | 'complete-transfer'
    | 'stop-consult'
    | 'hang-up'
    | 'stop-supervising'
    | 'park'
    | 'hold'
    | 'resume',
): Maker => ofCall((call, pick) => ({ type, agentId: actor(call, pick), callId: call.id }));
const ofLeg =
  (
    type:
      | 'leg-ready'
      | 'leg-ringing'
      | 'leg-early-media'
      | 'leg-answered'
      | 'leg-answered-without-audio'
      | 'leg-silent'
      | 'leg-heard',
  ): Maker =>
  (state, { a, b }) => ({ type, legId: legIdOf(state, a, b) });
const phone =
  (type: 'phone-registered' | 'phone-lost'): Maker =>
  (_state, { a }) => ({ type, agentId: agentOf(a) });

/** What ends or upsets calls, one time in four. */
const rarely =
  (maker: Maker): Maker =>
  (state, pick, n) =>
    pick.b % 4 === 0 ? maker(state, pick, n) : null;

/** Agents with two calls: a second one placed while they talk, a colleague who calls them then, and going over from one to the other. */
const hasTwo = (i: number): boolean => i % 3 !== 1;
const busyAgent = (state: TenantState, index: number): Agent | undefined =>
  at(
    [...state.agents.values()].filter(({ id, onCall }) => onCall === 'talking' && hasTwo(Number(id.at(-1)))),
    index,
  );
const secondCalls: readonly Maker[] = [
  (state, { a, b }, n) => {
    const agent = busyAgent(state, a);
    const target = b % 3 > 0 ? external : ({ kind: 'extension', extension: String(400 + (b % agentCount)) } as const);
    return (
      agent && { type: 'place', callId: `call-${n}`, agentId: agent.id, target, customerId: null, customerName: null }
    );
  },
  (state, { a, b }, n) => {
    const agent = busyAgent(state, a);
    return (
      agent && {
        type: 'place',
        callId: `call-${n}`,
        agentId: agentOf(b),
        target: { kind: 'extension', extension: agent.extension },
        customerId: null,
        customerName: null,
      }
    );
  },
  (state, { a }) => {
    const agent = at(
      [...state.agents.values()].filter(({ second }) => second !== null),
      a,
    );
    return agent && { type: 'leg-ready', legId: agent.second!.legId ?? 'nothing.1' };
  },
  ...[1, 2].map((): Maker => (state, { a }) => {
    const agent = at(
      [...state.agents.values()].filter(({ second }) => second !== null),
      a,
    );
    return agent && { type: 'switch-call', agentId: agent.id, callId: agent.second!.callId };
  }),
  (state, { a }) => {
    const agent = at(
      [...state.agents.values()].filter(({ second }) => second !== null),
      a,
    );
    const callId = a % 2 === 0 ? agent?.callId : agent?.second?.callId;
    return agent && { type: 'hang-up', agentId: agent.id, callId: callId! };
  },
];

const makers: readonly Maker[] = [
  // A few calls at a time, so that much happens in each.
  (state, _pick, n) =>
    state.calls.size > 2
      ? null
      : {
          type: 'inbound',
          callId: `call-${n}`,
          legId: `caller-${n}`,
          trunkId: simulatedTrunk,
          dialed: simulatedDid,
          caller: mobile,
          callerName: '',
          isOverCapacity: false,
        },
  (state, { a, b }, n) =>
    state.calls.size > 2
      ? null
      : {
          type: 'place',
          callId: `call-${n}`,
          agentId: agentOf(a),
          target: b % 3 === 0 ? { kind: 'extension', extension: String(400 + (b % agentCount)) } : external,
          customerId: null,
          customerName: null,
        },
  (state, { b }, n) =>
    state.calls.size > 2
      ? null
      : {
          type: 'originate',
          callId: `call-${n}`,
          origin: 'campaign',
          target: external,
          leadsTo: b % 2 === 0 ? { kind: 'queue', queueId: 'queue-1' } : { kind: 'menu', menuId: 'menu-1' },
          customerId: null,
          customerName: null,
        },
  ofCall((call, { b }) => ({ type: 'digit', legId: call.legs[0]!.id, digit: '1112'[b % 4]! })),
  ofCall((call, { b }) => ({ type: 'digit', legId: call.legs[0]!.id, digit: '1203'[b % 4]! })),
  ofLeg('leg-ready'),
  ofLeg('leg-ready'),
  ofLeg('leg-ready'),
  ofLeg('leg-ready'),
  ofLeg('leg-ready'),
  ofLeg('leg-ready'),
  ofLeg('leg-answered'),
  ofLeg('leg-ringing'),
  ofLeg('leg-answered'),
  ofLeg('leg-answered'),
  ofLeg('leg-early-media'),
  rarely(ofLeg('leg-answered-without-audio')),
  rarely(ofLeg('leg-silent')),
  rarely(ofLeg('leg-heard')),
  rarely((state, { a, b, c }) => ({
    type: 'leg-gone',
    legId: at(callOf(state, a)?.legs ?? [], c)?.id ?? `nothing.${b}`,
    cause: [16, 17, 44][c % 3]!,
    sipCode: null,
    isReconciled: c % 5 === 0,
  })),
  ofCall((call, { b }) => {
    const party = at(
      call.parties.filter(({ place }) => place.kind === 'announcement'),
      b,
    );
    return {
      type: 'playback-ended',
      legId: party?.legId ?? 'nothing',
      playbackId: party?.place.kind === 'announcement' ? party.place.playbackId : 'nothing',
    };
  }),
  ofCall((call, { b }) => ({
    type: 'deadline',
    callId: call.id,
    name: (at(Object.keys(call.deadlines), b) ?? 'menu') as DeadlineKey,
  })),
  ofCall((call, { b }) => ({
    type: 'deadline',
    callId: call.id,
    name: (at(Object.keys(call.deadlines), b) ?? 'queue') as DeadlineKey,
  })),
  ofCall((call) => ({ type: 'voicemail-ended', callId: call.id, seconds: 4 })),
  (_state, { a }) => ({ type: 'agent-deadline', agentId: agentOf(a) }),
  act('hold'),
  act('resume'),
  rarely(act('hang-up')),
  act('swap'),
  act('merge'),
  act('complete-transfer'),
  act('stop-consult'),
  act('park'),
  act('stop-supervising'),
  ofCall((call, { b, c }) => ({
    type: 'unpark',
    agentId: agentOf(c),
    callId: call.id,
    ...(b % 2 === 0 && { legId: `desk-phone-${call.nextId}` }),
  })),
  ...secondCalls,
  ofCall((call, { b, c }) => ({
    type: 'pick-up',
    agentId: agentOf(c),
    callId: call.id,
    fromAgentId: at(call.offers, b)?.agentId ?? agentOf(b),
  })),
  ofCall((call, pick) => ({
    type: 'hold',
    agentId: actor(call, pick),
    callId: call.id,
    partyId: at(call.parties, pick.c)?.id ?? '',
  })),
  ofCall((call, pick) => ({ type: 'send-digits', agentId: actor(call, pick), callId: call.id, digits: '12' })),
  ofCall((call, pick) => ({
    type: 'consult',
    agentId: actor(call, pick),
    callId: call.id,
    target: targetOf(pick.b, pick.c),
  })),
  ofCall((call, pick) => ({
    type: 'consult',
    agentId: call.agentId ?? agentOf(0),
    callId: call.id,
    target: targetOf(pick.b, pick.c),
  })),
  ofCall((call, pick) => ({
    type: 'transfer',
    agentId: actor(call, pick),
    callId: call.id,
    target: targetOf(pick.b, pick.c),
  })),
  ofCall((call, pick) => ({
    type: 'drop-party',
    agentId: actor(call, pick),
    callId: call.id,
    partyId: at([...call.parties, ...call.offers], pick.c)?.id ?? '',
  })),
  ofCall((call, { b, c }) => ({
    type: 'supervise',
    agentId: agentOf(c),
    callId: call.id,
    targetAgentId: call.agentId ?? agentOf(b),
    mode: (['listen', 'whisper', 'barge'] as const)[b % 3]!,
  })),
  ofCall((call, { b, c }) => ({
    type: 'take-over',
    agentId: agentOf(c),
    callId: call.id,
    targetAgentId: call.agentId ?? agentOf(b),
  })),
  rarely(
    ofCall((call, { c }) => ({
      type: 'force-hang-up',
      callId: call.id,
      targetAgentId: call.agentId ?? agentOf(c),
      byAgentId: agentOf(c),
    })),
  ),
  (_state, { a, b }) => ({
    type: 'choose-state',
    agentId: agentOf(a),
    chosen: (['ready', 'ready', 'busy', 'away'] as const)[b % 4]!,
  }),
  (_state, { a, b }) => ({
    type: 'force-state',
    agentId: agentOf(a),
    chosen: (['ready', 'busy'] as const)[b % 2]!,
    byAgentId: agentOf(b),
  }),
  (_state, { a, b }) => ({ type: b % 2 === 0 ? 'finish-wrap-up' : 'extend-wrap-up', agentId: agentOf(a) }),
  rarely(phone('phone-lost')),
  phone('phone-registered'),
  phone('phone-registered'),
  rarely((_state, { a, b }) => ({ type: 'phone-minted', agentId: agentOf(a), sessionId: `session-${b % 3}` })),
  rarely((_state, { a, b }) => ({ type: 'signed-out', agentId: agentOf(a), sessionId: `session-${b % 3}` })),
  ofCall((call, { b }) => ({
    type: 'customer-linked',
    callId: call.id,
    customerId: `customer-${b}`,
    customerName: '王芳',
  })),
  rarely((state, { a }) => ({
    type: 'configured',
    configuration: {
      ...state.configuration,
      queues: a % 4 === 0 ? new Map() : simulatedConfiguration(agentCount).queues,
    },
  })),
  (_state, { a }) => ({
    type: 'agent-saved',
    agent: simulatedAgent(a % agentCount, {
      isRecorded: a % 2 === 0,
      isInsideOnly: a % agentCount === insideOnly,
      hasSecondCall: hasTwo(a % agentCount),
    }),
  }),
];
/** How many makers of events there are; some are there more than once, because what they make should happen more often. */
const kinds = makers.length;

export const anyHistory: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.nat(kinds - 1),
    a: fc.nat(11),
    b: fc.nat(59),
    c: fc.nat(11),
    after: fc.constantFrom(0, 0, 1, 3, 40),
  }),
  { maxLength: 100, size: 'max' },
);

/** Lives a history; throws with what is wrong as soon as something is. At its end everything is hung up, and nothing is left. `look` sees each state. */
export function live(
  history: readonly Step[],
  look: (state: TenantState, event: Event['type']) => void = () => undefined,
): void {
  const configuration = simulatedConfiguration(agentCount);
  let state = emptyState(configuration);
  let now = 1_750_000_000_000;
  const server = new ModelServer();
  const wrong: string[] = [];
  const told: string[] = [];
  const apply = (event: Event): void => {
    told.push(event.type === 'configured' ? event.type : JSON.stringify(event));
    const before = new Map(state.calls);
    if (event.type === 'playback-ended') server.played(event.playbackId);
    const change = reduce(state, event, now);
    state = applyChange(state, change);
    for (const call of change.calls.values()) {
      const [from, to] = [before.get(call.id), call].map((one) => mediaOf(one ? topologyOf(one) : nowhere));
      server.follows(from!, to!, change.commands.get(call.id) ?? []);
      for (const [id, set] of hears(topologyOf(call)))
        if ([...set].toSorted().join() !== [...server.heard(id)].toSorted().join())
          wrong.push(`${id} hears ${[...server.heard(id)].join()} and should hear ${[...set].join()}`);
    }
    for (const { id, hasSecondCall, second } of state.agents.values())
      if (second && !hasSecondCall) wrong.push(`agent ${id} has two calls and may not`);
    wrong.push(...judgeState(state), ...[...state.calls.values()].flatMap(judgeHearing));
    if (wrong.length > 0) throw new Error([...told, ...wrong].join('\n'));
    look(state, event.type);
  };
  apply({ type: 'configured', configuration });
  for (let i = 0; i < agentCount; i++) for (const event of arrivalOf(i)) apply(event);
  for (const event of conversations) apply(event);
  for (const make of beginnings[(history[0]?.kind ?? 0) % beginnings.length]!)
    for (const event of make(state.calls.get('in')!)) apply(event);
  history.forEach(({ kind, a, b, c, after }, n) => {
    now += after * 1000;
    const event = makers[kind]!(state, { a, b, c }, n);
    if (event) apply(event);
  });
  apply({ type: 'engine-lost' });
  if (state.calls.size > 0 || server.leftovers().length > 0)
    throw new Error(`${state.calls.size} calls and ${server.leftovers().join()} are left`);
}

/** A caller whom an agent has answered, and a customer whom another has called: what a history begins with. */
const conversations: readonly Event[] = [
  {
    type: 'inbound',
    callId: 'in',
    legId: 'caller',
    trunkId: simulatedTrunk,
    dialed: simulatedDid,
    caller: mobile,
    callerName: '',
    isOverCapacity: false,
  },
  { type: 'digit', legId: 'caller', digit: '1' },
  { type: 'leg-ready', legId: 'in.3' },
  { type: 'leg-ready', legId: 'in.3' },
  { type: 'place', callId: 'out', agentId: agentId(3), target: external, customerId: null, customerName: null },
  { type: 'leg-ready', legId: 'out.1' },
  { type: 'leg-ready', legId: 'out.2' },
  { type: 'leg-answered', legId: 'out.2' },
];

/** What an agent has done in the first of them before a history begins: nothing, consulted, brought all together, or is supervised. */
const asks =
  (target: CallTarget) =>
  (call: Call): Event[] => [{ type: 'consult', agentId: call.agentId!, callId: 'in', target }];
const answers = ({ offers }: Call): Event[] =>
  offers.flatMap(({ id: legId }): Event[] => [
    { type: 'leg-ready', legId },
    { type: 'leg-ready', legId },
    { type: 'leg-answered', legId },
  ]);
const merges = (call: Call): Event[] => [{ type: 'merge', agentId: call.agentId!, callId: 'in' }];
const listens = (call: Call): Event[] => [
  { type: 'supervise', agentId: agentId(4), callId: 'in', targetAgentId: call.agentId!, mode: 'listen' },
];
const colleague: CallTarget = { kind: 'agent', agentId: agentId(1) };
const beginnings: readonly ((call: Call) => Event[])[][] = [
  [],
  [asks({ kind: 'agent', agentId: agentId(insideOnly) }), answers],
  [asks(colleague), answers],
  [asks(external), answers],
  [asks(colleague), answers, merges],
  [asks(external), answers, merges, asks(colleague)],
  [listens, answers, asks(colleague)],
];

const arrivalOf = (i: number): Event[] => [
  {
    type: 'agent-saved',
    agent: simulatedAgent(i, { isRecorded: i % 2 === 0, isInsideOnly: i === insideOnly, hasSecondCall: hasTwo(i) }),
  },
  { type: 'phone-minted', agentId: agentId(i), sessionId: 'session-0' },
  { type: 'phone-registered', agentId: agentId(i) },
];
