/** How a queue chooses among the members who are free, and why it chose: each in a logarithm of how many they are. */
import type { Skills } from './needs.ts';
import { countBefore, entriesOf, firstBehind, firstOf, nthOf, type Key, type Ordered } from './ordered.ts';
import type { Strategy } from './queue.ts';

/** An agent who may be offered calls, or may be as soon as a pause is over; moments in epoch milliseconds. */
export interface FreeAgent {
  readonly id: string;
  /** Since when they could have taken a call. */
  readonly idleSince: number;
  /** No offers until then: the pause after a call that they let ring. */
  readonly noAnswerDelayUntil: number;
  /** Calls that they have answered today, from the number of the day upwards: see `callsOfDay`. */
  readonly answered: number;
  /** When the last call in which they talked ended; 0 when there was none. */
  readonly lastTalkedAt: number;
  readonly skills: Skills;
  /** Queues of theirs whose callers they do not take. */
  readonly signedOutOf: readonly string[];
  /** Takes no calls from outside, but can be asked by colleagues. */
  readonly isInsideOnly: boolean;
}

/** A free member of a queue, where they stand in it: `major` their penalty, `minor` what the strategy goes by, `place` their position. */
export interface FreeMember extends Key {
  readonly value: FreeAgent;
}

/** No agent answers as many in a day. */
const mostOfDay = 100_000;

/**
 * Counts of agents as one number: those of a later day are more than any of an earlier one, which are none of today. Who has answered nothing for longest
 * comes first.
 */
export const callsOfDay = (day: number, answered: number): number => day * mostOfDay + answered;
/** How many of such a count were answered on its day. */
export const answeredOf = (calls: number): number => calls % mostOfDay;

/** What a strategy goes by among members of the same penalty; the lowest is next. */
export function minorOf(strategy: Strategy, agent: FreeAgent): number {
  if (strategy === 'longest-idle') return agent.idleSince;
  if (strategy === 'fewest-calls') return agent.answered;
  return strategy === 'least-recent' ? agent.lastTalkedAt : 0;
}

/** What choosing goes by besides the members: behind whose position round robin goes on (-1: nobody's), and a number from 0 to below 1. */
export interface Tie {
  readonly lastPosition: number;
  readonly draw: number;
}

/** Whom the strategy wants among those who are free: one, or with `ring-all` everybody of the lowest penalty. Nobody when nobody is free. */
export function choose(strategy: Strategy, free: Ordered<FreeMember>, tie: Tie): FreeMember[] {
  const first = firstOf(free);
  if (first === null) return [];
  if (strategy === 'ring-all') return ofPenalty(free, first.major);
  return [chooseOne(strategy, free, tie)!];
}

/** Whom the strategy wants when one alone is asked, or null when nobody is free; `ring-all` takes turns then. */
export function chooseOne(strategy: Strategy, free: Ordered<FreeMember>, tie: Tie): FreeMember | null {
  const first = firstOf(free);
  if (first === null) return null;
  if (strategy === 'random') return nthOf(free, Math.floor(tie.draw * countBefore(free, behind(first.major))));
  if (strategy !== 'round-robin' && strategy !== 'ring-all') return first;
  const next = firstBehind(free, { major: first.major, minor: 0, place: tie.lastPosition, id: lastId });
  return next !== null && next.major === first.major ? next : first;
}

/** Behind every id. */
const lastId = '\uffff';
/** The place behind all members of a penalty. */
const behind = (penalty: number): Key => ({ major: penalty, minor: Infinity, place: Infinity, id: lastId });

function ofPenalty(free: Ordered<FreeMember>, penalty: number): FreeMember[] {
  const all: FreeMember[] = [];
  for (const member of entriesOf(free)) {
    if (member.major !== penalty) break;
    all.push(member);
  }
  return all;
}

/** A number from 0 to below 1 that follows from a text, so that what is drawn can be worked out again (FNV-1a, with its bits mixed). */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
