/** Random histories of a tenant: every kind of event, likely, late, twice or impossible, against calls as they happen to stand. */
import fc from 'fast-check';
import type { Box } from '../agents/box.ts';
import { exceptions } from '../agents/exception.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { violationsOfHearing, violationsOfState } from '../simulation/violations.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { isWaitingCallback } from './callback.ts';
import { topologyOf, type Call } from './call.ts';
import type { Command } from './command.ts';
import type { CallTarget, Event } from './event.ts';
import { reduce } from './reduce.ts';
import { mobile } from './test-callcontrol.ts';
import { agentCount, external, randomConfiguration } from './test-random-configuration.ts';
import { ModelServer } from './test-model-server.ts';
import { hears, mediaOf, nowhere } from './topology.ts';
import { applyChange, emptyState, type TenantState } from './transition.ts';
import { insideOnly, hasTwo, makers, staysConnected } from './test-random-events.ts';

/** One step: which kind of event, three choices among what there is, seconds since the step before. */
export interface Step {
  kind: number;
  a: number;
  b: number;
  c: number;
  after: number;
}
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
  const configuration = randomConfiguration;
  let state = emptyState(configuration);
  let now = 1_750_000_000_000;
  const server = new ModelServer();
  const wrong: string[] = [];
  const told: string[] = [];
  /** Bridges of permanent legs in the media server. */
  const bridges = new Set<string>();
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
    if (event.type === 'media-server-restarted') bridges.clear();
    for (const { do: what, bridgeId } of [...change.commands.values()].flat().filter(isOfPermanentBridge))
      if (what === 'create-bridge') bridges.add(bridgeId);
      else if (!bridges.has(bridgeId)) wrong.push(`${what} of ${bridgeId}, which is not there`);
      else if (what === 'destroy-bridge') bridges.delete(bridgeId);
    const up = [...state.agents.values()].flatMap(({ permanentLeg }) => (permanentLeg?.isUp ? [permanentLeg.id] : []));
    if (up.toSorted().join() !== [...bridges].toSorted().join())
      wrong.push(`the permanent legs ${up.join()} are up, and there are the bridges ${[...bridges].join()}`);
    for (const { id, hasSecondCall, second } of state.agents.values())
      if (second && !hasSecondCall) wrong.push(`agent ${id} has two calls and may not`);
    wrong.push(...violationsOfState(state), ...[...state.calls.values()].flatMap(violationsOfHearing));
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
  apply({ type: 'media-server-restarted' });
  const left = [...state.calls.values()].filter((call) => !isWaitingCallback(call)).length;
  if (left > 0 || server.leftovers().length > 0)
    throw new Error(`${left} calls and ${server.leftovers().join()} are left`);
}

type OfBridge = Extract<Command, { bridgeId: string }>;
const isOfPermanentBridge = (command: Command): command is OfBridge =>
  'bridgeId' in command && command.bridgeId.startsWith('permanent-');

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
/** A caller who wishes to be called back, and the agent and the customer who answer then. */
const calledBack = (): Event[] => [
  {
    ...(conversations[0] as Extract<Event, { type: 'inbound' }>),
    callId: 'wish',
    legId: 'wisher',
    caller: '+8613900000044',
  },
  ...['1', '1', '1'].map((digit): Event => ({ type: 'digit', legId: 'wisher', digit })),
  { type: 'leg-ready', legId: 'wish8.1' },
  { type: 'leg-ready', legId: 'wish8.1' },
  { type: 'leg-ready', legId: 'wish8.2' },
];
const customerAnswers = (): Event[] => [{ type: 'leg-answered', legId: 'wish8.2' }];
const colleague: CallTarget = { kind: 'agent', agentId: agentId(1) };
const beginnings: readonly ((call: Call) => Event[])[][] = [
  [],
  [asks({ kind: 'agent', agentId: agentId(insideOnly) }), answers],
  [asks(colleague), answers],
  [asks(external), answers],
  [asks(colleague), answers, merges],
  [asks(external), answers, merges, asks(colleague)],
  [listens, answers, asks(colleague)],
  [calledBack],
  [calledBack, customerAnswers],
];

/** One that takes everybody, a full one, none, and one for callers from outside alone. */
const boxOf = (i: number): Box | null =>
  i % 4 === 2
    ? null
    : {
        ringSeconds: 10,
        maxSeconds: 60,
        greeting: null,
        isFull: i % 4 === 1,
        takesColleagues: i % 4 < 2,
        takesTransfers: i % 4 < 2,
        saysSaved: i % 2 === 0,
      };

const arrivalOf = (i: number): Event[] => [
  {
    type: 'agent-saved',
    agent: simulatedAgent(i, {
      isRecorded: i % 2 === 0,
      isInsideOnly: i === insideOnly,
      hasSecondCall: hasTwo(i),
      keepsPermanentLeg: staysConnected(i),
      groupIds: ['g'],
      box: boxOf(i),
      ...(i >= agentCount - 2 && { mobile: `+861370000000${i}` as DialNumber, mobileWhen: [...exceptions] }),
    }),
  },
  { type: 'phone-issued', agentId: agentId(i), sessionId: 'session-0' },
  { type: 'phone-registered', agentId: agentId(i) },
];
