/** The states of agents as a board groups, orders and limits them. Pure. */
import type { AgentState } from '../agents/state.ts';
import type { Limits } from './limits.ts';

/** In the order in which a board shows them. */
export const stateGroups = ['talking', 'ringing', 'wrap-up', 'ready', 'away', 'offline'] as const;
export type StateGroup = (typeof stateGroups)[number];

const groups: Readonly<Record<AgentState, StateGroup>> = {
  talking: 'talking',
  held: 'talking',
  consulting: 'talking',
  conference: 'talking',
  supervising: 'talking',
  reconnecting: 'talking',
  dialing: 'talking',
  offered: 'ringing',
  ringing: 'ringing',
  'wrap-up': 'wrap-up',
  ready: 'ready',
  busy: 'away',
  away: 'away',
  offline: 'offline',
};
/** The group in which a board shows a state. */
export const groupOf = (state: AgentState): StateGroup => groups[state];

export const limitNames = ['talking', 'wrapUp', 'busy', 'ringing'] as const;
export type LimitName = (typeof limitNames)[number];
/** Who supervises, dials or waits for a phone that was lost talks with no customer for too long. */
const limited: Readonly<Partial<Record<AgentState, LimitName>>> = {
  talking: 'talking',
  held: 'talking',
  consulting: 'talking',
  conference: 'talking',
  offered: 'ringing',
  ringing: 'ringing',
  'wrap-up': 'wrapUp',
  busy: 'busy',
  away: 'busy',
};

export interface InState {
  readonly state: AgentState;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** The limit that somebody is over, and their seconds in the state; null while they are within it, or there is none. */
export function overLimit(
  { state, since }: InState,
  limits: Limits,
  now: number,
): { name: LimitName; seconds: number; limit: number } | null {
  const name = limited[state];
  if (name === undefined) return null;
  const limit = limits[name];
  const seconds = Math.floor((now - since) / 1000);
  return limit > 0 && seconds >= limit ? { name, seconds, limit } : null;
}

/** Those of a group who have been in their state longest come first, the groups in their order. */
export const longestFirst = (a: InState, b: InState): number =>
  stateGroups.indexOf(groupOf(a.state)) - stateGroups.indexOf(groupOf(b.state)) || a.since - b.since;
