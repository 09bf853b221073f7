/** What agents and supervisors do to calls that are up: each step is refused in a word when it makes no sense. */
import type { SuperviseMode } from '@bahu/contract/realtime.ts';
import { callOfAgent, type Chosen } from '@bahu/domain/agents/agent.ts';
import { partyOfAgent, type Call } from '@bahu/domain/callcontrol/call.ts';
import { targetFor, type Destination } from '@bahu/domain/callcontrol/destination.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { isAboutOutside } from '@bahu/domain/callcontrol/inside-only.ts';
import { parkedOn, whyNotUnpark } from '@bahu/domain/callcontrol/park.ts';
import { ringingOffers } from '@bahu/domain/callcontrol/pick-up.ts';
import { whyScreened } from '@bahu/domain/callcontrol/screening.ts';
import { supervisedParty } from '@bahu/domain/callcontrol/supervise.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { Clock } from '../kernel/clock.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Belonging } from '../kernel/ownership/range.ts';
import { belongingOfCall } from './channels.ts';

/** The engine of a tenant, as far as this needs it. */
export interface Commanded {
  readonly current: TenantState;
  handle(event: Event): Promise<void>;
}

/** Commands on live calls. `engineOf` throws a refusal while the tenant's calls cannot be commanded. */
export class CallCommands {
  private readonly engineOf: (tenantId: string) => Commanded;
  private readonly clock: Pick<Clock, 'now'>;

  constructor(engineOf: (tenantId: string) => Commanded, clock: Pick<Clock, 'now'>) {
    this.engineOf = engineOf;
    this.clock = clock;
  }

  /** @throws Refusal phone.no-such-call, phone.not-possible, phone.number-blocked, or why the destination is none. */
  async takeTo(
    tenantId: string,
    agentId: string,
    callId: string,
    how: 'consult' | 'transfer',
    to: Destination,
  ): Promise<void> {
    const state = this.engineOf(tenantId).current;
    const call = ownCall(state, agentId, callId);
    const isFromOutside = isAboutOutside(call);
    const mayLeaveMessage = isFromOutside && call.direction === 'inbound';
    const wish = { agentId, how, isFromOutside, mayLeaveMessage, number: call.number };
    const target = targetFor(state, wish, to, this.clock.now());
    if (typeof target === 'string') throw new Refusal(target);
    await this.step(tenantId, agentId, callId, { type: how, agentId, callId, target });
    const refusal = whyScreened(state, target, this.clock.now());
    if (refusal) throw new Refusal(refusal);
  }

  /** Again is no harm. @throws Refusal phone.no-such-call; phone.not-possible when nobody is on hold by the agent then. */
  async hold(tenantId: string, agentId: string, callId: string, partyId?: string): Promise<void> {
    const engine = this.engineOf(tenantId);
    ownCall(engine.current, agentId, callId);
    await engine.handle({ type: 'hold', agentId, callId, ...(partyId !== undefined && { partyId }) });
    const call = engine.current.calls.get(callId);
    const own = call && partyOfAgent(call, agentId);
    if (!own || !call.parties.some(({ heldBy }) => heldBy === own.id)) throw new Refusal('phone.not-possible');
  }

  /** @throws Refusal phone.no-such-call; phone.not-possible when the step changed nothing. */
  async step(tenantId: string, agentId: string, callId: string, event: Event): Promise<void> {
    const engine = this.engineOf(tenantId);
    const before = ownCall(engine.current, agentId, callId);
    await engine.handle(event);
    if (engine.current.calls.get(callId) === before) throw new Refusal('phone.not-possible');
  }

  /** @throws Refusal phone.no-such-call when it does not ring at that colleague, or why the agent can take no call. */
  async pickUp(tenantId: string, agentId: string, callId: string, fromAgentId: string): Promise<void> {
    const engine = this.engineOf(tenantId);
    const call = engine.current.calls.get(callId);
    if (!call || !ringingOffers(call).some((ringing) => ringing.agentId === fromAgentId))
      throw new Refusal('phone.no-such-call');
    const agent = freePhone(engine.current, agentId);
    if (agent.isInsideOnly && isAboutOutside(call)) throw new Refusal('phone.inside-only');
    await engine.handle({ type: 'pick-up', agentId, callId, fromAgentId });
    if (engine.current.agents.get(agentId)?.callId !== callId) throw new Refusal('phone.not-possible');
  }

  /** The number on which the call waits from now on. @throws Refusal phone.no-such-call, phone.not-possible */
  async park(tenantId: string, agentId: string, callId: string): Promise<string> {
    await this.step(tenantId, agentId, callId, { type: 'park', agentId, callId });
    return this.engineOf(tenantId).current.calls.get(callId)?.slot ?? '';
  }

  /** A parked call comes to the agent, whose phone is called; its id. @throws Refusal saying why not. */
  async fetch(tenantId: string, agentId: string, parked: { callId: string } | { slot: string }): Promise<string> {
    const engine = this.engineOf(tenantId);
    const { calls, agents } = engine.current;
    const call = 'slot' in parked ? parkedOn(calls.values(), parked.slot) : calls.get(parked.callId);
    const refusal = whyNotUnpark(call, agents.get(agentId));
    if (refusal || !call) throw new Refusal(refusal ?? 'phone.nothing-parked');
    await engine.handle({ type: 'unpark', agentId, callId: call.id });
    if (engine.current.agents.get(agentId)?.callId !== call.id) throw new Refusal('phone.not-possible');
    return call.id;
  }

  /** The call in which an agent talks. @throws Refusal phone.no-such-call */
  callOf(tenantId: string, agentId: string): string {
    const { agents, calls } = this.engineOf(tenantId).current;
    const call = calls.get(agents.get(agentId)?.callId ?? '');
    if (!call || !supervisedParty(call, agentId)) throw new Refusal('phone.no-such-call');
    return call.id;
  }

  /** Begins to supervise, or changes the mode. @throws Refusal saying why not. */
  supervise(tenantId: string, supervisorId: string, agentId: string, mode: SuperviseMode): Promise<void> {
    const about = { type: 'supervise', agentId: supervisorId, targetAgentId: agentId, mode } as const;
    return this.enter(tenantId, supervisorId, agentId, (callId) => ({ ...about, callId }));
  }

  /** @throws Refusal saying why not. */
  takeOver(tenantId: string, supervisorId: string, agentId: string): Promise<void> {
    const about = { type: 'take-over', agentId: supervisorId, targetAgentId: agentId } as const;
    return this.enter(tenantId, supervisorId, agentId, (callId) => ({ ...about, callId }));
  }

  /** A supervisor comes into an agent's call, or does something further in it. */
  private async enter(
    tenantId: string,
    supervisorId: string,
    agentId: string,
    event: (callId: string) => Event,
  ): Promise<void> {
    const engine = this.engineOf(tenantId);
    const callId = this.callOf(tenantId, agentId);
    const before = engine.current.calls.get(callId)!;
    if (!isSupervising(before, supervisorId)) freePhone(engine.current, supervisorId);
    await engine.handle(event(callId));
    if (engine.current.calls.get(callId) === before) throw new Refusal('phone.not-possible');
  }

  /** @throws Refusal phone.no-such-call when they supervise none. */
  async stopSupervising(tenantId: string, supervisorId: string): Promise<void> {
    const engine = this.engineOf(tenantId);
    const call = engine.current.calls.get(engine.current.agents.get(supervisorId)?.callId ?? '');
    if (!call || !isSupervising(call, supervisorId)) throw new Refusal('phone.no-such-call');
    await engine.handle({ type: 'stop-supervising', agentId: supervisorId, callId: call.id });
  }

  /** Ends an agent's call for all. @throws Refusal phone.not-possible when it has gone on to another agent meanwhile. */
  async hangUp(tenantId: string, supervisorId: string, agentId: string, callId: string): Promise<void> {
    const engine = this.engineOf(tenantId);
    await engine.handle({ type: 'force-hang-up', callId, targetAgentId: agentId, byAgentId: supervisorId });
    if (engine.current.calls.has(callId)) throw new Refusal('phone.not-possible');
  }

  /** A live call: the number it is about, and to whom it belongs. @throws Refusal phone.no-such-call */
  liveCall(tenantId: string, callId: string): { number: string; belonging: Belonging } {
    const { current } = this.engineOf(tenantId);
    const call = current.calls.get(callId);
    if (!call) throw new Refusal('phone.no-such-call');
    return { number: call.number, belonging: belongingOfCall(current, call) };
  }

  /** Ends a live call with all its lines and phones, whatever it is doing. */
  async hangUpCall(tenantId: string, supervisorId: string, callId: string): Promise<void> {
    const about = { callId, targetAgentId: null, byAgentId: supervisorId };
    await this.engineOf(tenantId).handle({ type: 'force-hang-up', ...about });
  }

  /** Chooses an agent's state for them, and says why. */
  setState(
    tenantId: string,
    supervisorId: string,
    agentId: string,
    { chosen, note }: { chosen: Chosen; note: string },
  ): Promise<void> {
    return this.engineOf(tenantId).handle({ type: 'force-state', agentId, chosen, byAgentId: supervisorId, note });
  }
}

/** @throws Refusal phone.no-such-call when the agent does not have it. */
function ownCall(state: TenantState, agentId: string, callId: string): Call {
  const agent = state.agents.get(agentId);
  const call = agent && callOfAgent(agent, callId) ? state.calls.get(callId) : undefined;
  if (!call) throw new Refusal('phone.no-such-call');
  return call;
}

/** Whether a supervisor is in a call, or their phone is being connected to it. */
function isSupervising(call: Call, agentId: string): boolean {
  const isComing = call.offers.some((offer) => offer.agentId === agentId && offer.reason === 'supervise');
  return isComing || partyOfAgent(call, agentId)?.kind === 'supervisor';
}

/** The agent, whose phone is there and has no call. @throws Refusal phone.not-registered, phone.call-in-progress */
function freePhone(state: TenantState, agentId: string): { isInsideOnly: boolean } {
  const agent = state.agents.get(agentId);
  if (!agent?.isEnabled || !agent.isRegistered) throw new Refusal('phone.not-registered');
  if (agent.callId) throw new Refusal('phone.call-in-progress');
  return agent;
}
