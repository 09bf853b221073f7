/** What supervisors see of a tenant's live state: each agent with whom they talk with, each queue with its figures of today. Numbers are whole here. */
import type { Board, BoardAgent, BoardQueue, QueueBoard } from '@bahu/contract/realtime.ts';
import { isSignedIn, onDay as agentOnDay, type Agent } from '@bahu/domain/agents/agent.ts';
import { partyOfAgent, type Call } from '@bahu/domain/callcontrol/call.ts';
import { supervisedParty } from '@bahu/domain/callcontrol/supervise.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import { onDay } from '@bahu/domain/queues/day.ts';
import type { Queue } from '@bahu/domain/queues/queue.ts';
import { queuesOf } from '@bahu/domain/queues/router.ts';
import { dayNumber } from '@bahu/domain/time/day.ts';
import { iso, otherParty, pauseOf, queueNow, shownQueues } from './projection.ts';
import type { ScoreOf } from './quality-book.ts';

const seconds = (ms: number): number => Math.round(ms / 1000);

/** Topic `board`, in the order of extensions. */
export function boardOf(state: TenantState, now: number, scoreOf: ScoreOf): Board {
  const agents = [...state.agents.values()]
    .filter((agent) => agent.isEnabled)
    .sort((a, b) => (a.extension < b.extension ? -1 : 1));
  return { agents: agents.map((agent) => boardAgent(state, agent, now, scoreOf)) };
}

/** One of them. */
export function boardAgent(state: TenantState, agent: Agent, now: number, scoreOf: ScoreOf): BoardAgent {
  const today = agentOnDay(agent.today, dayNumber(now, state.configuration.utcOffsetMinutes));
  return {
    agentId: agent.id,
    extension: agent.extension,
    name: agent.name,
    departmentId: agent.departmentId,
    state: agent.state,
    pause: pauseOf(state, agent, now),
    since: iso(agent.since),
    wrapUpEndsAt: agent.wrapUpEndsAt === null ? null : iso(agent.wrapUpEndsAt),
    queueIds: queuesOf(state.router, agent.id).filter((id) => isSignedIn(agent, id)),
    call: callOf(state, agent, scoreOf),
    today: {
      answered: today.answered,
      placed: today.placed,
      talkInSeconds: seconds(today.talkInMs),
      talkOutSeconds: seconds(today.talkOutMs),
    },
  };
}

/** What somebody supervises is another's call: whoever may watch the one may not watch the other for that. */
function callOf(state: TenantState, agent: Agent, scoreOf: ScoreOf): BoardAgent['call'] {
  const call = state.calls.get(agent.callId ?? '');
  if (!call) return null;
  const part = partyOfAgent(call, agent.id) ?? call.offers.find(({ agentId }) => agentId === agent.id);
  if (part?.supervision) return null;
  const { id: callId, direction, queueId } = call;
  const isOpen = supervisedParty(call, agent.id) !== undefined;
  const mos = worstScore(call, scoreOf);
  return { callId, direction, ...otherParty(state, call, agent), queueId, isOpen, mos };
}

/** Of those who are in a call now. */
function worstScore({ parties }: Call, scoreOf: ScoreOf): number | null {
  const scores = parties.flatMap(({ legId }) => (legId === null ? [] : (scoreOf(legId) ?? [])));
  return scores.length === 0 ? null : Math.min(...scores);
}

/** Topic `queue-board`, by name: those that are shown. */
export function queueBoardOf(state: TenantState, now: number): QueueBoard {
  const queues = shownQueues(state).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { queues: queues.map((queue) => boardQueue(state, queue, now)) };
}

function boardQueue(state: TenantState, queue: Queue, now: number): BoardQueue {
  const { now: said, members } = queueNow(state, queue);
  const signedIn = members.filter((agent) => isSignedIn(agent, queue.id) && agent.state !== 'offline');
  const { answered, inTime, abandoned, left, waitMs, callbacks } = onDay(
    queue.today,
    dayNumber(now, state.configuration.utcOffsetMinutes),
  );
  return {
    ...said,
    departmentId: state.configuration.departments.get(queue.id) ?? null,
    signedIn: signedIn.length,
    target: { ...queue.target },
    today: {
      answered,
      inTime,
      abandoned,
      left,
      waitSeconds: answered === 0 ? 0 : seconds(waitMs / answered),
      callbacks,
    },
  };
}
