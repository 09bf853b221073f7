/**
 * A simulated world for the reducers: a media server, callers and agents that answer to commands as real ones do, under a virtual clock and a seed.
 * Rules can be tried on whole days in seconds; `violations.ts` proves of every moment that nothing is lost.
 */
import type { SavedAgent } from '../agents/agent.ts';
import type { Call } from '../callcontrol/call.ts';
import type { DeadlineKey } from '../callcontrol/deadline.ts';
import type { RecordedFact } from '../callcontrol/fact.ts';
import { applyChange, emptyState, type TenantState, type Change } from '../callcontrol/transition.ts';
import type { Configuration } from '../callcontrol/configuration.ts';
import type { Command } from '../callcontrol/command.ts';
import type { Event } from '../callcontrol/event.ts';
import { reduce } from '../callcontrol/reduce.ts';
import { noSkills } from '../queues/needs.ts';
import { seeded, Timeline } from './timeline.ts';

export interface Behaviour {
  /** Chances from 0 to 1. */
  agentAnswers: number;
  agentRefuses: number;
  calleeAnswers: number;
  callerGivesUp: number;
  pressesKey: number;
  phoneLost: number;
  /** Mean seconds of a conversation. */
  talkSeconds: number;
}

export const usualBehaviour: Behaviour = {
  agentAnswers: 0.9,
  agentRefuses: 0.03,
  calleeAnswers: 0.6,
  callerGivesUp: 0.1,
  pressesKey: 0.9,
  phoneLost: 0.02,
  talkSeconds: 60,
};

/** Legs and bridges as the media server would have them. */
interface Media {
  legs: Set<string>;
  bridges: Map<string, Set<string>>;
  inDialplan: Set<string>;
}

export class Simulation {
  state: TenantState;
  now = 1_750_000_000_000;
  readonly ended: Call[] = [];
  readonly media: Media = { legs: new Set(), bridges: new Map(), inDialplan: new Set() };
  eventCount = 0;
  keepsEnded = true;
  onFacts: ((facts: readonly RecordedFact[]) => void) | null = null;
  private readonly timeline = new Timeline<Event>();
  private readonly behaviour: Behaviour;
  readonly random: () => number;

  constructor(configuration: Configuration, agentCount: number, seed: number, behaviour: Behaviour = usualBehaviour) {
    this.random = seeded(seed);
    this.behaviour = behaviour;
    this.state = emptyState(configuration);
    this.apply({ type: 'configured', configuration });
    for (let i = 0; i < agentCount; i++) this.addAgent(i);
  }

  private addAgent(i: number): void {
    const id = agentId(i);
    this.apply({ type: 'agent-saved', agent: simulatedAgent(i) });
    this.apply({ type: 'phone-issued', agentId: id, sessionId: id });
    this.apply({ type: 'phone-registered', agentId: id });
  }

  /** Lets something happen after so many seconds. */
  later(seconds: number, event: Event): void {
    this.timeline.put(this.now + seconds * 1000, event);
  }

  /** Runs until nothing is due any more or `most` events have happened; `check` sees every moment. */
  run(most: number, check?: (simulation: Simulation, change: Change) => void): void {
    for (let i = 0; i < most; i++) {
      const next = this.timeline.take();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      const change = this.apply(next.what);
      check?.(this, change);
    }
  }

  /** One event now. */
  apply(event: Event): Change {
    if (!this.isPossible(event)) return reduce(this.state, { type: 'agent-deadline', agentId: '' }, this.now);
    this.eventCount++;
    if (event.type === 'inbound') this.media.legs.add(event.legId);
    if (event.type === 'leg-gone') this.forget(event.legId);
    const change = reduce(this.state, event, this.now);
    this.state = applyChange(this.state, change);
    for (const call of change.calls.values()) this.follow(call);
    for (const agent of change.agents.values()) {
      const at =
        agent?.wrapUpEndsAt ?? (agent && agent.noAnswerDelayUntil > this.now ? agent.noAnswerDelayUntil : null);
      if (agent && at !== null) this.timeline.put(at, { type: 'agent-deadline', agentId: agent.id });
    }
    for (const [callId, commands] of change.commands) for (const command of commands) this.execute(callId, command);
    this.onFacts?.(change.facts);
    return change;
  }

  /** A leg that is gone says nothing any more, one that is away for its recorder only that it is back. */
  private isPossible(event: Event): boolean {
    if (!('legId' in event) || event.type === 'inbound') return true;
    if (!this.media.legs.has(event.legId)) return false;
    if (event.type === 'leg-ready') this.media.inDialplan.delete(event.legId);
    return true;
  }

  private follow(call: Call): void {
    if (call.phase === 'ended') {
      if (this.keepsEnded) this.ended.push(call);
      return;
    }
    for (const [name, at] of Object.entries(call.deadlines) as [DeadlineKey, number][])
      this.timeline.put(at, { type: 'deadline', callId: call.id, name });
  }

  private forget(legId: string): void {
    this.media.legs.delete(legId);
    this.media.inDialplan.delete(legId);
    for (const legs of this.media.bridges.values()) legs.delete(legId);
  }

  private execute(callId: string, command: Command): void {
    switch (command.do) {
      case 'play':
        return command.what === 'ringing'
          ? undefined
          : this.play(command.channelId, command.playbackId, command.what.length);
      case 'ring-agent':
        return this.ringAgent(command);
      case 'create-leg':
        this.media.legs.add(command.legId);
        return this.later(0.01, { type: 'leg-ready', legId: command.legId });
      case 'arm-recorder':
        for (const legs of this.media.bridges.values()) legs.delete(command.legId);
        this.media.inDialplan.add(command.legId);
        return this.later(0.005, { type: 'leg-ready', legId: command.legId });
      case 'dial-leg':
        return this.dial(command.legId);
      case 'hang-up':
      case 'refuse':
        return this.forget(command.legId);
      case 'record-voicemail':
        return this.later(6, { type: 'voicemail-ended', callId: command.callId, seconds: 6 });
      default:
        this.bridge(callId, command);
    }
  }

  private bridge(callId: string, command: Command): void {
    const { bridges } = this.media;
    switch (command.do) {
      case 'create-bridge':
        return void bridges.set(command.bridgeId, new Set());
      case 'destroy-bridge':
        return void bridges.delete(command.bridgeId);
      case 'leave':
        return void bridges.get(command.bridgeId)?.delete(command.channelId);
      case 'join': {
        for (const channelId of command.channelIds) bridges.get(command.bridgeId)!.add(channelId);
        const seconds = this.exponential(this.behaviour.talkSeconds);
        for (const legId of command.channelIds)
          this.later(seconds, { type: 'leg-gone', legId, cause: 16, sipCode: null });
        if (this.random() < this.behaviour.phoneLost) this.losePhone(callId);
      }
    }
  }

  private losePhone(callId: string): void {
    const agent = this.state.calls.get(callId)?.agentId;
    if (!agent) return;
    this.later(3, { type: 'phone-lost', agentId: agent });
    this.later(5, { type: 'phone-issued', agentId: agent, sessionId: `${agent}-again` });
    this.later(6, { type: 'phone-registered', agentId: agent });
  }

  private play(legId: string, playbackId: string, prompts: number): void {
    this.later(2 * prompts, { type: 'playback-ended', legId, playbackId });
    if (this.random() < this.behaviour.pressesKey)
      this.later(this.random() * 4, {
        type: 'digit',
        legId,
        digit: this.random() < 0.8 ? '1' : String(Math.floor(this.random() * 10)),
      });
    if (this.random() < this.behaviour.callerGivesUp)
      this.later(this.random() * 60, { type: 'leg-gone', legId, cause: 16, sipCode: null });
  }

  private ringAgent(command: Extract<Command, { do: 'ring-agent' }>): void {
    const { legId } = command;
    this.media.legs.add(legId);
    this.later(0.05, { type: 'leg-ringing', legId });
    if (command.isAutomatic) return this.later(0.2, { type: 'leg-ready', legId });
    if (this.random() < this.behaviour.agentRefuses)
      return this.later(1, { type: 'leg-gone', legId, cause: 21, sipCode: 603 });
    if (this.random() < this.behaviour.agentAnswers) this.later(0.5 + this.random() * 5, { type: 'leg-ready', legId });
  }

  private dial(legId: string): void {
    this.later(0.5, { type: 'leg-ringing', legId });
    if (this.random() < this.behaviour.calleeAnswers)
      this.later(1 + this.random() * 20, { type: 'leg-answered', legId });
    else this.later(2, { type: 'leg-gone', legId, cause: 17, sipCode: 486 });
  }

  private exponential(mean: number): number {
    return -Math.log(1 - this.random()) * mean;
  }
}

/** The id of the simulated agent with this index, from 0. */
export const agentId = (i: number): string => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;
/** The id of the simulated call with this index, from 0. */
export const simulatedCallId = (i: number): string => `10000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

/** The agent with this index, from 0: extension 400 and up; they may do everything. */
export function simulatedAgent(i: number, change: Partial<SavedAgent> = {}): SavedAgent {
  const id = agentId(i);
  return {
    id,
    extension: String(400 + i),
    name: `坐席${i}`,
    departmentId: null,
    isEnabled: true,
    isRecorded: true,
    wrapUpSeconds: 5,
    callerId: null,
    transferCallerId: null,
    trunkId: null,
    kind: 'agent',
    mayCallDomestic: true,
    mayCallInternational: false,
    isInsideOnly: false,
    signInMethod: 'any',
    deskPhonePops: true,
    skills: noSkills,
    hasSecondCall: false,
    groupIds: [],
    mobile: null,
    mobileWhen: [],
    longDistance: 'never',
    box: null,
    keepsPermanentLeg: false,
    codecs: ['alaw', 'ulaw'],
    ...change,
  };
}
