/** What agents choose to be, and what is open to them: named pauses and signing out of queues have limits, which the engine holds (SPEC A2.4, U5). */
import type { OpenPause } from '@bahu/contract/named-pause.ts';
import { isSignedIn, type Agent, type Chosen } from '@bahu/domain/agents/agent.ts';
import { usedMs, whyNotPause, type Pause, type WhyNotPause } from '@bahu/domain/agents/pause.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { Clock } from '../kernel/clock.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Commanded } from './call-commands.ts';

/** `engineOf` throws a refusal while the tenant's calls cannot be commanded. */
export class StateCommands {
  private readonly engineOf: (tenantId: string) => Commanded;
  private readonly clock: Pick<Clock, 'now'>;

  constructor(engineOf: (tenantId: string) => Commanded, clock: Pick<Clock, 'now'>) {
    this.engineOf = engineOf;
    this.clock = clock;
  }

  /**
   * The agent's own choice; resolves when it is written.
   * @throws Refusal input.invalid for a pause that is not of this state or is no more; phone.pause-used-up, phone.pause-full with who has it.
   */
  async choose(tenantId: string, agentId: string, chosen: Chosen, pauseId: string | null): Promise<void> {
    const engine = this.engineOf(tenantId);
    this.mustBeOpen(engine.current, agentId, chosen, pauseId);
    await engine.handle({ type: 'choose-state', agentId, chosen, pauseId });
    // A colleague may have been faster.
    const agent = engine.current.agents.get(agentId);
    if (pauseId !== null && agent?.reason?.pauseId !== pauseId)
      this.mustBeOpen(engine.current, agentId, chosen, pauseId);
  }

  /**
   * Signs an agent in to a queue of theirs, or out of it; resolves when it is written.
   * @throws Refusal not-found for a queue that is not theirs; phone.sign-outs-full when as many are signed out as it allows.
   */
  async signFor(tenantId: string, agentId: string, queueId: string, how: 'in' | 'out'): Promise<void> {
    const engine = this.engineOf(tenantId);
    const queue = engine.current.configuration.queues.get(queueId);
    if (!queue?.members.some((member) => member.agentId === agentId)) throw new Refusal('not-found');
    await engine.handle({ type: `queue-sign-${how}`, agentId, queueId });
    const agent = engine.current.agents.get(agentId);
    if (how === 'out' && agent && isSignedIn(agent, queueId))
      throw new Refusal('phone.sign-outs-full', { name: queue.name, most: queue.maxSignedOut ?? 0 });
  }

  private mustBeOpen(state: TenantState, agentId: string, chosen: Chosen, pauseId: string | null): void {
    if (pauseId === null) return;
    const agent = state.agents.get(agentId);
    const pause = state.configuration.pauses.get(pauseId);
    if (!agent || pause?.state !== chosen) throw new Refusal('input.invalid');
    const refused = this.whyNot(state, agent, pause);
    if (refused) throw refusalOf(pause, refused);
  }

  private whyNot(state: TenantState, agent: Agent, pause: Pause): WhyNotPause | null {
    const { utcOffsetMinutes } = state.configuration;
    return whyNotPause(pause, agent, state.agents.values(), { now: this.clock.now(), utcOffsetMinutes });
  }

  /** The named pauses as they stand for an agent, in their order. */
  pausesOf(tenantId: string, agentId: string): OpenPause[] {
    const { current } = this.engineOf(tenantId);
    const agent = current.agents.get(agentId);
    if (!agent) return [];
    const { pauses, utcOffsetMinutes } = current.configuration;
    return [...pauses.values()].map((pause): OpenPause => {
      const { id: pauseId, name, nameEn, hue, state, minutesPerDay } = pause;
      const refused = this.whyNot(current, agent, pause);
      const left =
        minutesPerDay === null
          ? null
          : minutesPerDay * 60_000 - usedMs(agent, pauseId, this.clock.now(), utcOffsetMinutes);
      return {
        pauseId,
        name,
        nameEn,
        hue,
        state,
        minutesLeft: left === null ? null : Math.max(0, Math.ceil(left / 60_000)),
        refused: refused?.why ?? null,
        people: namesOf(refused),
      };
    });
  }
}

const namesOf = (refused: WhyNotPause | null): string[] =>
  refused?.why === 'full' ? refused.holders.map(({ name }) => name) : [];

function refusalOf({ name, minutesPerDay, maxOfGroup }: Pause, refused: WhyNotPause): Refusal {
  if (refused.why === 'used-up') return new Refusal('phone.pause-used-up', { name, minutes: minutesPerDay ?? 0 });
  return new Refusal('phone.pause-full', { name, most: maxOfGroup ?? 0, people: namesOf(refused).join(', ') });
}
