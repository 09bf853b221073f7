/** What must hold at every moment of every day. Each function returns the sentences of what is wrong; none is right. */
import { callsOf, type Agent } from '../agents/agent.ts';
import {
  isBridged,
  isElsewhere,
  mainBridge,
  ownerParty,
  partyOfAgent,
  remoteParty,
  topologyOf,
  type Call,
  type Leg,
  type OfferReason,
  type Party,
  type Phase,
} from '../callcontrol/call.ts';
import { isWaitingCallback } from '../callcontrol/callback.ts';
import type { DeadlineName } from '../callcontrol/deadline.ts';
import { timesOf } from '../callcontrol/segments.ts';
import { hears } from '../callcontrol/topology.ts';
import type { TenantState } from '../callcontrol/transition.ts';
import { routerOfState } from '../callcontrol/standing.ts';
import { entriesOf, type Key, type Ordered } from '../queues/ordered.ts';
import { waitingIn } from '../queues/router.ts';
import type { Simulation } from './simulation.ts';

/** What may be due in each phase; what an offer or a party has has a rule of its own below. */
const dueIn: Readonly<Record<Phase, readonly DeadlineName[]>> = {
  arriving: [],
  menu: ['menu'],
  queued: ['queue', 'relax', 'announce', 'retry'],
  offered: [],
  preparing: [],
  dialing: [],
  talking: [],
  parked: ['park'],
  voicemail: ['voicemail'],
  goodbye: ['goodbye'],
  ended: [],
};
const offeredIn: Readonly<Record<Phase, readonly OfferReason[]>> = {
  arriving: [],
  menu: [],
  queued: ['queue', 'pick-up', 'back'],
  offered: ['direct', 'transfer', 'return', 'pick-up', 'back', 'overflow', 'mobile'],
  preparing: ['own'],
  dialing: ['dial', 'colleague', 'back', 'pick-up'],
  talking: ['back', 'consult', 'supervise'],
  parked: ['unpark', 'pick-up', 'back'],
  voicemail: [],
  goodbye: [],
  ended: [],
};
const withBridge: readonly Phase[] = ['dialing', 'talking'];

/** A call agrees with itself: who is in it and who is called, where they stand, what is due in it, where it has been. */
export function violationsOfCall(call: Call): string[] {
  const wrong: string[] = [];
  for (const key of Object.keys(call.deadlines)) {
    const [name, of] = key.split(/\/(.*)/s) as [DeadlineName, string | undefined];
    const isDue =
      name === 'ring'
        ? call.offers.some(({ id }) => id === of)
        : of === undefined
          ? dueIn[call.phase].includes(name)
          : call.parties.some(({ id }) => id === of);
    if (!isDue) wrong.push(`call ${call.id} is ${call.phase} and ${key} is due`);
  }
  for (const offer of call.offers) {
    if (call.deadlines[`ring/${offer.id}`] === undefined)
      wrong.push(`call ${call.id}: ${offer.id} is offered for ever`);
    if (!offeredIn[call.phase].includes(offer.reason))
      wrong.push(`call ${call.id} is ${call.phase} and offered as ${offer.reason}`);
  }
  if (new Set(call.legs.map(({ id }) => id)).size < call.legs.length)
    wrong.push(`call ${call.id} has two legs of one id`);
  const owned = [
    ...call.parties.map(({ legId }) => legId).filter((id) => id !== null),
    ...call.offers.map(({ id }) => id),
  ].toSorted();
  const live = call.legs
    .filter(({ state }) => state !== 'ended')
    .map(({ id }) => id)
    .toSorted();
  // The first word of the network has a party and an offer.
  if ([...new Set(owned)].join() !== live.join())
    wrong.push(`call ${call.id} has the legs ${live.join()} and owners of ${owned.join()}`);
  wrong.push(
    ...call.parties.flatMap((party) => violationsOfParty(call, party)),
    ...call.legs.flatMap((leg) => violationsOfLeg(call, leg)),
    ...violationsOfSegments(call),
  );
  if (call.phase === 'ended' && live.length + call.bridges.length + call.parties.length + call.offers.length > 0)
    wrong.push(`the ended call ${call.id} left something behind`);
  return wrong;
}

/** Nobody is left in silence, alone, or waiting for nothing: what people would complain of though every rule of the data holds. */
export function violationsOfHearing(call: Call): string[] {
  const heard = hears(topologyOf(call));
  const isDeaf = ({ legId }: Party): boolean => (heard.get(legId ?? '')?.size ?? 0) === 0;
  const isTold = ({ id, place }: Party): boolean => place.kind === 'announcement' && id === call.remoteId;
  const talkers = call.parties.filter(({ kind, state }) => kind !== 'supervisor' && state !== 'early');
  const wrong = call.parties
    .filter(({ id, state }) => state === 'early' && !call.offers.some((offer) => offer.id === id))
    .map(({ id }) => `${id} spoke before the answer and is called no more`);
  if (call.phase === 'talking') {
    if (talkers.length < 2) wrong.push(`one is alone in call ${call.id}`);
    if (call.agentId !== null && ownerParty(call) === undefined)
      wrong.push(`call ${call.id} is an agent's who is not in it`);
    // Whose number the caller hears, who calls somebody, holds somebody, waits for one who is lost, or has gone aside and asks nobody yet hears nothing for a while.
    const waits = (party: Party): boolean =>
      call.offers.some(({ byPartyId }) => byPartyId === party.id) ||
      call.parties.some((one) => one.heldBy === party.id || isElsewhere(one) || isTold(one)) ||
      (party.agentId !== null && party.room !== mainBridge(call));
    wrong.push(
      ...talkers
        .filter((party) => party.state === 'in' && party.legId !== null && isDeaf(party) && !waits(party))
        .map(({ id }) => `${id} hears nothing`),
    );
  }
  if (['queued', 'offered', 'parked'].includes(call.phase)) {
    const remote = remoteParty(call);
    if (talkers.some((party) => party !== remote)) wrong.push(`somebody waits with the party of call ${call.id}`);
    if (remote ? isDeaf(remote) && !isElsewhere(remote) : !isWaitingCallback(call))
      wrong.push(`the party of call ${call.id} waits in silence`);
    if (Object.keys(call.deadlines).length === 0)
      wrong.push(`nothing is due in call ${call.id}, which is ${call.phase}`);
  }
  return wrong;
}

function violationsOfParty(call: Call, party: Party): string[] {
  const wrong: string[] = [];
  const { id, place, room, heldBy, heldSince } = party;
  if (
    (heldBy === null) !== (heldSince === null) ||
    (heldBy !== null && !call.parties.some((other) => other.id === heldBy && other.id !== id))
  )
    wrong.push(`party ${id} is held by nobody`);
  if (
    place.kind === 'bridge' &&
    !(place.bridgeId === room && call.bridges.includes(room) && withBridge.includes(call.phase))
  )
    wrong.push(`party ${id} stands in a bridge that is not theirs`);
  if (party.legId === null && place.kind !== 'apart') wrong.push(`party ${id} has no phone and stands ${place.kind}`);
  if (party.state === 'away' && place.kind !== 'apart')
    wrong.push(`party ${id} is in another call and stands ${place.kind}`);
  if (isElsewhere(party) && party.agentId === null) wrong.push(`party ${id} is lost or away and no agent`);
  if ((party.kind === 'supervisor') !== (party.supervision !== null))
    wrong.push(`party ${id} supervises nobody or is no supervisor`);
  if (party.supervision !== null && !call.parties.some((other) => other.id === party.supervision!.partyId))
    wrong.push(`party ${id} supervises somebody who is gone`);
  return wrong;
}

function violationsOfLeg(call: Call, leg: Leg): string[] {
  const isOpen = leg.spans.some(({ to }) => to === null);
  const isBridged = call.parties.some(
    ({ legId, place }) => legId === leg.id && (place.kind === 'bridge' || place.kind === 'supervising'),
  );
  if (isOpen !== isBridged) return [`leg ${leg.id}: its times in the bridge disagree with where it is`];
  if (leg.state !== 'ended') return leg.outcome === 'in-progress' ? [] : [`the live leg ${leg.id} has an outcome`];
  return leg.endedAt === null || leg.cause === null || leg.outcome === 'in-progress'
    ? [`the ended leg ${leg.id} has no whole end`]
    : [];
}

/** The main segments follow each other without gap or overlap, and their times are the call's length. */
function violationsOfSegments(call: Call): string[] {
  const main = call.segments.filter(({ isMain }) => isMain);
  const wrong = main.some((segment, i) =>
    i === 0 ? segment.startedAt !== call.startedAt : segment.startedAt !== main[i - 1]!.endedAt,
  )
    ? [`the segments of call ${call.id} have a gap`]
    : [];
  const open = main.filter(({ endedAt }) => endedAt === null).length;
  if (open !== (call.phase === 'ended' ? 0 : 1)) wrong.push(`call ${call.id} is ${call.phase} and in ${open} segments`);
  const end = call.endedAt ?? main.at(-1)?.startedAt ?? call.startedAt;
  const times = Object.values(timesOf(main, end)).reduce((sum, time) => sum + time, 0);
  for (const { seq, startedAt, endedAt, holds } of call.segments) {
    const bounds = [
      startedAt,
      ...holds.flatMap(({ from, to }) => [from, to ?? endedAt ?? Infinity]),
      endedAt ?? Infinity,
    ];
    if (
      bounds.some((at, i) => i > 0 && at < bounds[i - 1]!) ||
      (endedAt !== null && holds.some(({ to }) => to === null))
    )
      wrong.push(`the holds of segment ${seq} of call ${call.id} are not in it`);
  }
  const remote = remoteParty(call);
  if (remote && !call.isRemoteGone && isBridged(remote) && main.at(-1)?.holds.at(-1)?.to === null)
    wrong.push(`hold is counted in call ${call.id} while its party talks`);
  if (call.phase === 'talking' && (main.at(-1)?.kind === 'consultation') !== (call.isRemoteGone === true))
    wrong.push(`call ${call.id} counts talk with a party who has left`);
  if (times !== end - call.startedAt)
    wrong.push(`the times of call ${call.id} add up to ${times} of ${end - call.startedAt}`);
  return wrong;
}

/** Agents, queues and calls agree with each other. */
export function violationsOfState(state: TenantState): string[] {
  const wrong: string[] = [];
  const legsOf = new Map<string, string[]>();
  for (const call of state.calls.values()) {
    if (call.phase === 'ended') wrong.push(`the ended call ${call.id} is still in the state`);
    wrong.push(...violationsOfCall(call));
    for (const leg of call.legs) {
      if (leg.state === 'ended') continue;
      if (state.legs.get(leg.id) !== call.id) wrong.push(`the live leg ${leg.id} is not known as the call's`);
      if (!leg.agentId) continue;
      legsOf.set(leg.agentId, [...(legsOf.get(leg.agentId) ?? []), leg.id]);
    }
    const queues = [...state.queues.keys()].filter((id) => waitingIn(state.router, id).includes(call.id)).length;
    if (queues !== (call.phase === 'queued' ? 1 : 0))
      wrong.push(`call ${call.id} is ${call.phase} and stands in ${queues} queues`);
  }
  for (const [legId, callId] of state.legs) {
    if (state.calls.get(callId)?.legs.some((leg) => leg.id === legId && leg.state !== 'ended') !== true)
      wrong.push(`the leg ${legId} is over and still known`);
  }
  for (const agent of state.agents.values()) {
    wrong.push(...violationsOfAgent(state, agent));
    const known = callsOf(agent)
      .map(({ legId }) => legId)
      .filter((legId) => legId !== null);
    if (known.toSorted().join() !== (legsOf.get(agent.id) ?? []).toSorted().join())
      wrong.push(`agent ${agent.id} has the legs ${String(legsOf.get(agent.id))} and knows ${known.join()}`);
    wrong.push(...violationsOfPermanentLeg(state, agent));
  }
  for (const call of state.calls.values()) wrong.push(...violationsOfInside(state, call));
  wrong.push(...violationsOfRouter(state));
  for (const queue of state.queues.values())
    for (const id of waitingIn(state.router, queue.id))
      if (!state.calls.has(id)) wrong.push(`queue ${queue.id} keeps the ended call ${id}`);
  return wrong;
}

/** Nobody's microphone is open who is in a pause or gone, and no leg goes over a permanent one that is over. */
function violationsOfPermanentLeg({ calls }: TenantState, agent: Agent): string[] {
  const { id, permanentLeg, callId, chosen, isRegistered } = agent;
  const wrong: string[] = [];
  if (permanentLeg !== null && callId === null && !(isRegistered && chosen === 'ready' && agent.keepsPermanentLeg))
    wrong.push(`agent ${id} has a permanent leg and should have none`);
  for (const call of callsOf(agent).flatMap((one) => calls.get(one.callId) ?? []))
    for (const leg of call.legs)
      if (leg.agentId === id && leg.state !== 'ended' && leg.permanent && leg.permanent.id !== permanentLeg?.id)
        wrong.push(`the leg ${leg.id} goes over a permanent leg that is over`);
  return wrong;
}

/** The router knows who is free and who waits as the state has them, and nobody who fits is idle on both sides. */
function violationsOfRouter(state: TenantState): string[] {
  const { router } = state;
  const anew = routerOfState(state, router.now);
  const linesAnew = (id: string): readonly Ordered<Key>[][] => {
    const { free, open, waiting } = anew.lines[anew.plan.queues.get(id)?.index ?? -1] ?? {
      free: [],
      open: [],
      waiting: null,
    };
    return [[...free], [...open], [waiting]];
  };
  const idsOf = (sets: readonly Ordered<Key>[]): string =>
    sets.map((set) => [...entriesOf(set)].map(({ id }) => id).join()).join('; ');
  const wrong: string[] = [];
  for (const [id, { index }] of router.plan.queues) {
    const { free, open, waiting } = router.lines[index]!;
    const [has, should] = [[[...free], [...open], [waiting]], linesAnew(id)].map((parts) =>
      parts.map(idsOf).join(' / '),
    );
    if (has !== should) wrong.push(`the router has ${has} in ${id} and should have ${should}`);
    open.forEach((set, lane) => {
      if (set !== null && free[lane] !== null) wrong.push(`somebody waits and somebody is free in ${id}`);
    });
  }
  return wrong;
}

/** An inside-only agent speaks to nobody outside. */
function violationsOfInside({ agents }: TenantState, call: Call): string[] {
  const roomOf = ({ place }: Party): string | null => (place.kind === 'bridge' ? place.bridgeId : null);
  const outside = call.parties.filter(({ agentId }) => agentId === null).map(roomOf);
  const inside = call.parties.filter(
    (party) => agents.get(party.agentId ?? '')?.isInsideOnly && roomOf(party) !== null,
  );
  return inside
    .filter((party) => outside.includes(roomOf(party)))
    .map(({ agentId }) => `agent ${agentId} is inside-only and talks with somebody outside in call ${call.id}`);
}

const isHeardIn = (call: Call | undefined, legId: string | null): boolean =>
  call !== undefined && legId !== null && [...hears(topologyOf(call)).values()].some((heard) => heard.has(legId));

/** An agent is in one call, and has another one at most; in that they are away as soon as they have been in it. */
function violationsOfAgent(state: TenantState, agent: Agent): string[] {
  const wrong: string[] = [];
  if ((agent.onCall === null) !== (agent.callId === null))
    wrong.push(`agent ${agent.id}: what they do and their call disagree`);
  if (agent.second && (agent.callId === null || agent.second.callId === agent.callId))
    wrong.push(`agent ${agent.id} has a second call and no first`);
  for (const { callId } of callsOf(agent)) {
    const call = state.calls.get(callId);
    const own = call && partyOfAgent(call, agent.id);
    if (!call) wrong.push(`agent ${agent.id} is in a call that is over`);
    if (own?.state === (callId === agent.callId ? 'away' : 'in'))
      wrong.push(`agent ${agent.id} is ${own.state} in the wrong one of two calls`);
  }
  if (
    agent.second &&
    callsOf(agent).filter(({ callId, legId }) => isHeardIn(state.calls.get(callId), legId)).length > 1
  )
    wrong.push(`agent ${agent.id} is heard in two calls`);
  return wrong;
}

/** When all is over: no leg, no bridge, no call, every call ended once with an outcome. */
export function violationsOfEnd(simulation: Simulation, started: number): string[] {
  const wrong: string[] = [];
  if (simulation.state.calls.size > 0)
    wrong.push(
      `${simulation.state.calls.size} calls never ended: ${[...simulation.state.calls.values()].map((call) => call.phase).join(', ')}`,
    );
  if (simulation.media.legs.size > 0) wrong.push(`${simulation.media.legs.size} orphan legs`);
  if (simulation.media.bridges.size > 0) wrong.push(`${simulation.media.bridges.size} orphan bridges`);
  if (simulation.ended.length !== started) wrong.push(`${started} calls, ${simulation.ended.length} records`);
  if (new Set(simulation.ended.map((call) => call.id)).size !== simulation.ended.length)
    wrong.push('a call ended twice');
  for (const call of simulation.ended)
    if (call.outcome === 'in-progress' || call.endedAt === null) wrong.push(`call ${call.id} ended without an outcome`);
  return wrong;
}

/** Facts of a call are numbered without a gap. */
export function violationsOfFacts(seqs: ReadonlyMap<string, readonly number[]>): string[] {
  return [...seqs]
    .filter(([, list]) => list.some((seq, i) => seq !== i + 1))
    .map(([id]) => `the facts of call ${id} have a gap`);
}
