/** A tenant's call control for tests: events go in one by one under a clock that the test moves, and what they lead to is read as lines. */
import type { SavedAgent } from '../agents/agent.ts';
import { ownerParty, playbackOf, remoteParty, topologyOf, type Call, type Party } from './call.ts';
import type { DeadlineKey, DeadlineName } from './deadline.ts';
import type { RecordedFact } from './fact.ts';
import { recordOf, type CallRecord } from './record.ts';
import type { DialNumber } from '../numbers/dial.ts';
import type { Queue, QueueMember } from '../queues/queue.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import { violationsOfState, violationsOfCall } from '../simulation/violations.ts';
import { agentId, simulatedAgent } from '../simulation/simulation.ts';
import { hears } from './topology.ts';
import { applyChange, emptyState, type TenantState, type Change } from './transition.ts';
import type { Configuration } from './configuration.ts';
import type { Command } from './command.ts';
import type { Event } from './event.ts';
import { reduce } from './reduce.ts';

export interface TestSetup {
  /** One per agent, extensions 400 and up; their phones are there. They are not recorded unless it is said. */
  agents?: readonly Partial<SavedAgent>[];
  queue?: Partial<Queue>;
  configuration?: Partial<Configuration>;
}

/** What everybody in the tests calls: a mobile. */
export const mobile = '+8613900000042' as DialNumber;
export const id = agentId;
/** Members of a queue, all alike. */
export const members = (...agentIds: string[]): QueueMember[] =>
  agentIds.map((one) => ({ agentId: one, penalty: 0, order: 0 }));

export class TestCallControl {
  state: TenantState;
  now = 1_750_000_000_000;
  private readonly last = new Map<string, Call>();

  constructor({ agents = [{}, {}], queue = {}, configuration = {} }: TestSetup = {}) {
    const standard = simulatedConfiguration(agents.length);
    const queues = new Map([...standard.queues].map(([key, value]) => [key, { ...value, ...queue }]));
    const whole = { ...standard, queues, ...configuration };
    this.state = emptyState(whole);
    this.apply({ type: 'configured', configuration: whole });
    agents.forEach((change, i) => {
      this.apply({ type: 'agent-saved', agent: simulatedAgent(i, { isRecorded: false, ...change }) });
      this.apply({ type: 'phone-issued', agentId: id(i), sessionId: `session-${i}` });
      this.apply({ type: 'phone-registered', agentId: id(i) });
    });
  }

  /** The same state as it stands now, which goes on without this one. */
  copy(): TestCallControl {
    const { configuration, agents, queues, calls, legs, router } = this.state;
    const state = {
      configuration,
      agents: new Map(agents),
      queues: new Map(queues),
      calls: new Map(calls),
      legs: new Map(legs),
      router,
    };
    return Object.assign(Object.create(TestCallControl.prototype) as TestCallControl, {
      state,
      now: this.now,
      last: new Map(this.last),
    });
  }

  /** One event, so many seconds after the one before. The state stays whole, or an error says what is wrong with it. */
  apply(event: Event, after = 0): Change {
    this.now += after * 1000;
    const before = new Map(this.state.calls);
    const change = reduce(this.state, event, this.now);
    this.state = applyChange(this.state, change);
    for (const call of change.calls.values()) this.last.set(call.id, call);
    const wrong = [
      ...violationsOfState(this.state),
      ...[...change.calls.values()].flatMap((call) => [
        ...violationsOfCall(call),
        ...violationsOfStep(before.get(call.id), call, change),
      ]),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    return change;
  }

  /** What one event leads to: facts first, then commands, a line each. */
  tell(event: Event, after = 0): string[] {
    const { facts, commands } = this.apply(event, after);
    return [...facts.map(factLine), ...[...commands.values()].flat().map(commandLine)];
  }

  /** A call as it was last, also when it has ended. */
  call(callId = 'call'): Call {
    return this.last.get(callId)!;
  }
  record(callId = 'call'): CallRecord {
    return recordOf(this.call(callId), this.now);
  }
  /** The leg of the agent whose call it is, or who is asked to take it. */
  near(callId = 'call'): string {
    const call = this.call(callId);
    return (
      call.offers.find(({ reason }) => reason !== 'dial' && reason !== 'colleague')?.id ?? ownerParty(call)!.legId!
    );
  }
  /** The party whom the call is about, and the agent whose call it is. */
  remote(callId = 'call'): Party {
    return remoteParty(this.call(callId))!;
  }
  owner(callId = 'call'): Party {
    return ownerParty(this.call(callId))!;
  }
  /** The leg of the party whom the call is about. */
  far(callId = 'call'): string {
    const call = this.call(callId);
    return remoteParty(call)?.legId ?? call.remoteId!;
  }
  agent(i = 0) {
    return this.state.agents.get(id(i))!;
  }

  /** Who hears whom, by agent (`agent-0`) or number; music and what is played by name. */
  heard(callId = 'call'): Record<string, string> {
    const call = this.call(callId);
    const nameOf = (legId: string): string => {
      const party = call.parties.find((one) => one.legId === legId);
      return party === undefined
        ? legId === 'music'
          ? 'music'
          : 'tone'
        : party.agentId === null
          ? party.id === call.remoteId
            ? 'customer'
            : party.number
          : short(party.agentId);
    };
    return Object.fromEntries(
      [...hears(topologyOf(call))].map(([legId, set]) => [nameOf(legId), [...set].map(nameOf).toSorted().join(' ')]),
    );
  }
  /** The leg of somebody who is being called, the latest. */
  rung(callId = 'call'): string {
    return this.call(callId).offers.at(-1)!.id;
  }
  /** Their phone answers at once; a recorder runs a moment later where there is one. */
  answers(after = 1): string[] {
    return this.tell({ type: 'leg-ready', legId: this.rung() }, after);
  }

  /** A deadline of the call, or the first of an offer or party in it. */
  due(name: DeadlineName, callId = 'call'): Event {
    const own = Object.keys(this.call(callId).deadlines).find((key) => key.startsWith(`${name}/`));
    return { type: 'deadline', callId, name: (own ?? name) as DeadlineKey };
  }
  /** Seconds from now until each deadline, whose ever it is. */
  deadlines(callId = 'call'): Partial<Record<DeadlineName, number>> {
    return Object.fromEntries(
      Object.entries(this.call(callId).deadlines).map(([key, at]) => [
        key.split('/')[0],
        ((at ?? 0) - this.now) / 1000,
      ]),
    );
  }

  inbound(change: Partial<Extract<Event, { type: 'inbound' }>> = {}): string[] {
    return this.tell({
      type: 'inbound',
      callId: 'call',
      legId: 'caller',
      trunkId: simulatedTrunk,
      dialed: simulatedDid,
      caller: mobile,
      callerName: '',
      isOverCapacity: false,
      ...change,
    });
  }

  /** Keys of the caller, a second apart; what the last one leads to. */
  press(...keys: string[]): string[] {
    return keys.map((digit) => this.tell({ type: 'digit', legId: 'caller', digit }, 1)).at(-1)!;
  }

  /** What is played to the caller has been heard. */
  played(after = 1): string[] {
    return this.tell(
      { type: 'playback-ended', legId: 'caller', playbackId: playbackOf(this.call())!.playbackId },
      after,
    );
  }

  /** A leg has ended in the normal way, or as `change` says. */
  gone(legId: string, after = 1, change: Partial<Extract<Event, { type: 'leg-gone' }>> = {}): string[] {
    return this.tell({ type: 'leg-gone', legId, cause: 16, sipCode: null, ...change }, after);
  }

  /** A caller who has pressed 1 for the queue. */
  queued(callId = 'call', legId = 'caller'): this {
    this.inbound({ callId, legId });
    this.apply({ type: 'digit', legId, digit: '1' }, 2);
    return this;
  }

  /** A caller whom the first agent answered after ringing for four seconds. */
  talking(): this {
    this.queued();
    this.apply({ type: 'leg-ringing', legId: this.near() }, 1);
    this.apply({ type: 'leg-ready', legId: this.near() }, 4);
    return this;
  }

  place(by = 0, extension?: string): string[] {
    const target = extension
      ? ({ kind: 'extension', extension } as const)
      : ({ kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid } as const);
    return this.tell({ type: 'place', callId: 'call', agentId: id(by), target, customerId: null, customerName: null });
  }

  /** A call of an agent beside the one that the test is about. */
  own(by: number): void {
    this.apply({
      type: 'place',
      callId: 'own',
      agentId: id(by),
      target: { kind: 'external', number: mobile, trunkId: simulatedTrunk, callerId: simulatedDid },
      customerId: null,
      customerName: null,
    });
  }

  /** A call outside whose agent's phone is up and whose number is being dialled. */
  dialing(): this {
    this.place();
    this.apply({ type: 'leg-ready', legId: this.near() }, 1);
    this.apply({ type: 'leg-ready', legId: this.far() });
    return this;
  }
}

/** A call that changed has its next version, and its facts go on where those before ended. */
function violationsOfStep(before: Call | undefined, call: Call, { facts }: Change): string[] {
  const seqs = facts.filter(({ callId }) => callId === call.id).map(({ seq }) => seq);
  const first = before?.nextSeq ?? 1;
  const wrong =
    seqs.some((seq, i) => seq !== first + i) || call.nextSeq !== first + seqs.length
      ? [`the facts of call ${call.id} have a gap`]
      : [];
  return call.version === (before?.version ?? 0) + 1 ? wrong : [...wrong, `call ${call.id} has no next version`];
}

const short = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(short).join('+');
  return String(value).replace(/^00000000-0000-7000-8000-0*([0-9]+)$/, 'agent-$1');
};
const words = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${short(value)}`)
    .join(' ');

/** A fact as `type name=value`. */
const factLine = ({ fact }: RecordedFact): string => {
  // Why a queue has chosen somebody is looked at where that is the matter.
  const { type, why: _why, ...data } = { why: undefined, ...fact };
  return `* ${type} ${words(data)}`.trim();
};

/** A command as `do name=value`; the call is always the same. */
export const commandLine = (command: Command): string => {
  const { do: what, ...rest } = command;
  return `${what} ${words(rest)}`.trim();
};
