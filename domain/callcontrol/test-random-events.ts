/** Makers of random events: each builds an event of its kind from the calls and agents that there are. */
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Agent } from '../agents/agent.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import type { Call } from './call.ts';
import type { DeadlineKey } from './deadline.ts';
import type { CallTarget, Event } from './event.ts';
import { mobile } from './test-callcontrol.ts';
import { agentCount, external, randomConfiguration } from './test-random-configuration.ts';
import type { TenantState } from './transition.ts';

/** Builds an event of its kind from what is there; null where there is nothing of that sort. */
type Maker = (state: TenantState, pick: { a: number; b: number; c: number }, n: number) => Event | null | undefined;

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];
/** One is inside-only. */
export const insideOnly = 2;
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

/** Whose browser keeps an audio connection. */
export const staysConnected = (i: number): boolean => i !== 1;
/** Agents with two calls: a second one placed while they talk, a colleague who calls them then, and going over from one to the other. */
export const hasTwo = (i: number): boolean => i % 3 !== 1;
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

/** Of an agent who has one; sometimes of another than the present one. */
const permanentLeg =
  (make: (of: { agentId: string; legId: string }, b: number) => Event): Maker =>
  (state, { a, b }) => {
    const agent = at(
      [...state.agents.values()].filter(({ permanentLeg: leg }) => leg !== null),
      a,
    );
    const legId = b % 9 === 0 ? 'permanent-of-before-1' : agent?.permanentLeg?.id;
    return agent && legId !== undefined ? make({ agentId: agent.id, legId }, b) : null;
  };
/** What rings at agents over their permanent legs, and is brought there. */
const permanentLegs: readonly Maker[] = [
  permanentLeg((of) => ({ type: 'permanent-leg-up', ...of })),
  permanentLeg((of) => ({ type: 'permanent-leg-up', ...of })),
  rarely(permanentLeg((of, b) => ({ type: 'permanent-leg-gone', ...of, cause: [16, 44][(b / 4) % 2]! }))),
  (state, { a, b }) => ({ type: 'far-end-ready', legId: legIdOf(state, a, b) }),
  (state, { a, b }) => ({ type: 'far-end-ready', legId: legIdOf(state, a, b) }),
  ofCall((call, pick) => ({
    type: 'answer',
    agentId: at(call.offers, pick.b)?.agentId ?? actor(call, pick),
    callId: call.id,
  })),
];

export const makers: readonly Maker[] = [
  ...permanentLegs,
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
  ofCall((call, { b }) => ({ type: 'digit', legId: call.legs[0]?.id ?? 'nothing', digit: '1112'[b % 4]! })),
  ofCall((call, { b }) => ({ type: 'digit', legId: call.legs[0]?.id ?? 'nothing', digit: '120398'[b % 6]! })),
  // Of whoever is called last: a mobile is asked for its key.
  ofCall((call, { b }) => ({
    type: 'digit',
    legId: call.offers.at(-1)?.id ?? 'nothing',
    digit: '1112'[b % 4]!,
  })),
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
      targetAgentId: call.agentId,
      byAgentId: agentOf(c),
    })),
  ),
  (_state, { a, b, c }) => ({
    type: 'choose-state',
    agentId: agentOf(a),
    chosen: (['ready', 'ready', 'busy', 'away'] as const)[b % 4]!,
    pauseId: [null, null, 'training', 'meal'][c % 2 === 0 ? 0 : b % 4]!,
  }),
  rarely((state, { a, b, c }) => ({
    type: c % 3 === 0 ? 'queue-sign-out' : 'queue-sign-in',
    agentId: agentOf(a),
    queueId: at([...state.queues.keys()], b) ?? 'gone',
  })),
  (_state, { a, b }) => ({
    type: 'force-state',
    agentId: agentOf(a),
    chosen: (['ready', 'busy'] as const)[b % 2]!,
    byAgentId: agentOf(b),
    note: '培训',
  }),
  (_state, { a, b }) => ({ type: b % 2 === 0 ? 'finish-wrap-up' : 'extend-wrap-up', agentId: agentOf(a) }),
  rarely(phone('phone-lost')),
  phone('phone-registered'),
  phone('phone-registered'),
  rarely((_state, { a, b }) => ({ type: 'phone-issued', agentId: agentOf(a), sessionId: `session-${b % 3}` })),
  rarely((_state, { a, b }) => ({ type: 'signed-out', agentId: agentOf(a), sessionId: `session-${b % 3}` })),
  ofCall((call, { b }) => ({
    type: 'customer-linked',
    callId: call.id,
    customerId: `customer-${b}`,
    customerName: '王芳',
  })),
  rarely(() => ({ type: 'numbers-listed', numberLists: [] })),
  rarely((state, { a }) => ({
    type: 'configured',
    configuration: {
      ...state.configuration,
      queues: a % 4 === 0 ? new Map() : randomConfiguration.queues,
    },
  })),
  (_state, { a }) => ({
    type: 'agent-saved',
    agent: simulatedAgent(a % agentCount, {
      isRecorded: a % 2 === 0,
      isInsideOnly: a % agentCount === insideOnly,
      hasSecondCall: hasTwo(a % agentCount),
      keepsPermanentLeg: staysConnected(a % agentCount) && a < 10,
      groupIds: ['g'],
    }),
  }),
];
