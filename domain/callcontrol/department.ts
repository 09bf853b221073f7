/** To which department a call belongs. Leaders and supervisors see it by that, also when no agent ever had it. */
import type { Call } from './call.ts';
import { servingAgent, type Segment } from './segments.ts';
import type { TenantState } from './transition.ts';

type Places = Pick<Call, 'agentId' | 'queueId' | 'menuId' | 'trunkId' | 'ownNumber'> &
  Partial<Pick<Call, 'isRemoteGone' | 'segments'>>;

/**
 * The department of the call's agent, whom its party had last. As long as no agent has it (waiting, abandoned, a message left, refused) it is the queue's,
 * else the menu's, else the dialled number's. Null when none of them has one, or the agent is in none.
 */
export function departmentOfCall(
  { agents, configuration }: Pick<TenantState, 'agents' | 'configuration'>,
  call: Places,
): string | null {
  const agent = agents.get(servingAgent(call) ?? '');
  if (agent) return agent.departmentId;
  const places = [call.queueId, call.menuId, `${call.trunkId}/${call.ownNumber}`];
  for (const place of places) {
    const department = place === null ? undefined : configuration.departments.get(place);
    if (department) return department;
  }
  return null;
}

/** The department of a segment: its agent's, else its queue's. */
export function departmentOfSegment(
  { agents, configuration }: Pick<TenantState, 'agents' | 'configuration'>,
  { agentId, queueId }: Pick<Segment, 'agentId' | 'queueId'>,
): string | null {
  const agent = agentId === null ? undefined : agents.get(agentId);
  if (agent) return agent.departmentId;
  return (queueId === null ? undefined : configuration.departments.get(queueId)) ?? null;
}
