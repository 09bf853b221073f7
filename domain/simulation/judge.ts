/** What must hold at every moment of every day. Each function returns the sentences of what is wrong; none is right. */
import type { Board } from '../switchboard/board.ts';
import type { World } from './world.ts';

/** Agents, queues and calls agree with each other. */
export function judgeBoard(board: Board): string[] {
  const wrong: string[] = [];
  const offered = new Map<string, string>();
  for (const call of board.calls.values()) {
    if (call.phase === 'ended') wrong.push(`the ended call ${call.id} is still on the board`);
    for (const leg of call.legs) {
      if (leg.state === 'ended') continue;
      if (board.legs.get(leg.id) !== call.id) wrong.push(`the live leg ${leg.id} is not known as the call's`);
      if (!leg.agentId) continue;
      if (offered.has(leg.agentId)) wrong.push(`agent ${leg.agentId} has two legs: ${offered.get(leg.agentId)} and ${leg.id}`);
      offered.set(leg.agentId, leg.id);
    }
    const queues = [...board.queues.values()].filter((queue) => queue.waiting.includes(call.id)).length;
    if (queues !== (call.phase === 'queued' ? 1 : 0)) wrong.push(`call ${call.id} is ${call.phase} and stands in ${queues} queues`);
  }
  for (const agent of board.agents.values()) {
    if (agent.callId && !board.calls.has(agent.callId)) wrong.push(`agent ${agent.id} is in a call that is over`);
    if ((agent.onCall === null) !== (agent.callId === null)) wrong.push(`agent ${agent.id}: activity and call disagree`);
    if (offered.has(agent.id) && agent.legId !== offered.get(agent.id)) wrong.push(`agent ${agent.id} does not know his leg`);
  }
  for (const queue of board.queues.values()) for (const id of queue.waiting) if (!board.calls.has(id)) wrong.push(`queue ${queue.id} keeps the ended call ${id}`);
  return wrong;
}

/** When all is over: no leg, no bridge, no call, every call ended once with an outcome. */
export function judgeEnd(world: World, started: number): string[] {
  const wrong: string[] = [];
  if (world.board.calls.size > 0) wrong.push(`${world.board.calls.size} calls never ended: ${[...world.board.calls.values()].map((call) => call.phase).join(', ')}`);
  if (world.media.legs.size > 0) wrong.push(`${world.media.legs.size} orphan legs`);
  if (world.media.bridges.size > 0) wrong.push(`${world.media.bridges.size} orphan bridges`);
  if (world.ended.length !== started) wrong.push(`${started} calls, ${world.ended.length} records`);
  if (new Set(world.ended.map((call) => call.id)).size !== world.ended.length) wrong.push('a call ended twice');
  for (const call of world.ended) if (call.outcome === 'in-progress' || call.endedAt === null) wrong.push(`call ${call.id} ended without an outcome`);
  return wrong;
}

/** Facts of a call are numbered without a gap. */
export function judgeFacts(seqs: ReadonlyMap<string, readonly number[]>): string[] {
  return [...seqs].filter(([, list]) => list.some((seq, i) => seq !== i + 1)).map(([id]) => `the facts of call ${id} have a gap`);
}
