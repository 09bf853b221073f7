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
import { planOf, standsIn, takenBy, type QueuePlan, type RoutingPlan } from './routing-plan.ts';
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

/** A queue: who is free for it and whom nobody is asked for, by lane; all who wait in it, and the position of whom it offered last. */
interface Line {
  readonly free: readonly Ordered<FreeMember>[];
  readonly open: readonly Ordered<Place>[];
  readonly waiting: Ordered<Place>;
  readonly lastPosition: number;
}

export interface Router {
  readonly plan: RoutingPlan;
  /** What is due until then has been done, epoch milliseconds. */
  readonly now: number;
  /** By the queue's place in the plan. */
  readonly lines: readonly Line[];
  readonly due: Ordered<Due>;
  /** Of the next who comes: more than any who wait have. */
  readonly nextSeq: number;
  /** What has changed since the last decision and may lead to one. */
  readonly newCallers: Ordered<Place>;
  readonly newAgents: readonly FreeAgent[];
}

/** A copy that a function of this file fills before anybody sees it; its list of lines is its own, the lines are not. */
interface Draft extends Pick<Router, 'plan'> {
  now: number;
  readonly lines: Line[];
  due: Ordered<Due>;
  nextSeq: number;
  newCallers: Ordered<Place>;
  newAgents: readonly FreeAgent[];
}
const draftOf = (router: Router): Draft => ({
  plan: router.plan,
  now: router.now,
  lines: [...router.lines],
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
  const lines = settings.map(({ id, lastAgentId }): Line => {
    const queue = plan.queues.get(id)!;
    const lanes = Array.from({ length: queue.steps.length + 1 }, () => null);
    return { free: lanes, open: lanes, waiting: null, lastPosition: positionOf(queue, lastAgentId ?? null) };
  });
  const router: Draft = { plan, now, lines, due: null, nextSeq: 0, newCallers: null, newAgents: [] };
  for (const agent of agents) addAgent(router, agent);
  for (const caller of callers) addCaller(router, caller);
  return router;
}

/** An agent is free now who was not, is no more, or is in another way. */
export function withAgent(router: Router, before: FreeAgent | null, after: FreeAgent | null): Router {
  const next = draftOf(router);
  if (before) takeAgent(next, before);
  if (after) addAgent(next, after);
  return next;
}

/** A caller waits who did not, does no more, or does in another way. */
export function withCaller(router: Router, before: Caller | null, after: Caller | null): Router {
  const next = draftOf(router);
  if (before) takeCaller(next, before);
  if (after) addCaller(next, after);
  return next;
}

/** The queue has offered this agent last, or nobody. */
export function withLast(router: Router, queueId: string, agentId: string | null): Router {
  const queue = router.plan.queues.get(queueId);
  if (!queue) return router;
  const lastPosition = positionOf(queue, agentId);
  const line = router.lines[queue.index]!;
  if (line.lastPosition === lastPosition) return router;
  const next = draftOf(router);
  next.lines[queue.index] = { ...line, lastPosition };
  return next;
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

function addAgent(router: Draft, agent: FreeAgent): void {
  if (agent.noAnswerDelayUntil > router.now) {
    router.due = withEntry(router.due, dueOf(agent.noAnswerDelayUntil, agent, null));
    return;
  }
  let isWanted = false;
  for (const { queue, penalty, position } of takenBy(router.plan, agent)) {
    const { free, open, waiting, lastPosition } = router.lines[queue.index]!;
    const minor = minorOf(queue.strategy, agent);
    const member = { major: penalty, minor, place: position, id: agent.id, value: agent };
    const next = free.map((set, lane) => (standsIn(queue, lane, agent) ? withEntry(set, member) : set));
    router.lines[queue.index] = { free: next, open, waiting, lastPosition };
    isWanted ||= waiting !== null && open.some((set, lane) => set !== null && standsIn(queue, lane, agent));
  }
  if (isWanted) router.newAgents = [...router.newAgents, agent];
}

function takeAgent(router: Draft, agent: FreeAgent): void {
  if (agent.noAnswerDelayUntil > router.now) {
    router.due = withoutEntry(router.due, dueOf(agent.noAnswerDelayUntil, agent, null));
    return;
  }
  for (const { queue, penalty, position } of takenBy(router.plan, agent)) {
    const { free, open, waiting, lastPosition } = router.lines[queue.index]!;
    const key = { major: penalty, minor: minorOf(queue.strategy, agent), place: position, id: agent.id };
    const next = free.map((set, lane) => (standsIn(queue, lane, agent) ? withoutEntry(set, key) : set));
    router.lines[queue.index] = { free: next, open, waiting, lastPosition };
  }
  if (router.newAgents.length > 0) router.newAgents = router.newAgents.filter(({ id }) => id !== agent.id);
}

/** Earlier than any moment by so much that it outweighs all levels. */
const frontMs = 1e12;

function placeOf({ weight }: QueuePlan, caller: Caller): Place {
  const { id, since, seq, priority, isFront } = caller;
  const ahead = isFront ? frontMs : (priority + weight) * levelSeconds * 1000;
  return { major: 0, minor: since - ahead, place: seq, id, value: caller };
}

/** The line of a queue with a caller in it, or without. */
function moved(
  { free, open, waiting, lastPosition }: Line,
  place: Place,
  lane: number,
  move: (set: Ordered<Place>, place: Place) => Ordered<Place>,
): Line {
  const next = place.value.isOpen ? open.with(lane, move(open[lane]!, place)) : open;
  return { free, open: next, waiting: move(waiting, place), lastPosition };
}

function addCaller(router: Draft, caller: Caller): void {
  const queue = router.plan.queues.get(caller.queueId);
  if (!queue) return;
  const { steps, index } = queue;
  const place = placeOf(queue, caller);
  const lane = stepAt(steps, caller.since, router.now);
  router.nextSeq = Math.max(router.nextSeq, caller.seq + 1);
  router.lines[index] = moved(router.lines[index]!, place, lane, withEntry);
  if (!caller.isOpen) return;
  const next = nextStepAt(steps, caller.since, router.now);
  if (next !== null) router.due = withEntry(router.due, dueOf(next, null, caller));
  if (router.lines[index].free[lane] !== null) router.newCallers = withEntry(router.newCallers, place);
}

function takeCaller(router: Draft, caller: Caller): void {
  const queue = router.plan.queues.get(caller.queueId);
  if (!queue) return;
  const { steps, index } = queue;
  const place = placeOf(queue, caller);
  router.lines[index] = moved(router.lines[index]!, place, stepAt(steps, caller.since, router.now), withoutEntry);
  if (!caller.isOpen) return;
  const next = nextStepAt(steps, caller.since, router.now);
  if (next !== null) router.due = withoutEntry(router.due, dueOf(next, null, caller));
  router.newCallers = withoutEntry(router.newCallers, place);
}

/** Until now: pauses that are over and steps that have come. A clock that was set back changes nothing. */
function advance(router: Router, now: number): Router {
  if (now <= router.now) return router;
  const first = firstOf(router.due);
  if (first === null || first.major > now) return { ...router, now };
  const next = draftOf(router);
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
    else next = { ...next, newCallers: withoutEntry(next.newCallers, place) };
  }
  for (const agent of next.newAgents) {
    const place = placeFor(next, agent);
    if (place === null) next = { ...next, newAgents: next.newAgents.filter((one) => one !== agent) };
    else if (best === null || compareKeys(place, best) < 0) best = place;
  }
  return { router: next, decision: best === null ? null : decisionFor(next, best.value) };
}

function freeFor({ plan, lines, now }: Router, { queueId, since }: Caller): Ordered<FreeMember> {
  const { index, steps } = plan.queues.get(queueId)!;
  return lines[index]!.free[stepAt(steps, since, now)]!;
}

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
  lastPosition: router.lines[queue.index]!.lastPosition,
  draw: queue.strategy === 'random' ? drawOf(of) : 0,
});

/**
 * The most urgent of those who fit the agent, of one queue or of all of theirs, where each further place among their queues counts as a level less; null
 * when nobody fits.
 */
function placeFor({ plan, lines }: Router, agent: FreeAgent, of?: QueuePlan): Place | null {
  let best: Place | null = null;
  for (const { queue, order } of takenBy(plan, agent)) {
    if (of !== undefined && queue !== of) continue;
    const { open, waiting } = lines[queue.index]!;
    if (waiting === null) continue;
    for (let lane = 0; lane < open.length; lane++) {
      const first = firstOf(open[lane]!);
      if (first === null || !standsIn(queue, lane, agent)) continue;
      const behind = of === undefined ? order * levelSeconds * 1000 : 0;
      const place = behind === 0 ? first : { ...first, minor: first.minor + behind };
      if (best === null || compareKeys(place, best) < 0) best = place;
    }
  }
  return best;
}

/** Which member of the queue a colleague reaches who asks for one: who can do most of what its callers need, else one who is inside-only. */
export function memberFor(router: Router, queueId: string, now: number, of: string): string | null {
  const current = advance(router, now);
  const queue = current.plan.queues.get(queueId);
  if (!queue) return null;
  const tie = tieOf(current, queue, of);
  for (const free of current.lines[queue.index]!.free) {
    const member = chooseOne(queue.strategy, free, tie);
    if (member) return member.value.id;
  }
  return null;
}

/** The queues of which an agent is a member, by id. */
export const queuesOf = ({ plan }: Router, agentId: string): string[] =>
  (plan.memberships.get(agentId) ?? []).map(({ queue }) => queue.id);

/** How many wait in a queue. */
export function waitingCount(router: Router, queueId: string): number {
  return sizeOf(lineOf(router, queueId));
}

/** The calls that wait in a queue, the next one first. */
export function waitingIn(router: Router, queueId: string): string[] {
  return [...entriesOf(lineOf(router, queueId))].map(({ id }) => id);
}

function lineOf({ plan, lines }: Router, queueId: string): Ordered<Place> {
  const queue = plan.queues.get(queueId);
  return queue ? lines[queue.index]!.waiting : null;
}

/** Where a caller stands in their queue, from 1 on. */
export function positionIn(router: Router, caller: Caller): number {
  const queue = router.plan.queues.get(caller.queueId)!;
  return countBefore(lineOf(router, caller.queueId), placeOf(queue, caller)) + 1;
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
