/**
 * A call centre for tests of the router, which is told what changes in it. The naive chooser looks at everything anew; both must decide alike, and what must hold
 * is looked at after each step.
 */
import { decideNaively, isFit, type NaiveState } from './test-naive-router.ts';
import { emptyDay } from './day.ts';
import { noAnnouncements } from './announcements.ts';
import { overflowTo } from './overflow.ts';
import type { Queue, QueueMember } from './queue.ts';
import { standardTarget } from './service-level.ts';
import {
  decide,
  memberFor,
  routerOf,
  waitingIn,
  withAgent,
  withCaller,
  withLast,
  type Caller,
  type Router,
} from './router.ts';
import type { FreeAgent } from './strategy.ts';
import { violationsOf } from './test-router-violations.ts';

export interface TestAgent {
  readonly id: string;
  isSignedIn: boolean;
  chosen: 'ready' | 'busy' | 'away';
  /** The caller who rings at them or whom they talk with. */
  callId: string | null;
  isTalking: boolean;
  free: FreeAgent;
}

export interface TestCaller {
  caller: Caller;
  /** Agents at whom they ring. */
  asked: string[];
  isAnswered: boolean;
  /** They are called back, and not yet again: they hold their place, and nobody is asked for them. */
  isPaused: boolean;
}

const start = 1_750_000_000_000;

export class TestCentre {
  now = start;
  agents = new Map<string, TestAgent>();
  callers = new Map<string, TestCaller>();
  queues = new Map<string, Queue>();
  router: Router;
  decisions = 0;
  private seq = 0;
  /** What the router was told of last; agents in the order in which they became free. */
  private knownAgents = new Map<string, FreeAgent>();
  private knownCallers = new Map<string, Caller>();
  private newCallers = new Set<string>();

  constructor() {
    for (const id of ['a', 'b', 'c', 'd', 'e']) this.addAgent(id);
    for (const id of ['sales', 'support', 'billing']) this.queues.set(id, newQueue(id));
    this.setMembers('sales', ['a', 'b', 'c']);
    this.setMembers('support', ['c', 'b', 'd', 'e']);
    this.router = this.rebuilt();
  }

  addAgent(id: string): void {
    const free = { id, idleSince: this.now, noAnswerDelayUntil: 0, answered: 0, lastTalkedAt: 0 };
    const value = { ...free, skills: new Map<string, number>(), signedOutOf: [], isInsideOnly: false };
    this.agents.set(id, { id, isSignedIn: true, chosen: 'ready', callId: null, isTalking: false, free: value });
  }
  setMembers(queueId: string, agentIds: readonly string[], change: Partial<QueueMember> = {}): void {
    this.changeQueue(queueId, { members: agentIds.map((agentId) => ({ agentId, penalty: 0, order: 0, ...change })) });
  }
  changeQueue(queueId: string, change: Partial<Queue>): void {
    const queue = this.queues.get(queueId);
    if (queue) this.queues.set(queueId, { ...queue, ...change });
  }
  changeFree(agent: TestAgent, change: Partial<FreeAgent>): void {
    agent.free = { ...agent.free, ...change };
  }

  arrive(queueId: string, change: Partial<Caller> = {}): void {
    const seq = this.seq++;
    const caller = {
      id: `call-${seq}`,
      queueId,
      since: this.now,
      seq,
      priority: 0,
      isFront: false,
      isOpen: true,
      attempt: 0,
    };
    if (this.queues.has(queueId))
      this.callers.set(caller.id, { caller: { ...caller, ...change }, asked: [], isAnswered: false, isPaused: false });
  }
  /** The caller is gone; agents at whom they ring are free again. */
  leave(one: TestCaller): void {
    for (const id of one.asked) this.release(this.agents.get(id)!);
    this.callers.delete(one.caller.id);
  }
  /** As if they came now, with what stays of them. */
  requeue(one: TestCaller, change: Partial<Caller>): void {
    this.leave(one);
    this.arrive(change.queueId ?? one.caller.queueId, { priority: one.caller.priority, ...change });
  }
  release(agent: TestAgent): void {
    [agent.callId, agent.isTalking] = [null, false];
    this.changeFree(agent, { idleSince: this.now });
  }
  accept(one: TestCaller, agentId: string): void {
    const agent = this.agents.get(agentId);
    if (!agent || agent.callId !== one.caller.id || one.isAnswered) return;
    for (const id of one.asked) if (id !== agentId) this.release(this.agents.get(id)!);
    [agent.isTalking, one.isAnswered, one.asked] = [true, true, [agentId]];
    this.changeFree(agent, { answered: agent.free.answered + 1 });
  }
  /** They did not take it: another is asked, and they rest. What comes late, or twice, changes nothing. */
  miss(one: TestCaller, agentId: string, seconds: number): void {
    const agent = this.agents.get(agentId);
    if (!agent || agent.callId !== one.caller.id || one.isAnswered) return;
    one.asked = one.asked.filter((id) => id !== agentId);
    this.release(agent);
    this.changeFree(agent, { noAnswerDelayUntil: this.now + seconds * 1000 });
  }
  end(one: TestCaller): void {
    if (!one.isAnswered) return;
    for (const id of one.asked) this.changeFree(this.agents.get(id)!, { lastTalkedAt: this.now });
    this.leave(one);
  }
  removeAgent(agent: TestAgent): void {
    const one = this.callers.get(agent.callId ?? '');
    if (one?.isAnswered) this.end(one);
    else if (one) this.miss(one, agent.id, 0);
    this.agents.delete(agent.id);
  }

  freeOf = (agent: TestAgent): FreeAgent | null =>
    agent.isSignedIn && agent.chosen === 'ready' && agent.callId === null ? agent.free : null;
  /** What the router sees of a caller who is not answered. */
  callerOf({ caller, asked, isAnswered, isPaused }: TestCaller): Caller | null {
    const queue = this.queues.get(caller.queueId);
    if (isAnswered || !queue) return null;
    const isOpen = !isPaused && (asked.length === 0 || queue.strategy === 'ring-all');
    return isOpen === caller.isOpen ? caller : { ...caller, isOpen };
  }

  /** The configuration has changed: everything is built anew, and every open caller may be decided. */
  reconfigure(): void {
    for (const one of this.callers.values())
      if (!this.queues.has(one.caller.queueId) && !one.isAnswered) this.leave(one);
    this.router = this.rebuilt();
    for (const [id, { isOpen }] of this.knownCallers) if (isOpen) this.newCallers.add(id);
  }
  private rebuilt(): Router {
    this.now = Math.max(this.now, this.router?.now ?? 0);
    this.knownAgents = new Map(this.current(this.agents, this.freeOf));
    this.knownCallers = new Map(this.current(this.callers, (one) => this.callerOf(one)));
    return routerOf(this.queues.values(), this.knownAgents.values(), this.knownCallers.values(), this.now);
  }
  private current<T, V>(all: ReadonlyMap<string, T>, of: (one: T) => V | null): [string, V][] {
    return [...all].flatMap(([id, one]) => {
      const value = of(one);
      return value ? [[id, value] satisfies [string, V]] : [];
    });
  }

  /** Tells the router what has changed since it was told last. */
  private tell(): void {
    const agents = new Map(this.current(this.agents, this.freeOf));
    for (const id of new Set([...this.knownAgents.keys(), ...agents.keys()])) {
      const [before, after] = [this.knownAgents.get(id) ?? null, agents.get(id) ?? null];
      if (before === after) continue;
      this.router = withAgent(this.router, before, after);
      this.knownAgents.delete(id);
      if (after) this.knownAgents.set(id, after);
    }
    const callers = new Map(this.current(this.callers, (one) => this.callerOf(one)));
    for (const id of new Set([...this.knownCallers.keys(), ...callers.keys()])) {
      const [before, after] = [this.knownCallers.get(id) ?? null, callers.get(id) ?? null];
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      this.router = withCaller(this.router, before, after);
      if (after) this.knownCallers.set(id, after);
      else this.knownCallers.delete(id);
      if (after?.isOpen) this.newCallers.add(id);
    }
    for (const { id, lastAgentId } of this.queues.values()) this.router = withLast(this.router, id, lastAgentId);
  }

  /** What the naive chooser looks at; callers whose needs have become less by now count as new. */
  private naive(): NaiveState {
    const resting = [...this.knownAgents.values()].filter(
      ({ noAnswerDelayUntil }) => noAnswerDelayUntil > this.lastNow,
    );
    const rested = resting.toSorted((a, b) => a.noAnswerDelayUntil - b.noAnswerDelayUntil || (a.id < b.id ? -1 : 1));
    for (const agent of rested.filter(({ noAnswerDelayUntil }) => noAnswerDelayUntil <= this.now)) {
      this.knownAgents.delete(agent.id);
      this.knownAgents.set(agent.id, agent);
    }
    for (const { id, queueId, since, isOpen } of this.knownCallers.values())
      for (const { afterSeconds } of this.queues.get(queueId)!.needs)
        if (isOpen && since + afterSeconds * 1000 > this.lastNow && since + afterSeconds * 1000 <= this.now)
          this.newCallers.add(id);
    const [agents, callers] = [[...this.knownAgents.values()], [...this.knownCallers.values()]];
    return { queues: this.queues, agents, callers, newCallers: this.newCallers, now: this.now };
  }
  private lastNow = start;

  /** Everything that is to be decided now, by both; throws with what is wrong. */
  settle(): void {
    for (let count = 0; ; count++) {
      if (count > 100) throw new Error('decisions without end');
      this.tell();
      const state = this.naive();
      const expected = decideNaively(state);
      const { router, decision } = decide(this.router, this.now);
      const got = decision && { callId: decision.callId, agentIds: decision.offers.map(({ agentId }) => agentId) };
      if (JSON.stringify(got) !== JSON.stringify(expected))
        throw new Error(`decided ${JSON.stringify(got)} where ${JSON.stringify(expected)} is due`);
      [this.router, this.lastNow] = [router, this.now];
      if (!got) break;
      const wrong = violationsOf(state, got);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      this.offer(got.callId, got.agentIds);
    }
    this.newCallers.clear();
    this.check();
  }

  private offer(callId: string, agentIds: readonly string[]): void {
    const one = this.callers.get(callId)!;
    this.decisions++;
    for (const id of agentIds) {
      const agent = this.agents.get(id)!;
      if (agent.callId !== null) throw new Error(`${id} has ${agent.callId} and is offered ${callId}`);
      agent.callId = callId;
    }
    one.asked.push(...agentIds);
    one.caller = { ...one.caller, attempt: one.caller.attempt + 1 };
    this.changeQueue(one.caller.queueId, { lastAgentId: agentIds.at(-1)! });
  }

  /** A caller whom nobody is asked for and an agent who is free and fits are never both there; lines are in order and of the right length. */
  private check(): void {
    const state = { queues: this.queues, now: this.now };
    for (const one of this.callers.values()) {
      const caller = this.callerOf(one);
      if (!caller?.isOpen) continue;
      for (const agent of this.agents.values()) {
        const free = this.freeOf(agent);
        if (free && isFit(state, free, caller)) throw new Error(`${free.id} is free and ${caller.id} waits`);
      }
    }
    for (const { id, strategy } of this.queues.values()) {
      const line = [...this.callers.values()].filter((one) => this.callerOf(one)?.queueId === id);
      if (
        waitingIn(this.router, id).toSorted().join() !==
        line
          .map(({ caller }) => caller.id)
          .toSorted()
          .join()
      )
        throw new Error(`the ${strategy} queue ${id} holds others than ${line.length} callers`);
    }
  }

  /** Everybody comes to work, is a member everywhere and can do everything: every caller is served. */
  finish(): void {
    for (const id of ['a', 'b']) if (!this.agents.has(id)) this.addAgent(id);
    for (const id of this.queues.keys()) {
      this.changeQueue(id, { needs: [] });
      this.setMembers(id, [...this.agents.keys()]);
    }
    for (const agent of this.agents.values()) {
      [agent.isSignedIn, agent.chosen] = [true, 'ready'];
      this.changeFree(agent, { isInsideOnly: false, signedOutOf: [] });
    }
    for (const one of this.callers.values()) one.isPaused = false;
    this.now += 3_600_000;
    this.reconfigure();
    this.settle();
    for (let round = 0; this.callers.size > 0; round++) {
      if (round > 500) throw new Error(`${this.callers.size} callers are never served`);
      for (const one of this.callers.values()) {
        if (one.asked[0]) this.accept(one, one.asked[0]);
        this.end(one);
        this.settle();
      }
    }
  }

  /** A consultation reaches a free member. */
  consult(queueId: string): void {
    const agentId = memberFor(this.router, queueId, this.now, 'consultation');
    const isFree = (id: string): boolean => {
      const agent = this.agents.get(id);
      if (agent?.free.signedOutOf.includes(queueId)) return false;
      return agent !== undefined && (this.freeOf(agent)?.noAnswerDelayUntil ?? Infinity) <= this.now;
    };
    const members = this.queues.get(queueId)?.members.filter((member) => isFree(member.agentId)) ?? [];
    if ((agentId === null) !== !members.some(({ agentId: id }) => this.isSkilled(queueId, id)))
      throw new Error(`a consultation reaches ${agentId} of ${JSON.stringify(members)}`);
    if (agentId !== null && !isFree(agentId)) throw new Error(`a consultation reaches ${agentId}, who is not free`);
  }
  private isSkilled(queueId: string, agentId: string): boolean {
    const { needs } = this.queues.get(queueId)!;
    const { skills, isInsideOnly } = this.agents.get(agentId)!.free;
    const hasAll = (step: (typeof needs)[number]): boolean =>
      step.needs.every(({ skillId, level }) => (skills.get(skillId) ?? 0) >= level);
    return isInsideOnly || needs.length === 0 || needs.some(hasAll);
  }
}

/** A queue without members. */
export const newQueue = (id: string): Queue => ({
  id,
  name: id,
  number: '901',
  isEnabled: true,
  strategy: 'round-robin',
  ringSeconds: 15,
  missPauseSeconds: 3,
  maxWaitSeconds: 600,
  maxWaiting: 100,
  overflow: overflowTo({ to: 'goodbye' }),
  announcements: noAnnouncements,
  missedOffers: null,
  maxSignedOut: null,
  target: standardTarget,
  callback: null,
  members: [],
  weight: 0,
  needs: [],
  lastAgentId: null,
  today: emptyDay,
  recentWaits: [],
});
