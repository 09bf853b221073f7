/** Changes of a tenant's live state to the screens that show them. */
import type {
  Board,
  Channels,
  DeskState,
  EntryOf,
  ListedTopic,
  LiveQueues,
  ParkedCalls,
  Presence,
  QueueBoard,
  RecordChange,
  Topic,
  TopicValue,
  TrunkLines,
} from '@bahu/contract/realtime.ts';
import type { Agent } from '@bahu/domain/agents/agent.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import { departmentOfCall } from '@bahu/domain/callcontrol/department.ts';
import { dayNumber } from '@bahu/domain/time/day.ts';
import type { Belonging } from '../kernel/ownership/range.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Published } from './engine/tenant-engine.ts';
import type { Registry } from './engine/registry.ts';
import { boardAgent, boardOf, queueBoardOf } from './board.ts';
import { channelsOf, trunkLinesOf } from './channels.ts';
import type { MeasuredLeg } from './leg-watch.ts';
import type { QualityBook } from './quality-book.ts';
import { deskOf, parkedOf, presenceOf, presentAgent, liveQueuesOf } from './projection.ts';

/** What telephony needs of the realtime hub. */
export interface Screens {
  /** What nobody watches need not be made: whoever begins to watch asks for it as it is then. */
  isWatched(tenantId: string, topic: Topic, agentId?: string): boolean;
  publishDesk(tenantId: string, agentId: string, value: DeskState): void;
  publish<T extends 'queues' | 'parked' | 'channels' | 'trunk-lines' | ListedTopic>(
    tenantId: string,
    topic: T,
    value: TopicValue[T],
  ): void;
  publishEntries<T extends ListedTopic>(tenantId: string, topic: T, entries: readonly EntryOf<T>[]): boolean;
  recordChanged(tenantId: string, change: RecordChange, audience: Belonging): void;
}

/** How long an ended call with its outcome stays in the phone bar. */
const showEndedMs = 4000;
/** Boards of whole tenants are sent at most five times a second. */
const boardMs = 200;
/** All of a tenant's lines and phones, at most once a second. */
const channelMs = 1000;

export class Publisher {
  private readonly screens: Screens;
  private readonly registry: Registry;
  private readonly clock: Clock;
  private readonly sound: Pick<QualityBook, 'scoreOf' | 'soundOf'>;
  private readonly boards = new Map<string, NodeJS.Timeout>();
  private readonly channelTimers = new Map<string, NodeJS.Timeout>();
  /** Agents who may be shown differently with the next state, by topic and tenant; where there is nothing, all of them. */
  private readonly changed = { presence: new Map<string, Set<string>>(), board: new Map<string, Set<string>>() };
  /** Queues on the board that was sent last, by tenant: of one that is gone there is no change to tell. */
  private readonly queueCounts = new Map<string, number>();
  /** The day whose figures were sent, by tenant. */
  private readonly days = new Map<string, number>();
  /** Calls that wait on a number, by tenant. */
  private readonly parked = new Map<string, Set<string>>();
  /** The call that an agent has just had. */
  private readonly ended = new Map<string, { call: Call; timer: NodeJS.Timeout }>();

  constructor(screens: Screens, registry: Registry, clock: Clock, sound: Pick<QualityBook, 'scoreOf' | 'soundOf'>) {
    this.screens = screens;
    this.registry = registry;
    this.clock = clock;
    this.sound = sound;
  }

  publish(published: Published): void {
    const { tenantId } = published;
    const desks = new Set(published.agents.keys());
    for (const call of published.calls.values()) {
      for (const leg of call.legs) if (leg.agentId && leg.state !== 'ended') desks.add(leg.agentId);
      if (call.phase === 'ended') this.callEnded(published, call);
    }
    for (const agentId of desks) this.sendDesk(tenantId, agentId);
    this.noteChanged(tenantId, desks);
    if (desks.size > 0 || published.queuesChanged || this.parkedChanged(published)) this.sendBoardsSoon(tenantId);
    if (published.calls.size > 0 || published.queuesChanged) this.sendChannelsSoon(tenantId);
  }

  /** A leg of a call sounds otherwise: so do the cards of all who are in it. */
  scored({ tenantId, callId }: Pick<MeasuredLeg, 'tenantId' | 'callId'>): void {
    const parties = this.registry.ofTenant(tenantId)?.current.calls.get(callId)?.parties ?? [];
    this.noteChanged(
      tenantId,
      parties.flatMap(({ agentId }) => agentId ?? []),
    );
    this.sendBoardsSoon(tenantId);
    this.sendChannelsSoon(tenantId);
  }

  private noteChanged(tenantId: string, agentIds: Iterable<string>): void {
    for (const id of agentIds) for (const of of Object.values(this.changed)) of.get(tenantId)?.add(id);
  }

  /** Whether a call was parked, or one that was is so no more: its customer may have hung up, which touches nobody else. */
  private parkedChanged({ tenantId, calls }: Published): boolean {
    const parked = this.parked.get(tenantId) ?? new Set<string>();
    const changed = [...calls.values()].filter(({ id, phase }) => (phase === 'parked') !== parked.has(id));
    for (const { id, phase } of changed)
      if (phase === 'parked') parked.add(id);
      else parked.delete(id);
    if (changed.length > 0) this.parked.set(tenantId, parked);
    return changed.length > 0;
  }

  /** Everything of a tenant: whoever watches has seen nothing of what happened while its calls were another's. */
  publishAll(tenantId: string): void {
    const state = this.registry.ofTenant(tenantId)?.current;
    this.parked.set(
      tenantId,
      new Set([...(state?.calls.values() ?? [])].filter(({ phase }) => phase === 'parked').map(({ id }) => id)),
    );
    for (const agentId of state?.agents.keys() ?? []) this.sendDesk(tenantId, agentId);
    for (const of of Object.values(this.changed)) of.delete(tenantId);
    this.sendBoardsSoon(tenantId);
    this.sendChannelsSoon(tenantId);
  }

  /** Figures of a day end with it, though nothing happens: those who watch see the new day. To be asked now and then. */
  followDays(): void {
    const now = this.clock.now();
    for (const { tenantId, current } of this.registry.all()) {
      const day = dayNumber(now, current.configuration.utcOffsetMinutes);
      const before = this.days.get(tenantId);
      this.days.set(tenantId, day);
      if (before === undefined || before === day) continue;
      for (const of of Object.values(this.changed)) of.delete(tenantId);
      this.sendBoardsSoon(tenantId);
    }
  }

  private sendBoardsSoon(tenantId: string): void {
    if (this.boards.has(tenantId)) return;
    this.boards.set(
      tenantId,
      setTimeout(() => {
        this.boards.delete(tenantId);
        const state = this.registry.ofTenant(tenantId)?.current;
        if (!state) return;
        this.sendAgents(tenantId, state, 'presence', presentAgent, presenceOf);
        this.sendAgents(
          tenantId,
          state,
          'board',
          (of, agent, now) => boardAgent(of, agent, now, this.sound.scoreOf),
          (of, now) => boardOf(of, now, this.sound.scoreOf),
        );
        if (this.screens.isWatched(tenantId, 'queue-board')) this.sendQueueBoard(tenantId, state);
        if (this.screens.isWatched(tenantId, 'queues')) this.screens.publish(tenantId, 'queues', liveQueuesOf(state));
        if (this.screens.isWatched(tenantId, 'parked')) this.screens.publish(tenantId, 'parked', parkedOf(state));
      }, boardMs),
    );
  }

  private sendChannelsSoon(tenantId: string): void {
    if (this.channelTimers.has(tenantId)) return;
    const timer = setTimeout(() => {
      this.channelTimers.delete(tenantId);
      const state = this.registry.ofTenant(tenantId)?.current;
      if (!state) return;
      if (this.screens.isWatched(tenantId, 'channels'))
        this.screens.publish(tenantId, 'channels', channelsOf(state, this.sound.soundOf));
      if (this.screens.isWatched(tenantId, 'trunk-lines'))
        this.screens.publish(tenantId, 'trunk-lines', trunkLinesOf(state));
    }, channelMs);
    this.channelTimers.set(tenantId, timer);
  }

  /** Those who have changed; everybody when somebody has come or gone. */
  private sendAgents<T extends 'presence' | 'board'>(
    tenantId: string,
    state: TenantState,
    topic: T,
    one: (state: TenantState, agent: Agent, now: number) => EntryOf<T>,
    all: (state: TenantState, now: number) => TopicValue[T],
  ): void {
    if (!this.screens.isWatched(tenantId, topic)) return;
    const now = this.clock.now();
    const changed = this.changed[topic].get(tenantId);
    this.changed[topic].set(tenantId, new Set());
    const agents = [...(changed ?? [])].map((id) => state.agents.get(id));
    const shown = agents
      .filter((agent): agent is Agent => agent?.isEnabled === true)
      .map((agent) => one(state, agent, now));
    if (changed && shown.length === agents.length && this.screens.publishEntries(tenantId, topic, shown)) return;
    this.screens.publish(tenantId, topic, all(state, now));
  }

  private sendQueueBoard(tenantId: string, state: TenantState): void {
    const value = queueBoardOf(state, this.clock.now());
    const isSameMany = this.queueCounts.get(tenantId) === value.queues.length;
    this.queueCounts.set(tenantId, value.queues.length);
    if (isSameMany && this.screens.publishEntries(tenantId, 'queue-board', value.queues)) return;
    this.screens.publish(tenantId, 'queue-board', value);
  }

  /** Boards of a whole tenant now, of one whose calls are ours; also the first values of a new subscriber. */
  presence(tenantId: string): Presence | undefined {
    return this.made(tenantId, (state) => presenceOf(state, this.clock.now()));
  }
  board(tenantId: string): Board | undefined {
    return this.made(tenantId, (state) => boardOf(state, this.clock.now(), this.sound.scoreOf));
  }
  queueBoard(tenantId: string): QueueBoard | undefined {
    return this.made(tenantId, (state) => queueBoardOf(state, this.clock.now()));
  }
  liveQueues(tenantId: string): LiveQueues | undefined {
    return this.made(tenantId, liveQueuesOf);
  }
  parkedCalls(tenantId: string): ParkedCalls | undefined {
    return this.made(tenantId, parkedOf);
  }
  channels(tenantId: string): Channels | undefined {
    return this.made(tenantId, (state) => channelsOf(state, this.sound.soundOf));
  }
  trunkLines(tenantId: string): TrunkLines | undefined {
    return this.made(tenantId, trunkLinesOf);
  }
  private made<T>(tenantId: string, make: (state: TenantState) => T): T | undefined {
    const state = this.registry.ofTenant(tenantId)?.current;
    return state && make(state);
  }

  private callEnded({ tenantId, state }: Published, call: Call): void {
    // Those who may open its record: its department, and everybody at whom it rang.
    this.screens.recordChanged(
      tenantId,
      { type: 'call', id: call.id, version: call.version },
      {
        ownerIds: [call.agentId, ...call.legs.map((leg) => leg.agentId)],
        departmentIds: [departmentOfCall(state, call)],
      },
    );
    const agentIds = new Set(
      call.legs
        .filter((leg) => leg.agentId && (leg.answeredAt !== null || leg.agentId === call.agentId))
        .map((leg) => leg.agentId!),
    );
    for (const agentId of agentIds) {
      clearTimeout(this.ended.get(agentId)?.timer);
      const timer = setTimeout(() => {
        this.ended.delete(agentId);
        this.sendDesk(tenantId, agentId);
      }, showEndedMs);
      timer.unref();
      this.ended.set(agentId, { call, timer });
    }
  }

  private sendDesk(tenantId: string, agentId: string): void {
    if (!this.screens.isWatched(tenantId, 'desk', agentId)) return;
    const value = this.desk(tenantId, agentId);
    if (value) this.screens.publishDesk(tenantId, agentId, value);
  }

  /** An agent's desk now; also the first value of a new subscriber. */
  desk(tenantId: string, agentId: string): DeskState | undefined {
    const state = this.registry.ofTenant(tenantId)?.current;
    const agent = state?.agents.get(agentId);
    return state && agent ? deskOf(state, agent, this.ended.get(agentId)?.call ?? null, this.clock.now()) : undefined;
  }

  stop(): void {
    for (const timer of [...this.boards.values(), ...this.channelTimers.values()]) clearTimeout(timer);
    for (const { timer } of this.ended.values()) clearTimeout(timer);
  }
}
