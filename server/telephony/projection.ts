/** What people see of a board: an agent's own desk, everybody's presence, the queues. Numbers are whole here; the hub masks them per reader. */
import type { Agent } from '@bahu/domain/agents/agent.ts';
import { farLeg, legOfAgent, type Call } from '@bahu/domain/callcontrol/call.ts';
import { dayNumber, secondsBetween } from '@bahu/domain/time/day.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { DeskState, LiveCall, Presence, QueueBoard } from '@bahu/contract/realtime.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Topic `desk`. `ended` is the call that the agent has just had, shown with its outcome for a moment. */
export function deskOf(board: TenantState, agent: Agent, ended: Call | null, now: number): DeskState {
  const call = agent.callId ? board.calls.get(agent.callId) : undefined;
  const isToday = agent.today.day === dayNumber(now, board.configuration.utcOffsetMinutes);
  return {
    agentId: agent.id, activity: agent.activity, chosen: agent.chosen, since: iso(agent.since),
    wrapUpEndsAt: agent.wrapUpEndsAt === null ? null : iso(agent.wrapUpEndsAt),
    isPhoneRegistered: agent.isRegistered, softphoneSessionId: agent.sessionId,
    call: call ? liveCallOf(board, call, agent, now) : ended ? { ...liveCallOf(board, ended, agent, now), phase: 'ended' } : null,
    today: isToday ? { answered: agent.today.answered, placed: agent.today.placed } : { answered: 0, placed: 0 },
  };
}

function liveCallOf(board: TenantState, call: Call, agent: Agent, now: number): LiveCall {
  const leg = legOfAgent(call, agent.id) ?? call.legs.findLast((candidate) => candidate.agentId === agent.id);
  const isCallee = call.direction === 'internal' && call.agentId !== agent.id;
  const queue = call.queueId ? board.queues.get(call.queueId) : undefined;
  return {
    callId: call.id, legId: leg?.id ?? '', direction: call.direction, phase: phaseFor(call, agent),
    number: isCallee ? call.lineNumber : call.number, numberShown: isCallee || call.lineNumber === '' ? null : call.lineNumber,
    customerId: isCallee ? null : call.customerId, customerName: otherName(board, call, isCallee), queueName: queue?.name ?? null, menuKeys: call.keys,
    startedAt: iso(call.startedAt), answeredAt: call.answeredAt === null ? null : iso(call.answeredAt),
    waitedSeconds: call.queuedAt === null ? 0 : secondsBetween(call.queuedAt, call.answeredAt ?? now),
    isRecorded: call.isRecorded && call.recordingStartedAt !== null, isFarSilent: call.isFarSilent && call.phase === 'talking', outcome: call.outcome === 'in-progress' ? null : call.outcome,
  };
}

function otherName(board: TenantState, call: Call, isCallee: boolean): string | null {
  if (call.direction !== 'internal') return call.customerName ?? (call.callerName === '' ? null : call.callerName);
  if (isCallee) return board.agents.get(call.agentId ?? '')?.name ?? null;
  for (const agent of board.agents.values()) if (agent.extension === call.number) return agent.name;
  return null;
}

function phaseFor(call: Call, agent: Agent): LiveCall['phase'] {
  const leg = legOfAgent(call, agent.id);
  switch (call.phase) {
    case 'ended': return 'ended';
    case 'reconnecting': return 'reconnecting';
    case 'talking': return call.heldBy !== null && call.heldBy === leg?.id ? 'held' : 'talking';
    case 'preparing': return 'dialing';
    case 'dialing': return call.agentId !== agent.id ? 'ringing' : farLeg(call)?.ringingAt ? 'alerting' : 'dialing';
    default: return 'ringing';
  }
}

/** Topic `presence`, in the order of extensions. */
export function presenceOf(board: TenantState): Presence {
  const agents = [...board.agents.values()].filter((agent) => agent.isEnabled).sort((a, b) => (a.extension < b.extension ? -1 : 1));
  return { agents: agents.map((agent) => ({ agentId: agent.id, extension: agent.extension, name: agent.name, activity: agent.activity, since: iso(agent.since) })) };
}

/** Topic `queues`. */
export function queueBoardOf(board: TenantState): QueueBoard {
  return {
    queues: [...board.queues.values()].map((queue) => {
      const waits = queue.waiting.map((callId) => board.calls.get(callId)?.queuedAt ?? Infinity);
      const longest = Math.min(...waits, Infinity);
      const ready = queue.members.filter((id) => board.agents.get(id)?.activity === 'ready').length;
      return { queueId: queue.id, name: queue.name, waiting: queue.waiting.length, longestSince: longest === Infinity ? null : iso(longest), ready };
    }),
  };
}
