/**
 * The router: which waiting caller is offered to which free agent. A value that is never changed: what happens to an agent, a caller or a queue makes
 * another one, in a logarithm of how many agents and callers there are.
 *
 * Each queue has a lane for each step of what its callers need. A free agent stands in every lane that they fit, a caller whom nobody is asked for in the one
 * of their present step; so whoever fits a caller is the first of one ordered set, and so is the caller for an agent. As long as decisions are made after
 * every change, nobody who fits is idle on both sides; then only what has just changed can lead to the next decision.
 */
import { nextStepAt, stepAt } from './needs.ts';
import {
  compareKeys,
  countBefore,
  entriesOf,
  firstOf,
  sizeOf,
  withEntry,
  withoutEntry,
  type Key,
  type Ordered,
} from './ordered.ts';
import { levelSeconds, type Queue, type QueueSettings } from './queue.ts';
import { eachLane, insideLane, planOf, type QueuePlan, type RoutingPlan } from './routing-plan.ts';
import { choose, chooseOne, drawOf, minorOf, type FreeAgent, type FreeMember } from './strategy.ts';
import { whyOf, type Why } from './why.ts';

/** Somebody who waits in a queue; `since` in epoch milliseconds. */
export interface Caller {
  readonly id: string;
  readonly queueId: string;
  readonly since: number;
  /** Counts those who came, so that whoever came first at the same moment is first. */
  readonly seq: number;
  /** Levels by which they come before others, see `levelSeconds`. */
  readonly priority: number;
  /** They had an agent and lost them through no fault of theirs: nobody else comes before them. */
  readonly isFront: boolean;
  /** Nobody is asked for them, or more may be. */
  readonly isOpen: boolean;
  /** How often agents were asked for them: each time `random` draws anew. */
  readonly attempt: number;
}

/** Where a caller stands: by when they came less what their levels are worth. */
interface Place extends Key {
  readonly value: Caller;
}

/** Something that time alone changes: the pause of an agent is over, or a caller comes to the next step of what they need. */
interface Due extends Key {
  readonly agent: FreeAgent | null;
  readonly caller: Caller | null;
}

export interface Router {
  readonly plan: RoutingPlan;
  /** What is due until then has been done, epoch milliseconds. */
  readonly now: number;
  /** By lane. */
  readonly free: readonly Ordered<FreeMember>[];
  readonly open: readonly Ordered<Place>[];
  /** By queue: all who wait in it, also those for whom agents are asked. */
  readonly waiting: readonly Ordered<Place>[];
  readonly lastPositions: readonly number[];
  readonly due: Ordered<Due>;
  /** Of the next who comes: more than any who wait have. */
  readonly nextSeq: number;
  /** What has changed since the last decision and may lead to one. */
  readonly newCallers: Ordered<Place>;
  readonly newAgents: readonly FreeAgent[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** A copy that a function of this file fills before anybody sees it; lists are copied by whoever writes them. */
const draftOf = (router: Router): Mutable<Router> => ({
  plan: router.plan,
  now: router.now,
  free: router.free,
  open: router.open,
  waiting: router.waiting,
  lastPositions: router.lastPositions,
  due: router.due,
  nextSeq: router.nextSeq,
  newCallers: router.newCallers,
  newAgents: router.newAgents,
});

/** Queues as they are set up, with everybody who is free and all callers. */
export function routerOf(
  queues: Iterable<QueueSettings & Partial<Pick<Queue, 'lastAgentId'>>>,
  agents: Iterable<FreeAgent>,
  callers: Iterable<Caller>,
  now: number,
): Router {
  const settings = [...queues];
  const plan = planOf(settings);
  const lanes = Array.from({ length: plan.laneCount }, () => null);
  const router: Mutable<Router> = {
    plan,
    now,
    free: [...lanes],
    open: [...lanes],
    waiting: settings.map(() => null),
    lastPositions: settings.map(({ id, lastAgentId }) => positionOf(plan.queues.get(id)!, lastAgentId ?? null)),
    due: null,
    nextSeq: 0,
    newCallers: null,
    newAgents: [],
  };
  for (const agent of agents) addAgent(router, agent);
  for (const caller of callers) addCaller(router, caller);
  return router;
}

/** An agent is free now who was not, is no more, or is in another way. */
export function withAgent(router: Router, before: FreeAgent | null, after: FreeAgent | null): Router {
  const next = draftOf(router);
  next.free = [...router.free];
  if (before) takeAgent(next, before);
  if (after) addAgent(next, after);
  return next;
}

/** A caller waits who did not, does no more, or does in another way. */
export function withCaller(router: Router, before: Caller | null, after: Caller | null): Router {
  const next = draftOf(router);
  [next.open, next.waiting] = [[...router.open], [...router.waiting]];
  if (before) takeCaller(next, before);
  if (after) addCaller(next, after);
  return next;
}

/** The queue has offered this agent last, or nobody. */
export function withLast(router: Router, queueId: string, agentId: string | null): Router {
  const queue = router.plan.queues.get(queueId);
  if (!queue) return router;
  const position = positionOf(queue, agentId);
  return position === router.lastPositions[queue.index]
    ? router
    : { ...draftOf(router), lastPositions: router.lastPositions.with(queue.index, position) };
}

/** Nobody, or one who is no member any more, stands before the first. */
const positionOf = ({ positions }: QueuePlan, agentId: string | null): number => positions.get(agentId ?? '') ?? -1;

const dueOf = (at: number, agent: FreeAgent | null, caller: Caller | null): Due => ({
  major: at,
  minor: agent === null ? 1 : 0,
  place: 0,
  id: (agent ?? caller)!.id,
  agent,
  caller,
});

function addAgent(router: Mutable<Router>, agent: FreeAgent): void {
  if (agent.noAnswerDelayUntil > router.now) {
    router.due = withEntry(router.due, dueOf(agent.noAnswerDelayUntil, agent, null));
    return;
  }
  const free = router.free as Ordered<FreeMember>[];
  let isWanted = false;
  eachLane(router.plan, agent, (lane, { queue, penalty, position }) => {
    const minor = minorOf(queue.strategy, agent);
    free[lane] = withEntry(free[lane]!, { major: penalty, minor, place: position, id: agent.id, value: agent });
    isWanted ||= router.open[lane] !== null;
  });
  if (isWanted) router.newAgents = [...router.newAgents, agent];
}

function takeAgent(router: Mutable<Router>, agent: FreeAgent): void {
  if (agent.noAnswerDelayUntil > router.now) {
    router.due = withoutEntry(router.due, dueOf(agent.noAnswerDelayUntil, agent, null));
    return;
  }
  const free = router.free as Ordered<FreeMember>[];
  eachLane(router.plan, agent, (lane, { queue, penalty, position }) => {
    const minor = minorOf(queue.strategy, agent);
    free[lane] = withoutEntry(free[lane]!, { major: penalty, minor, place: position, id: agent.id });
  });
  if (router.newAgents.length > 0) router.newAgents = router.newAgents.filter(({ id }) => id !== agent.id);
}

/** Earlier than any moment by so much that it outweighs all levels. */
const frontMs = 1e12;

function placeOf({ weight }: QueuePlan, caller: Caller): Place {
  const { id, since, seq, priority, isFront } = caller;
  const ahead = isFront ? frontMs : (priority + weight) * levelSeconds * 1000;
  return { major: 0, minor: since - ahead, place: seq, id, value: caller };
}

const laneOf = (queue: QueuePlan, { since }: Caller, now: number): number =>
  queue.firstLane + stepAt(queue.steps, since, now);

function addCaller(router: Mutable<Router>, caller: Caller): void {
  const queue = router.plan.queues.get(caller.queueId);
  if (!queue) return;
  const place = placeOf(queue, caller);
  router.nextSeq = Math.max(router.nextSeq, caller.seq + 1);
  const waiting = router.waiting as Ordered<Place>[];
  waiting[queue.index] = withEntry(waiting[queue.index]!, place);
  if (!caller.isOpen) return;
  const lane = laneOf(queue, caller, router.now);
  const open = router.open as Ordered<Place>[];
  open[lane] = withEntry(open[lane]!, place);
  const next = nextStepAt(queue.steps, caller.since, router.now);
  if (next !== null) router.due = withEntry(router.due, dueOf(next, null, caller));
  if (router.free[lane] !== null) router.newCallers = withEntry(router.newCallers, place);
}

function takeCaller(router: Mutable<Router>, caller: Caller): void {
  const queue = router.plan.queues.get(caller.queueId);
  if (!queue) return;
  const place = placeOf(queue, caller);
  const waiting = router.waiting as Ordered<Place>[];
  waiting[queue.index] = withoutEntry(waiting[queue.index]!, place);
  if (!caller.isOpen) return;
  const lane = laneOf(queue, caller, router.now);
  const open = router.open as Ordered<Place>[];
  open[lane] = withoutEntry(open[lane]!, place);
  const next = nextStepAt(queue.steps, caller.since, router.now);
  if (next !== null) router.due = withoutEntry(router.due, dueOf(next, null, caller));
  router.newCallers = withoutEntry(router.newCallers, place);
}

/** Until now: pauses that are over and steps that have come. A clock that was set back changes nothing. */
function advance(router: Router, now: number): Router {
  if (now <= router.now) return router;
  const first = firstOf(router.due);
  const next = draftOf(router);
  if (first === null || first.major > now) return Object.assign(next, { now });
  [next.free, next.open, next.waiting] = [[...router.free], [...router.open], [...router.waiting]];
  const due: Due[] = [];
  for (let one = firstOf(next.due); one !== null && one.major <= now; one = firstOf(next.due)) {
    due.push(one);
    if (one.agent) takeAgent(next, one.agent);
    else takeCaller(next, one.caller!);
  }
  next.now = now;
  for (const { agent, caller } of due) {
    if (agent) addAgent(next, agent);
    else addCaller(next, caller!);
  }
  return next;
}

/** A caller is offered to these agents, one or with `ring-all` several, and why. */
export interface Decision {
  readonly callId: string;
  readonly queueId: string;
  readonly offers: readonly { readonly agentId: string; readonly why: Why }[];
}

/**
 * The next decision, or null when nobody who fits is idle on both sides. The most urgent caller of those who are new and of those whom an agent who is new
 * would take; whom it is offered to is a matter of the strategy. It is for the caller to say what became of it, by `withAgent` and `withCaller`, before
 * the next is asked for.
 */
export function decide(router: Router, now: number): { router: Router; decision: Decision | null } {
  let next = advance(router, now);
  let best: Place | null = null;
  for (let place = firstOf(next.newCallers); place !== null && best === null; place = firstOf(next.newCallers)) {
    if (freeFor(next, place.value) !== null) best = place;
    else next = { ...draftOf(next), newCallers: withoutEntry(next.newCallers, place) };
  }
  for (const agent of next.newAgents) {
    const place = placeFor(next, agent);
    if (place === null) next = { ...draftOf(next), newAgents: next.newAgents.filter((one) => one !== agent) };
    else if (best === null || compareKeys(place, best) < 0) best = place;
  }
  return { router: next, decision: best === null ? null : decisionFor(next, best.value) };
}

const freeFor = (router: Router, caller: Caller): Ordered<FreeMember> =>
  router.free[laneOf(router.plan.queues.get(caller.queueId)!, caller, router.now)]!;

/** Whom the strategy wants for the caller; unless one of them would overtake somebody of the queue who fits as well, who is then decided first. */
function decisionFor(router: Router, caller: Caller): Decision {
  const queue = router.plan.queues.get(caller.queueId)!;
  const free = freeFor(router, caller);
  const members = choose(queue.strategy, free, tieOf(router, queue, `${caller.id}/${caller.attempt}`));
  const place = placeOf(queue, caller);
  for (const { value: agent } of members) {
    const ahead = placeFor(router, agent, queue);
    if (ahead !== null && compareKeys(ahead, place) < 0) return decisionFor(router, ahead.value);
  }
  const offers = members.map((member) => ({
    agentId: member.value.id,
    why: whyOf(queue, member, caller, { count: sizeOf(free), now: router.now }),
  }));
  return { callId: caller.id, queueId: caller.queueId, offers };
}

const tieOf = (router: Router, queue: QueuePlan, of: string): { lastPosition: number; draw: number } => ({
  lastPosition: router.lastPositions[queue.index]!,
  draw: queue.strategy === 'random' ? drawOf(of) : 0,
});

/**
 * The most urgent of those who fit the agent, of one queue or of all of theirs, where each further place among their queues counts as a level less; null
 * when nobody fits.
 */
function placeFor(router: Router, agent: FreeAgent, of?: QueuePlan): Place | null {
  let best: Place | null = null;
  eachLane(router.plan, agent, (lane, { queue, order }) => {
    const first = firstOf(router.open[lane]!);
    if (first === null || (of !== undefined && queue !== of)) return;
    const place = of === undefined ? { ...first, minor: first.minor + order * levelSeconds * 1000 } : first;
    if (best === null || compareKeys(place, best) < 0) best = place;
  });
  return best;
}

/** Which member of the queue a colleague reaches who asks for one: who can do most of what its callers need, else one who is inside-only. */
export function memberFor(router: Router, queueId: string, now: number, of: string): string | null {
  const current = advance(router, now);
  const queue = current.plan.queues.get(queueId);
  if (!queue) return null;
  const tie = tieOf(current, queue, of);
  for (let lane = queue.firstLane; lane <= insideLane(queue); lane++) {
    const member = chooseOne(queue.strategy, current.free[lane]!, tie);
    if (member) return member.value.id;
  }
  return null;
}

/** The queues of which an agent is a member, by id. */
export const queuesOf = ({ plan }: Router, agentId: string): string[] =>
  (plan.memberships.get(agentId) ?? []).map(({ queue }) => queue.id);

/** How many wait in a queue. */
export function waitingCount({ plan, waiting }: Router, queueId: string): number {
  const queue = plan.queues.get(queueId);
  return queue ? sizeOf(waiting[queue.index]!) : 0;
}

/** The calls that wait in a queue, the next one first. */
export function waitingIn({ plan, waiting }: Router, queueId: string): string[] {
  const queue = plan.queues.get(queueId);
  return queue ? [...entriesOf(waiting[queue.index]!)].map(({ id }) => id) : [];
}

/** Where a caller stands in their queue, from 1 on. */
export function positionIn({ plan, waiting }: Router, caller: Caller): number {
  const queue = plan.queues.get(caller.queueId)!;
  return countBefore(waiting[queue.index]!, placeOf(queue, caller)) + 1;
}

/** When what a caller needs becomes less, epoch milliseconds; null when it does not any more. */
export function relaxesAt(
  { plan }: Router,
  { queueId, since }: Pick<Caller, 'queueId' | 'since'>,
  now: number,
): number | null {
  const queue = plan.queues.get(queueId);
  return queue ? nextStepAt(queue.steps, since, now) : null;
}
