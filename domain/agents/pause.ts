/**
 * Why an agent is in the state that they are in: a named pause of the company with its limits, offers that they missed, a supervisor who has set it
 * (SPEC A2.4).
 */
import { dayNumber } from '../time/day.ts';
import type { Agent } from './agent.ts';

/** A reason that the company has named. Limits are null where there are none. */
export interface Pause {
  readonly id: string;
  readonly name: string;
  /** Empty where `name` serves both languages. */
  readonly nameEn: string;
  readonly hue: PauseHue;
  /** In which state somebody is who has it. */
  readonly state: 'busy' | 'away';
  /** Minutes a day for each agent. */
  readonly minutesPerDay: number | null;
  /** How many of an agent group may have it at once. */
  readonly maxOfGroup: number | null;
}

/** Quiet colours of their dots, which no state of a call has. */
export const pauseHues = ['grey', 'sand', 'moss', 'teal', 'plum', 'rust'] as const;
type PauseHue = (typeof pauseHues)[number];

/** Whose wish it is, and why. */
export interface Reason {
  readonly cause: 'own' | 'missed-offers' | 'forced';
  readonly pauseId: string | null;
  /** Who has set it, and what they wrote. */
  readonly byAgentId: string | null;
  readonly note: string;
}

/** The reason of what an agent has chosen themselves; null where they have named none. */
export const ownReason = (pauseId: string | null): Reason | null =>
  pauseId === null ? null : { cause: 'own', pauseId, byAgentId: null, note: '' };

/** Whether two reasons say the same. */
export const isSameReason = (one: Reason | null, other: Reason | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.cause === other.cause &&
    one.pauseId === other.pauseId &&
    one.byAgentId === other.byAgentId &&
    one.note === other.note);

/** How long an agent has had each named pause on a day, in milliseconds. */
export interface PausedToday {
  readonly day: number;
  readonly ms: Readonly<Record<string, number>>;
}
export const notPaused: PausedToday = { day: 0, ms: {} };

const dayMs = 86_400_000;
/** The midnight with which the day of a moment began, at the tenant's clock. */
const midnightOf = (now: number, utcOffsetMinutes: number): number =>
  dayNumber(now, utcOffsetMinutes) * dayMs - utcOffsetMinutes * 60_000;

type Paused = Pick<Agent, 'state' | 'since' | 'reason' | 'pausedToday'>;

/** The named pause in which an agent is now, by id, or null: who talks meanwhile is in none. */
export const pauseNow = ({ state, reason }: Pick<Paused, 'state' | 'reason'>): string | null =>
  state === 'busy' || state === 'away' ? (reason?.pauseId ?? null) : null;

/** Milliseconds of today that an agent has had a pause, with those that run. */
export function usedMs(agent: Paused, pauseId: string, now: number, utcOffsetMinutes: number): number {
  const { day, ms } = agent.pausedToday;
  const before = day === dayNumber(now, utcOffsetMinutes) ? (ms[pauseId] ?? 0) : 0;
  const runs = pauseNow(agent) === pauseId ? now - Math.max(agent.since, midnightOf(now, utcOffsetMinutes)) : 0;
  return before + Math.max(0, runs);
}

/** What has been used when the state is over in which an agent was. */
export function pausedUntil(agent: Paused, now: number, utcOffsetMinutes: number): PausedToday {
  const pauseId = pauseNow(agent);
  if (pauseId === null) return agent.pausedToday;
  const day = dayNumber(now, utcOffsetMinutes);
  const ms = agent.pausedToday.day === day ? agent.pausedToday.ms : {};
  return { day, ms: { ...ms, [pauseId]: usedMs(agent, pauseId, now, utcOffsetMinutes) } };
}

/** When the minutes of the day are used up for one who has the pause now, epoch milliseconds; null where there is no limit. */
export function usedUpAt(
  agent: Paused,
  { id, minutesPerDay }: Pause,
  now: number,
  utcOffsetMinutes: number,
): number | null {
  return minutesPerDay === null ? null : now + minutesPerDay * 60_000 - usedMs(agent, id, now, utcOffsetMinutes);
}

/**
 * Whether an agent takes a place of a pause: they have it, or will when their call is over. Who is signed out takes none, who loads the page anew keeps
 * theirs.
 */
const holds = ({ reason, sessionId, id }: Agent, pauseId: string, except: string): boolean =>
  id !== except && sessionId !== null && reason?.pauseId === pauseId;

export type WhyNotPause = { readonly why: 'used-up' } | { readonly why: 'full'; readonly holders: readonly Agent[] };

/** Why an agent may not begin a pause now, or null when they may: also the one that they have. */
export function whyNotPause(
  pause: Pause,
  agent: Agent,
  colleagues: Iterable<Agent>,
  { now, utcOffsetMinutes }: { now: number; utcOffsetMinutes: number },
): WhyNotPause | null {
  if (agent.reason?.pauseId === pause.id) return null;
  const { id, minutesPerDay, maxOfGroup } = pause;
  if (minutesPerDay !== null && usedMs(agent, id, now, utcOffsetMinutes) >= minutesPerDay * 60_000)
    return { why: 'used-up' };
  if (maxOfGroup === null || agent.groupIds.length === 0) return null;
  const having = [...colleagues].filter((one) => holds(one, id, agent.id));
  for (const groupId of agent.groupIds) {
    const holders = having.filter(({ groupIds }) => groupIds.includes(groupId));
    if (holders.length >= maxOfGroup) return { why: 'full', holders };
  }
  return null;
}
