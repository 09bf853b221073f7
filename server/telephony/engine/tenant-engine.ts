/** The one owner of a tenant's calls: a mailbox, one event at a time, facts before commands, commands before publishing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Agent } from '@bahu/domain/agents/agent.ts';
import { isCallStage, stayOver } from '@bahu/domain/agents/state.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import type { DeadlineKey } from '@bahu/domain/callcontrol/deadline.ts';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import { applyChange, type TenantState, type Change } from '@bahu/domain/callcontrol/transition.ts';
import { departmentOfCall, departmentOfSegment } from '@bahu/domain/callcontrol/department.ts';
import type { Segment } from '@bahu/domain/callcontrol/segments.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { reduce } from '@bahu/domain/callcontrol/reduce.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { BridgeTimes } from '../bridge-times.ts';
import { emptyBatch, isEmpty, payloadOf, Written, type Batch } from './batch.ts';
import { Deadlines } from './deadlines.ts';
import { Mailbox, type Letter } from './mailbox.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { FactLog, Safe } from './fact-log.ts';
import { LeaseLost } from './lease.ts';
import type { Turns } from './turns.ts';

/** What the engine tells its surroundings after a batch is written. */
export interface Published {
  tenantId: string;
  state: TenantState;
  calls: ReadonlyMap<string, Call>;
  agents: ReadonlyMap<string, Agent | null>;
  queuesChanged: boolean;
}

export interface TenantEngineOptions {
  tenantId: string;
  /** The media server on which the company lives. */
  node: string;
  clock: Clock;
  log: Log;
  facts: FactLog;
  turns: Turns;
  /** When legs really stood in bridges. */
  bridgeTimes: Pick<BridgeTimes, 'of' | 'miss' | 'forget'>;
  execute(callId: string, commands: readonly Command[]): void;
  publish(published: Published): void;
  /** Legs that became or ceased to be this tenant's. */
  legsChanged(legs: ReadonlyMap<string, string | null>): void;
  leaseLost(): void;
  /** A defect keeps this engine from writing: it has halted. */
  broken(): void;
}

/** Events that are written together, and what follows from them. */
interface Round {
  letters: Letter[];
  batch: Batch;
  commands: Map<string, Command[]>;
}

const nobody = (): void => undefined;
/**
 * What commands nothing and nobody waits for is written with what comes next, and at the latest so much later: that is half of all events, and a
 * transaction costs nearly the same however little it holds. Less than anybody notices on a screen.
 */
const gatherMs = 20;
/** After so long a deadline whose event was not reduced is tried again. */
const retryMs = 5000;

export class TenantEngine {
  readonly tenantId: string;
  readonly node: string;
  private state: TenantState;
  private readonly options: TenantEngineOptions;
  private readonly deadlines: Deadlines;
  private readonly written = new Written();
  private readonly mailbox = new Mailbox();
  private readonly company = {
    ofCall: (call: Call) => departmentOfCall(this.state, call),
    ofSegment: (segment: Segment) => departmentOfSegment(this.state, segment),
    keepsConsultations: () => this.state.configuration.keepsConsultations,
    timesOf: (legId: string) => this.options.bridgeTimes.of(legId),
  };
  /** What is decided and still being written: the media server is told of it afterwards. */
  private round: Round | null = null;
  private isRunning = false;
  private isStopped = false;
  private stateSeq: number;

  constructor(state: TenantState, options: TenantEngineOptions) {
    this.state = state;
    this.tenantId = options.tenantId;
    this.node = options.node;
    this.options = options;
    this.deadlines = new Deadlines(() => options.clock.now());
    this.stateSeq = Math.floor(options.clock.now() * 1000);
    for (const call of state.calls.values()) {
      for (const one of [...call.legs, ...call.segments]) this.written.add(one);
      this.watchCall(call);
    }
    for (const agent of state.agents.values()) {
      this.watchAgent(agent);
      // The call in which they were when the last owner stopped may be over: the event settles them, and the end of that state is recorded.
      if (agent.callId === null && isCallStage(agent.state)) this.post({ type: 'agent-deadline', agentId: agent.id });
    }
    options.legsChanged(state.legs);
    // What is there already has moved while others had the calls.
    options.bridgeTimes.miss(state.legs.keys());
  }

  /** The state as of the last event; never change it. */
  get current(): TenantState {
    return this.state;
  }

  /** Whether the media server is still to be told of a call what the state already says. */
  isTelling(callId: string): boolean {
    return this.round?.commands.has(callId) === true;
  }

  /** Puts an event into the mailbox. */
  post(event: Event): void {
    this.enqueue({ event, isAwaited: false, resolve: nobody, reject: nobody });
  }

  /**
   * Puts an event into the mailbox; resolves when its facts are written.
   * @throws Refusal phone.media-server-unavailable when this process does not own the calls (any more); service.unavailable when the facts are not in the
   * database yet: a journal is good for going on with calls, and no promise to people.
   */
  handle(event: Event): Promise<void> {
    return new Promise((resolve, reject) => this.enqueue({ event, isAwaited: true, resolve, reject }));
  }

  private enqueue(letter: Letter): void {
    if (this.isStopped) return letter.reject(new Refusal('phone.media-server-unavailable'));
    this.mailbox.put(letter);
    if (!this.isRunning) void this.work();
  }

  /** While one batch is being written the next gathers: few, larger transactions. */
  private async work(): Promise<void> {
    this.isRunning = true;
    while (!this.mailbox.isEmpty && !this.isStopped) {
      const turn = this.options.turns.wait(this.tenantId);
      if (turn) await turn;
      const round = await this.gather();
      this.options.turns.took(this.tenantId, round.letters.length);
      const safe = this.isStopped ? null : await this.write(round.batch);
      if (safe === null || this.isStopped) {
        for (const { reject } of round.letters) reject(new Refusal('phone.media-server-unavailable'));
        return;
      }
      for (const [callId, list] of round.commands) this.options.execute(callId, list);
      this.round = null;
      this.publish(round.batch);
      for (const { resolve, reject } of round.letters) {
        if (safe === 'database') resolve();
        else reject(new Refusal('service.unavailable'));
      }
    }
    this.isRunning = false;
  }

  /** What is in the mailbox, what came in the same moment, and what comes while there is time. */
  private async gather(): Promise<Round> {
    const round: Round = { letters: [], batch: emptyBatch(), commands: new Map() };
    this.round = round;
    const until = performance.now() + gatherMs;
    this.take(round);
    await nextTurn();
    this.take(round);
    while (!isUrgent(round) && !this.isStopped && (await this.mailbox.arrival(until))) this.take(round);
    return round;
  }

  private take({ letters, batch, commands }: Round): void {
    for (const letter of this.mailbox.empty()) {
      letters.push(letter);
      this.step(letter.event, batch, commands);
    }
  }

  /** One event. One that breaks a reducer is a defect; the others go on. */
  private step(event: Event, batch: Batch, commands: Map<string, Command[]>): void {
    const now = this.options.clock.now();
    try {
      const before = this.state;
      const change = reduce(before, event, now);
      this.noteStates(change, before, batch);
      this.state = applyChange(before, change);
      this.collect(change, batch, commands);
      this.watchAgain(event, change);
    } catch (error) {
      this.options.log.error(
        { err: error, tenantId: this.tenantId, event: event.type },
        'an event could not be reduced',
      );
      this.watchAgain(event, null);
    }
  }

  /** A timer that has fired and changed nothing is set again: it came too early, or its event was not reduced; that is tried again a little later. */
  private watchAgain(event: Event, change: Change | null): void {
    const notBefore = change === null ? this.options.clock.now() + retryMs : 0;
    const call =
      event.type === 'deadline' && !change?.calls.has(event.callId) ? this.state.calls.get(event.callId) : undefined;
    const agent =
      event.type === 'agent-deadline' && !change?.agents.has(event.agentId)
        ? this.state.agents.get(event.agentId)
        : undefined;
    if (call) this.watchCall(call, notBefore);
    if (agent) this.watchAgent(agent, notBefore);
  }

  private noteStates(change: Change, before: TenantState, batch: Batch): void {
    for (const agent of change.agents.values()) {
      const last = agent && before.agents.get(agent.id);
      const stay = agent && last ? stayOver(last, agent) : null;
      if (stay) batch.states.push({ ...stay, seq: ++this.stateSeq });
    }
  }

  private collect(change: Change, batch: Batch, commands: Map<string, Command[]>): void {
    for (const call of change.calls.values()) {
      batch.calls.set(call.id, call);
      this.watchCall(call);
    }
    for (const [id, agent] of change.agents) {
      batch.agents.set(id, agent);
      if (agent) this.watchAgent(agent);
      else this.deadlines.set(id, null, () => undefined);
    }
    for (const queue of change.queues.values()) if (queue) batch.queues.set(queue.id, queue);
    batch.facts.push(...change.facts);
    if (change.legs.size > 0) this.options.legsChanged(change.legs);
    for (const [callId, list] of change.commands) commands.set(callId, [...(commands.get(callId) ?? []), ...list]);
  }

  /** What is written of an ended call is all that its times were for. */
  private forgetTimes({ calls }: Batch): void {
    for (const { phase, legs } of calls.values())
      if (phase === 'ended') for (const { id } of legs) this.options.bridgeTimes.forget(id);
  }

  /** Null when the calls are another's. */
  private async write(batch: Batch): Promise<Safe | null> {
    if (isEmpty(batch)) return 'database';
    try {
      const payload = payloadOf(batch, this.options.clock.now(), this.company, this.written);
      this.forgetTimes(batch);
      const safe = await this.options.facts.write(payload);
      const refused = this.options.facts.takeRefused();
      if (refused.length > 0) this.written.forget(refused);
      return safe;
    } catch (error) {
      this.halt();
      if (error instanceof LeaseLost) this.options.leaseLost();
      else {
        this.options.log.error(
          { err: error, tenantId: this.tenantId },
          'the engine of a tenant cannot write and is made anew',
        );
        this.options.broken();
      }
      return null;
    }
  }

  private publish(batch: Batch): void {
    try {
      this.options.publish({
        tenantId: this.tenantId,
        state: this.state,
        calls: batch.calls,
        agents: batch.agents,
        queuesChanged: batch.queues.size > 0,
      });
    } catch (error) {
      this.options.log.error({ err: error, tenantId: this.tenantId }, 'a change could not be published');
    }
  }

  private watchCall(call: Call, notBefore = 0): void {
    const entries = call.phase === 'ended' ? [] : (Object.entries(call.deadlines) as [DeadlineKey, number][]);
    let next: [DeadlineKey, number] | null = null;
    for (const entry of entries) if (!next || entry[1] < next[1]) next = entry;
    const name = next?.[0];
    this.deadlines.set(call.id, next ? Math.max(next[1], notBefore) : null, () =>
      this.post({ type: 'deadline', callId: call.id, name: name! }),
    );
  }

  private watchAgent(agent: Agent, notBefore = 0): void {
    const now = this.options.clock.now();
    const due = [agent.noAnswerDelayUntil, agent.permanentLegAfter].filter((at) => at > now);
    const at = Math.min(...due, agent.wrapUpEndsAt ?? Infinity);
    this.deadlines.set(agent.id, at === Infinity ? null : Math.max(at, notBefore), () =>
      this.post({ type: 'agent-deadline', agentId: agent.id }),
    );
  }

  /** Stops acting at once; what is in the mailbox is left to the next owner. */
  halt(): void {
    this.isStopped = true;
    this.deadlines.clear();
    for (const { reject } of this.mailbox.empty()) reject(new Refusal('phone.media-server-unavailable'));
    this.mailbox.wake();
  }
}

const isUrgent = ({ letters, batch, commands }: Round): boolean =>
  commands.size > 0 || isEmpty(batch) || letters.some(({ isAwaited }) => isAwaited);
