/** The router's rules once more, as they are said and not as they are fast: everybody is looked at for each decision. For tests and as its peer in the benchmark. */
import { levelSeconds, type QueueMember, type QueueSettings } from './queue.ts';
import type { Caller } from './router.ts';
import { drawOf, type FreeAgent } from './strategy.ts';

/** Everything that the rules speak of. `newCallers`: those who were not open before, or not in the same way. Agents in the order in which they became free. */
export interface NaiveState {
  readonly queues: ReadonlyMap<string, QueueSettings & { readonly lastAgentId: string | null }>;
  readonly agents: readonly FreeAgent[];
  readonly callers: readonly Caller[];
  readonly newCallers: ReadonlySet<string>;
  readonly now: number;
}

export interface NaiveDecision {
  readonly callId: string;
  readonly agentIds: readonly string[];
}

/** When they came, less what their levels are worth; `order` counts as a level less for each. */
export function urgency({ queues }: Pick<NaiveState, 'queues'>, caller: Caller, order = 0): number {
  const { weight } = queues.get(caller.queueId)!;
  const ahead = caller.isFront ? 1e12 : (caller.priority + weight) * levelSeconds * 1000;
  return caller.since - ahead + order * levelSeconds * 1000;
}

const before = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

/** What the caller needs now is what the last step says whose time has come. */
function needsOf(
  { queues, now }: Pick<NaiveState, 'queues' | 'now'>,
  caller: Caller,
): QueueSettings['needs'][number]['needs'] {
  const steps = queues.get(caller.queueId)!.needs.toSorted((a, b) => a.afterSeconds - b.afterSeconds);
  return (steps.findLast(({ afterSeconds }) => caller.since + afterSeconds * 1000 <= now) ?? steps[0])?.needs ?? [];
}

/** Whether the agent may be offered the caller now. */
export function isFit(state: Pick<NaiveState, 'queues' | 'now'>, agent: FreeAgent, caller: Caller): boolean {
  const isMember = state.queues.get(caller.queueId)?.members.some(({ agentId }) => agentId === agent.id) ?? false;
  return (
    isMember &&
    !agent.signedOutOf.includes(caller.queueId) &&
    !agent.isInsideOnly &&
    agent.noAnswerDelayUntil <= state.now &&
    needsOf(state, caller).every(({ skillId, level }) => (agent.skills.get(skillId) ?? 0) >= level)
  );
}

/** The next decision, or null when there is none. */
export function decideNaively(state: NaiveState): NaiveDecision | null {
  const open = state.callers.filter(({ isOpen, queueId }) => isOpen && state.queues.has(queueId));
  const isServed = (caller: Caller): boolean => state.agents.some((agent) => isFit(state, agent, caller));
  const fresh = open
    .filter((caller) => state.newCallers.has(caller.id) && isServed(caller))
    .map((caller) => ({ caller, cost: [urgency(state, caller), caller.seq] }));
  const wanted = state.agents.flatMap((agent) => {
    const orderOf = ({ queueId }: Caller): number =>
      state.queues.get(queueId)!.members.find(({ agentId }) => agentId === agent.id)!.order;
    return open
      .filter((caller) => isFit(state, agent, caller))
      .map((caller) => ({ caller, cost: [urgency(state, caller, orderOf(caller)), caller.seq] }));
  });
  const [best] = [...fresh, ...wanted].toSorted((a, b) => before(a.cost, b.cost));
  return best ? firstInLine(state, best.caller, open) : null;
}

/** The caller with whom the strategy wants; or whoever of the queue is more urgent and would do with one of these. */
function firstInLine(state: NaiveState, caller: Caller, open: readonly Caller[]): NaiveDecision {
  const agentIds = chooseNaively(state, caller);
  for (const id of agentIds) {
    const agent = state.agents.find((one) => one.id === id)!;
    const [first] = open
      .filter((other) => other.queueId === caller.queueId && isFit(state, agent, other))
      .toSorted((a, b) => before([urgency(state, a), a.seq], [urgency(state, b), b.seq]));
    if (first !== caller) return firstInLine(state, first!, open);
  }
  return { callId: caller.id, agentIds };
}

function chooseNaively(state: NaiveState, caller: Caller): string[] {
  const { members, strategy, lastAgentId } = state.queues.get(caller.queueId)!;
  const free = members.flatMap((member, position) => {
    const agent = state.agents.find(({ id }) => id === member.agentId);
    return agent && isFit(state, agent, caller) ? [{ member, position, agent }] : [];
  });
  const lowest = Math.min(...free.map(({ member }) => member.penalty));
  const asked = free.filter(({ member }) => member.penalty === lowest);
  if (strategy === 'ring-all') return asked.map(({ agent }) => agent.id);
  if (strategy === 'random') {
    const drawn = asked[Math.floor(drawOf(`${caller.id}/${caller.attempt}`) * asked.length)];
    return drawn ? [drawn.agent.id] : [];
  }
  const last = members.findIndex(({ agentId }) => agentId === lastAgentId);
  const goesBy = ({ position, agent }: { member: QueueMember; position: number; agent: FreeAgent }): number[] => {
    switch (strategy) {
      case 'linear':
        return [position];
      case 'round-robin':
        return [position > last ? 0 : 1, position];
      case 'longest-idle':
        return [agent.idleSince, position];
      case 'fewest-calls':
        return [agent.answered, position];
      case 'least-recent':
        return [agent.lastTalkedAt, position];
    }
  };
  return asked
    .toSorted((a, b) => before(goesBy(a), goesBy(b)))
    .slice(0, 1)
    .map(({ agent }) => agent.id);
}
