/** What must hold at every moment of every day. Each function returns the sentences of what is wrong; none is right. */
import { isBridged, type Call, type DeadlineName, type Leg, type Phase } from '../callcontrol/call.ts';
import type { TenantState } from '../callcontrol/transition.ts';
import type { World } from './world.ts';

/** What may be due in each phase; an offer's `ring` has a rule of its own below. */
const dueIn: Readonly<Record<Phase, readonly DeadlineName[]>> = {
  arriving: [], menu: ['menu'], queued: ['queue', 'ring'], extension: ['ring'], preparing: ['ring', 'music', 'grace'], dialing: ['dial', 'music', 'grace'], talking: ['music', 'grace', 'keys'],
  reconnecting: ['music', 'grace', 'keys'], voicemail: ['voicemail'], goodbye: ['goodbye'], ended: [],
};
const withBridge: readonly Phase[] = ['dialing', 'talking', 'reconnecting'];

/** A call agrees with itself: its legs, its bridge, what is due in it. */
export function judgeCall(call: Call): string[] {
  const wrong: string[] = [];
  const live = call.legs.filter((leg) => leg.state !== 'ended');
  for (const name of Object.keys(call.deadlines) as DeadlineName[]) if (!dueIn[call.phase].includes(name)) wrong.push(`call ${call.id} is ${call.phase} and ${name} is due`);
  const offers = live.filter((leg) => leg.id === call.nearLegId).length;
  if ((call.phase === 'queued' || call.phase === 'extension') && (call.deadlines.ring === undefined ? 0 : 1) !== offers) wrong.push(`call ${call.id}: ${offers} agents ring and the deadline disagrees`);
  if (new Set(call.legs.map(({ id }) => id)).size < call.legs.length) wrong.push(`call ${call.id} has two legs of one id`);
  if (call.heldBy !== null && !call.legs.some(({ id }) => id === call.heldBy)) wrong.push(`call ${call.id} is held by nobody`);
  if ((call.heldBy === null) !== (call.heldSince === null)) wrong.push(`call ${call.id}: holder and time of hold disagree`);
  if (call.legs.some(({ place }) => place.kind === 'bridge' && !(call.bridges.includes(place.bridgeId) && withBridge.includes(call.phase)))) wrong.push(`call ${call.id} is ${call.phase} and a leg is in a bridge`);
  wrong.push(...call.legs.flatMap(judgeLeg));
  if (call.phase === 'ended' && (live.length > 0 || call.bridges.length > 0 || call.heldBy !== null)) wrong.push(`the ended call ${call.id} left something behind`);
  return wrong;
}

function judgeLeg(leg: Leg): string[] {
  const isOpen = leg.spans.some(({ to }) => to === null);
  if (isOpen !== isBridged(leg)) return [`leg ${leg.id}: its times in the bridge disagree with where it is`];
  if (leg.state !== 'ended') return leg.outcome === 'in-progress' ? [] : [`the live leg ${leg.id} has an outcome`];
  return leg.place.kind !== 'apart' || leg.endedAt === null || leg.cause === null || leg.outcome === 'in-progress' ? [`the ended leg ${leg.id} has no whole end`] : [];
}

/** Agents, queues and calls agree with each other. */
export function judgeState(board: TenantState): string[] {
  const wrong: string[] = [];
  const offered = new Map<string, string>();
  for (const call of board.calls.values()) {
    if (call.phase === 'ended') wrong.push(`the ended call ${call.id} is still on the board`);
    wrong.push(...judgeCall(call));
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
  for (const [legId, callId] of board.legs) {
    if (board.calls.get(callId)?.legs.some((leg) => leg.id === legId && leg.state !== 'ended') !== true) wrong.push(`the leg ${legId} is over and still known`);
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
