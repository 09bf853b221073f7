/** A tenant's whole live state, and the transition in which a reducer works out the next one without touching it. */
import { changeAgent, goingOver, inCall, type Agent, type AgentCall } from '../agents/agent.ts';
import { settled } from '../agents/state.ts';
import type { Queue } from '../queues/queue.ts';
import { routerOf, withAgent, withCaller, withLast, type Router } from '../queues/router.ts';
import { legOf, partyOf, topologyOf, type Call, type Leg, type Offer, type Party } from './call.ts';
import type { DeadlineKey, DeadlineName } from './deadline.ts';
import { stageInCall } from './agent-stage.ts';
import type { Command } from './command.ts';
import { changedLeg, changedParty, copyCall } from './copies.ts';
import { countDay } from './day-counts.ts';
import type { Configuration } from './configuration.ts';
import type { Event } from './event.ts';
import type { Fact, RecordedFact } from './fact.ts';
import { isStayOf, segmentsAfter, standsAs } from './segments.ts';
import { callerOf, freeAgentOf, isAsFree, isSameCaller, routerOfState } from './standing.ts';
import { apart, commandsBetween, mediaOf, nowhere, type Media, type Place } from './topology.ts';
import { spansIn } from './spans.ts';

export interface TenantState {
  readonly configuration: Configuration;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly calls: ReadonlyMap<string, Call>;
  /** The call of each live leg. */
  readonly legs: ReadonlyMap<string, string>;
  /** Who waits and who is free, as agents, queues and calls say: see `standing.ts`. */
  readonly router: Router;
}

/** What one event made: values replaced (null: removed), commands by call and facts in order. */
export interface Change {
  readonly configuration: Configuration | null;
  readonly agents: ReadonlyMap<string, Agent | null>;
  readonly queues: ReadonlyMap<string, Queue | null>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly legs: ReadonlyMap<string, string | null>;
  readonly router: Router;
  readonly commands: ReadonlyMap<string, readonly Command[]>;
  readonly facts: readonly RecordedFact[];
}

/** The state of a tenant with whom nothing has happened yet. */
export const emptyState = (configuration: Configuration): TenantState => ({
  configuration,
  agents: new Map(),
  queues: new Map(),
  calls: new Map(),
  legs: new Map(),
  router: routerOf([], [], [], 0),
});

/** The working copy of one reduction: reads through to the state, keeps what it writes. */
export class Transition {
  readonly now: number;
  private readonly state: TenantState;
  private readonly event: Event['type'];
  private nextConfiguration: Configuration | null = null;
  private readonly agents = new Map<string, Agent | null>();
  private readonly queues = new Map<string, Queue | null>();
  private readonly calls = new Map<string, Call>();
  private readonly legs = new Map<string, string | null>();
  private readonly commands = new Map<string, Command[]>();
  /** Playbacks that ended by themselves. */
  private readonly heard = new Set<string>();
  private readonly facts: RecordedFact[] = [];
  private nextRouter: Router;

  constructor(state: TenantState, event: Event['type'], now: number) {
    this.state = state;
    this.event = event;
    this.now = now;
    this.nextRouter = state.router;
  }

  get configuration(): Configuration {
    return this.nextConfiguration ?? this.state.configuration;
  }
  setConfiguration(configuration: Configuration): void {
    this.nextConfiguration = configuration;
  }

  agent(id: string | null): Agent | undefined {
    if (id === null) return undefined;
    const own = this.agents.get(id);
    return own === null ? undefined : (own ?? this.state.agents.get(id));
  }
  setAgent(agent: Agent): void {
    this.moveAgent(this.agent(agent.id), agent);
    this.agents.set(agent.id, agent);
  }
  removeAgent(id: string): void {
    this.moveAgent(this.agent(id), undefined);
    this.agents.set(id, null);
  }
  private moveAgent(before: Agent | undefined, after: Agent | undefined): void {
    if (!isAsFree(before, after)) this.nextRouter = withAgent(this.nextRouter, freeAgentOf(before), freeAgentOf(after));
  }
  changeAgent(id: string, change: Partial<Agent>): void {
    const agent = this.agent(id);
    if (agent) this.setAgent(changeAgent(agent, change, this.now));
  }
  /** Changes what an agent does in one of their calls. */
  changeAgentIn(id: string, callId: string, change: Partial<Pick<AgentCall, 'legId' | 'onCall'>>): void {
    const agent = this.agent(id);
    if (agent) this.changeAgent(id, inCall(agent, callId, change));
  }
  /** The agent goes over to one of their calls; who waits in the other one follows from it (`followAgent`). */
  bringForward(id: string, callId: string): void {
    const agent = this.agent(id);
    if (agent?.second?.callId === callId) this.changeAgent(id, goingOver(agent, callId));
  }
  /** Agents of this event who have, or had, two calls. */
  agentsOfTwo(): string[] {
    return [...this.agents.keys()].filter(
      (id) => (this.agents.get(id)?.second ?? this.state.agents.get(id)?.second ?? null) !== null,
    );
  }
  /** Agents whom this event has changed. */
  changedAgents(): string[] {
    return [...this.agents.keys()];
  }
  agentIds(): string[] {
    return [...new Set([...this.state.agents.keys(), ...this.agents.keys()])].filter((id) => this.agent(id));
  }

  queue(id: string | null): Queue | undefined {
    if (id === null) return undefined;
    const own = this.queues.get(id);
    return own === null ? undefined : (own ?? this.state.queues.get(id));
  }
  setQueue(queue: Queue): void {
    this.queues.set(queue.id, queue);
    this.nextRouter = withLast(this.nextRouter, queue.id, queue.lastAgentId);
  }
  removeQueue(id: string): void {
    this.queues.set(id, null);
  }
  queueIds(): string[] {
    return [...new Set([...this.state.queues.keys(), ...this.queues.keys()])].filter((id) => this.queue(id));
  }

  call(id: string): Call | undefined {
    return this.calls.get(id) ?? this.state.calls.get(id);
  }
  /** Calls of this event that go on. */
  touchedCalls(): string[] {
    return [...this.calls.values()].filter(({ phase }) => phase !== 'ended').map(({ id }) => id);
  }
  callIds(): string[] {
    return [...new Set([...this.state.calls.keys(), ...this.calls.keys()])];
  }
  /** Calls of this event, also those that have ended with it. */
  changedCalls(): Call[] {
    return [...this.calls.values()];
  }
  /** Calls that were live before this event. */
  liveCalls(): TenantState['calls'] {
    return this.state.calls;
  }
  setCall(call: Call): void {
    const before = this.call(call.id);
    if (before?.phase === 'queued' || call.phase === 'queued') {
      const { queues } = this.configuration;
      const [from, to] = [callerOf(before, queues), callerOf(call, queues)];
      if (!isSameCaller(from, to)) this.nextRouter = withCaller(this.nextRouter, from, to);
    }
    this.calls.set(call.id, call);
  }
  changeCall(id: string, change: Partial<Call>): Call {
    const call = this.call(id);
    if (!call) throw new Error(`no call ${id}`);
    const next = Object.assign(copyCall(call), change);
    this.setCall(next);
    return next;
  }
  changeLeg(callId: string, legId: string, change: Partial<Leg>): Call {
    const call = this.call(callId);
    if (!call || !legOf(call, legId)) throw new Error(`no leg ${legId} in call ${callId}`);
    return this.changeCall(callId, {
      legs: call.legs.map((leg) => (leg.id === legId ? changedLeg(leg, change) : leg)),
    });
  }
  addLeg(callId: string, leg: Leg): Call {
    const call = this.call(callId)!;
    this.legs.set(leg.id, callId);
    return this.changeCall(callId, { legs: [...call.legs, leg], nextId: call.nextId + 1 });
  }
  addParty(callId: string, party: Party): Call {
    return this.changeCall(callId, { parties: [...this.call(callId)!.parties, party] });
  }
  changeParty(callId: string, partyId: string, change: Partial<Party>): Call {
    const { parties } = this.call(callId)!;
    return this.changeCall(callId, {
      parties: parties.map((party) => (party.id === partyId ? changedParty(party, change) : party)),
    });
  }
  removeParty(callId: string, partyId: string): void {
    this.changeCall(callId, { parties: this.call(callId)!.parties.filter(({ id }) => id !== partyId) });
    this.setDeadlines(callId, { music: null, grace: null, connect: null, keys: null }, partyId);
  }
  /** Calls somebody in, for so many seconds at most. */
  addOffer(callId: string, offer: Offer, seconds: number): void {
    this.changeCall(callId, { offers: [...this.call(callId)!.offers, offer] });
    this.setDeadlines(callId, { ring: seconds }, offer.id);
  }
  removeOffer(callId: string, offerId: string): void {
    this.changeCall(callId, { offers: this.call(callId)!.offers.filter(({ id }) => id !== offerId) });
    this.setDeadlines(callId, { ring: null }, offerId);
  }
  /** Puts a party into a place, apart while they have no leg or are in another call; what the media server is told follows from it (`commit`). */
  place(callId: string, partyId: string, wanted: Place): void {
    const call = this.call(callId)!;
    const { legId, state } = partyOf(call, partyId)!;
    const place = legId === null || state === 'away' ? apart : wanted;
    if (place.kind === 'bridge' && !call.bridges.includes(place.bridgeId))
      this.changeCall(callId, { bridges: [...call.bridges, place.bridgeId] });
    this.changeParty(callId, partyId, { place });
    const leg = legOf(call, legId);
    if (leg) this.changeLeg(callId, leg.id, { spans: spansIn(leg, place, this.now) });
  }
  /** A playback has ended by itself, so that nothing has to be stopped. */
  playbackHeard(playbackId: string): void {
    this.heard.add(playbackId);
  }
  forgetLeg(legId: string): void {
    this.legs.set(legId, null);
  }
  callOfLeg(legId: string): Call | undefined {
    const own = this.legs.get(legId);
    const callId = own === undefined ? this.state.legs.get(legId) : own;
    return callId ? this.call(callId) : undefined;
  }

  /** Sets deadlines of the call, or of an offer or party in it, after so many seconds; null takes one away. */
  setDeadlines(callId: string, seconds: Partial<Record<DeadlineName, number | null>>, of?: string): void {
    const { deadlines } = this.call(callId)!;
    const next: Partial<Record<DeadlineKey, number>> = {};
    let isChanged = false;
    for (const name of Object.keys(seconds) as DeadlineName[]) {
      const key = of === undefined ? name : (`${name}/${of}` as const);
      const after = seconds[name];
      isChanged ||= after !== null || key in deadlines;
      if (typeof after === 'number') next[key] = this.now + after * 1000;
    }
    if (!isChanged) return;
    for (const key of Object.keys(deadlines) as DeadlineKey[]) {
      const name = (of === undefined || !key.endsWith(of) ? key : key.slice(0, -of.length - 1)) as DeadlineName;
      if (!(name in seconds)) next[key] = deadlines[key]!;
    }
    this.changeCall(callId, { deadlines: next });
  }

  /** Facts of this event until now. */
  factsSoFar(): readonly RecordedFact[] {
    return this.facts;
  }

  get router(): Router {
    return this.nextRouter;
  }
  setRouter(router: Router): void {
    this.nextRouter = router;
  }
  /** The queues, their members or what they go by have changed. */
  routeAnew(): void {
    this.nextRouter = routerOfState(this.asItStands(), this.now);
  }
  /** Everything as this event has left it until now, for rules that look at all of it: a copy of all its maps. */
  asItStands(): Pick<TenantState, 'configuration' | 'agents' | 'queues' | 'calls'> {
    const present = <T>(ids: readonly string[], of: (id: string) => T): Map<string, T> =>
      new Map(ids.map((id) => [id, of(id)]));
    return {
      configuration: this.configuration,
      agents: present(this.agentIds(), (id) => this.agent(id)!),
      queues: present(this.queueIds(), (id) => this.queue(id)!),
      calls: present(this.callIds(), (id) => this.call(id)!),
    };
  }

  command(callId: string, command: Command): void {
    const list = this.commands.get(callId);
    if (list) list.push(command);
    else this.commands.set(callId, [command]);
  }
  fact(callId: string, fact: Fact): void {
    const call = this.call(callId)!;
    this.facts.push({ callId, seq: call.nextSeq, at: this.now, fact });
    this.changeCall(callId, { nextSeq: call.nextSeq + 1 });
  }

  /**
   * Closes the transition. Each call that was touched has its segments and its next version, and after its own commands those that bring everybody
   * into their places.
   */
  commit(): Change {
    for (const call of this.calls.values()) {
      const before = this.state.calls.get(call.id);
      if (!before || !standsAs(before, call) || this.heard.size > 0)
        for (const command of commandsBetween(this.mediaBefore(call.id), mediaOf(topologyOf(call))))
          this.command(call.id, command);
      const segments = before && isStayOf(before, call) ? call.segments : segmentsAfter(call, this.event, this.now);
      this.calls.set(call.id, Object.assign(copyCall(call), { segments, version: call.version + 1 }));
    }
    countDay(this, this.state.calls, this.calls.values());
    this.settleAgents();
    return {
      configuration: this.nextConfiguration,
      agents: this.agents,
      queues: this.queues,
      calls: this.calls,
      legs: this.legs,
      router: this.nextRouter,
      commands: this.commands,
      facts: this.facts,
    };
  }

  /** Whoever has changed, or whose call has, is in the state that follows. */
  private settleAgents(): void {
    const { now, configuration } = this;
    const at = { now, utcOffsetMinutes: configuration.utcOffsetMinutes };
    const ids = new Set(this.agents.keys());
    for (const { parties, offers } of this.calls.values())
      for (const { agentId } of [...parties, ...offers]) if (agentId !== null) ids.add(agentId);
    for (const id of ids) {
      const agent = this.agent(id);
      if (!agent) continue;
      const call = agent.callId === null ? undefined : this.call(agent.callId);
      const stage = call ? stageInCall(call, id) : null;
      const next = settled(agent, this.state.agents.get(id), stage, at);
      if (next !== agent) this.setAgent(next);
    }
  }

  private mediaBefore(callId: string): Media {
    const call = this.state.calls.get(callId);
    const media = mediaOf(call ? topologyOf(call) : nowhere);
    return {
      ...media,
      playing: new Map([...media.playing].filter(([, { playbackId }]) => !this.heard.has(playbackId))),
    };
  }
}

/** The state after a change; ended calls leave it. Its maps are reused, so the state given must not be used again. */
export function applyChange(state: TenantState, change: Change): TenantState {
  const agents = state.agents as Map<string, Agent>;
  const queues = state.queues as Map<string, Queue>;
  const calls = state.calls as Map<string, Call>;
  const legs = state.legs as Map<string, string>;
  for (const [id, agent] of change.agents) setOrDelete(agents, id, agent);
  for (const [id, queue] of change.queues) setOrDelete(queues, id, queue);
  for (const [id, call] of change.calls) setOrDelete(calls, id, call.phase === 'ended' ? null : call);
  for (const [id, callId] of change.legs) setOrDelete(legs, id, callId);
  const { router } = change;
  return { configuration: change.configuration ?? state.configuration, agents, queues, calls, legs, router };
}

function setOrDelete<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}
