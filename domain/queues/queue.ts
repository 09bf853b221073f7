/** Queues as they are set up (SPEC U5): whose they are, how one of them is chosen, and what their callers need. */
import type { QueueDay } from './day.ts';
import type { Announcements } from './announcements.ts';
import type { CallbackTerms } from './callback-wish.ts';
import type { PastWait } from './expected-wait.ts';
import type { NeedStep } from './needs.ts';
import type { ServiceTarget } from './service-level.ts';
import type { Overflow } from './overflow.ts';

/**
 * Whom a caller is offered to: `ring-all` everybody at once, `linear` the first in the order of positions, `round-robin` the next behind whom it offered
 * last, `longest-idle` who has been ready longest, `fewest-calls` who has answered fewest today, `least-recent` whose last call ended longest ago.
 */
export const strategies = [
  'ring-all',
  'linear',
  'round-robin',
  'longest-idle',
  'fewest-calls',
  'least-recent',
  'random',
] as const;
export type Strategy = (typeof strategies)[number];

export interface QueueMember {
  readonly agentId: string;
  /** Who has a higher one is asked only while nobody with a lower one is free. */
  readonly penalty: number;
  /** Which of the agent's queues this is to them: 0 is the first. */
  readonly order: number;
}

/** What is set up of a queue. */
export interface QueueSettings {
  readonly id: string;
  readonly name: string;
  /** What colleagues dial for it. */
  readonly number: string;
  /** One that is switched off takes no new callers; those who wait are served on. */
  readonly isEnabled: boolean;
  readonly strategy: Strategy;
  readonly ringSeconds: number;
  /** Seconds without offers for an agent who has let a call of the queue ring. */
  readonly missPauseSeconds: number;
  readonly maxWaitSeconds: number;
  readonly maxWaiting: number;
  readonly overflow: Overflow;
  readonly announcements: Announcements;
  /** So many offers in a row that ring out make an agent busy; null for the company's number. */
  readonly missedOffers: number | null;
  /** Of its members at once; null for any number. */
  readonly maxSignedOut: number | null;
  /** How callers are called back who do not want to wait; null: they are not. */
  readonly callback: CallbackTerms | null;
  /** In the order of their positions. */
  readonly members: readonly QueueMember[];
  /** Levels by which its callers come before those of other queues, see `levelSeconds`. */
  readonly weight: number;
  /** What its callers need, and what they still need after so many seconds; nothing where there is no step. */
  readonly needs: readonly NeedStep[];
  /** How many of its callers are to be answered how soon. */
  readonly target: ServiceTarget;
}

export interface Queue extends QueueSettings {
  /** The member whom it offered last; round robin goes on behind them, also after a restart. */
  readonly lastAgentId: string | null;
  readonly today: QueueDay;
  /** The latest of its callers who were answered. */
  readonly recentWaits: readonly PastWait[];
}

/**
 * What a level is worth: a caller with one level more stands where they would stand had they come so many seconds earlier. So priority has its effect
 * at once and waiting always outweighs it in the end: whoever comes later than that does not overtake.
 */
export const levelSeconds = 60;
