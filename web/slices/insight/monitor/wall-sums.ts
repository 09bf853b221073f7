/** Figures of several queues together, and of their people. Pure. */
import type { BoardQueue } from '@bahu/contract/realtime.ts';
import { serviceLevel, type ServiceTarget } from '@bahu/domain/queues/service-level.ts';
import type { BoardLine } from './board-lines.ts';

export interface QueueSums {
  readonly waiting: number;
  /** Who is to be called back. */
  readonly callbacks: number;
  /** Since when the caller waits who has waited longest, epoch milliseconds. */
  readonly longestSince: number | null;
  /** In percent, not rounded; null while nobody has come. */
  readonly level: number | null;
  /** Null where queues have different ones. */
  readonly target: ServiceTarget | null;
  readonly answered: number;
  readonly abandoned: number;
  /** In percent, not rounded. */
  readonly abandonedRate: number | null;
  /** Mean wait of those who were answered. */
  readonly answerSeconds: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

export function sumsOf(queues: readonly BoardQueue[]): QueueSums {
  const of = (name: Exclude<keyof BoardQueue['today'], 'callbacks'>): number =>
    sum(queues.map(({ today }) => today[name]));
  const [answered, abandoned] = [of('answered'), of('abandoned')];
  const waits = queues.flatMap(({ longestSince }) => (longestSince === null ? [] : [Date.parse(longestSince)]));
  const [first] = queues;
  const isOne = queues.every(
    ({ target }) => target.percent === first?.target.percent && target.seconds === first.target.seconds,
  );
  const all = answered + abandoned;
  return {
    waiting: sum(queues.map(({ waiting }) => waiting)),
    callbacks: sum(queues.map(({ callbacks }) => callbacks)),
    longestSince: waits.length === 0 ? null : Math.min(...waits),
    level: serviceLevel({ answered, inTime: of('inTime'), abandoned }),
    target: isOne && first ? first.target : null,
    answered,
    abandoned,
    abandonedRate: all === 0 ? null : (abandoned / all) * 100,
    answerSeconds:
      answered === 0 ? null : Math.round(sum(queues.map(({ today }) => today.waitSeconds * today.answered)) / answered),
  };
}

/** Of those who are signed in and take calls, how many in a hundred have one or its after-call work; null while nobody is there. */
export function occupancyOf(lines: readonly BoardLine[]): number | null {
  const busy = lines.filter(({ group }) => group === 'talking' || group === 'ringing' || group === 'wrap-up').length;
  const there = busy + lines.filter(({ group }) => group === 'ready').length;
  return there === 0 ? null : Math.round((busy / there) * 100);
}

/** Who has answered most today, then by extension. */
export const rankingOf = (lines: readonly BoardLine[], most: number): BoardLine[] =>
  lines
    .filter(({ agent }) => agent.today.answered > 0)
    .toSorted(
      (a, b) => b.agent.today.answered - a.agent.today.answered || a.agent.extension.localeCompare(b.agent.extension),
    )
    .slice(0, most);
