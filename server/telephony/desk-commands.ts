/** What agents do at their own desk: states, calls that they place, and what they do in the call that they have. */
import { callOfAgent } from '@bahu/domain/agents/agent.ts';
import { selectTrunk, whyNotPlace, withZero } from '@bahu/domain/callcontrol/placing.ts';
import { whyScreened } from '@bahu/domain/callcontrol/screening.ts';
import type { Event, Target } from '@bahu/domain/callcontrol/event.ts';
import type { DialNumber } from '@bahu/domain/numbers/dial.ts';
import type { Clock } from '../kernel/clock.ts';
import { Refusal } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Commanded } from './call-commands.ts';
import type { CustomerOfNumber } from './customer-lookup.ts';

/** A call that an agent may place; `isToldOnceReached`: the call tells who the customer is only when their phone has been reached. */
export interface Wanted {
  target: Pick<Target, 'kind'> & { number: string; keys?: string; addsZero?: boolean };
  customer: CustomerOfNumber | null;
  isToldOnceReached: boolean;
  /** The id of the call, where it has been noted before. */
  callId?: string;
  /** Refused while the agent has any call, also one that could wait. */
  needsIdle?: boolean;
}

/** Commands of the desk. `engineOf` throws a refusal while the tenant's calls cannot be commanded. */
export class DeskCommands {
  private readonly engineOf: (tenantId: string) => Commanded;
  private readonly clock: Pick<Clock, 'now'>;

  constructor(engineOf: (tenantId: string) => Commanded, clock: Pick<Clock, 'now'>) {
    this.engineOf = engineOf;
    this.clock = clock;
  }

  /** An event of an agent's own desk; resolves when its facts are written. */
  async tell(tenantId: string, event: Event): Promise<void> {
    await this.engineOf(tenantId).handle(event);
  }

  /** @throws Refusal when the agent has no such call. */
  async tellCall(tenantId: string, agentId: string, callId: string, event: Event): Promise<void> {
    const engine = this.engineOf(tenantId);
    const agent = engine.current.agents.get(agentId);
    if (!agent || !callOfAgent(agent, callId)) throw new Refusal('phone.no-such-call');
    await engine.handle(event);
  }

  /** Places a call; its id. @throws Refusal saying why not. */
  async place(
    tenantId: string,
    agentId: string,
    { target: wanted, customer, isToldOnceReached, needsIdle, callId = newId(this.clock.now()) }: Wanted,
  ): Promise<string> {
    const engine = this.engineOf(tenantId);
    if (needsIdle && engine.current.agents.get(agentId)?.callId) throw new Refusal('phone.call-in-progress');
    const way = targetOf(engine, agentId, wanted);
    const refusal = way === null ? 'phone.no-trunk' : whyNotPlace(engine.current, agentId, way);
    if (refusal || way === null) throw new Refusal(refusal ?? 'phone.no-trunk');
    const target = way.kind === 'external' ? withZero(way, wanted.addsZero) : way;
    if (target === 'ask') throw new Refusal('phone.ask-zero');
    const about = { customerId: customer?.id ?? null, customerName: customer?.name ?? null, isToldOnceReached };
    await engine.handle({ type: 'place', callId, agentId, target, ...about });
    if (!engine.current.calls.has(callId))
      throw new Refusal(
        whyScreened(engine.current, target, this.clock.now()) ??
          whyNotPlace(engine.current, agentId, target) ??
          'phone.not-possible',
      );
    return callId;
  }
}

function targetOf({ current }: Commanded, agentId: string, { kind, number, keys }: Wanted['target']): Target | null {
  if (kind === 'extension') return { kind, extension: number };
  if (kind === 'queue-number') return { kind, number };
  return selectTrunk(current, agentId, number as DialNumber, keys);
}
