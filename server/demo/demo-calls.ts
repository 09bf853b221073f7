/** The calls of the demo company's day until now, so that boards and lists show one from the first start on: the same course at every start. Pure. */
import type { CallOutcome } from '@bahu/contract/calls.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import * as demo from './demo-data.ts';

/** By which the company's own rows are known. */
type QueueKey = 'sales' | 'support' | 'english';

export interface DemoCall {
  /** When it began, epoch milliseconds. */
  at: number;
  number: string;
  outcome: CallOutcome;
  direction: 'inbound' | 'outbound';
  /** Where it waited, or that has called back. */
  queue: QueueKey | null;
  waitSeconds?: number;
  /** At whom it rang, or who talked. */
  extension?: string;
  talkSeconds?: number;
}

const stranger = '+8615400009913';
const numberOf = (owner: string): string =>
  demo.customers.find(({ ownerExtension }) => ownerExtension === owner)!.phone;
const minutes = (count: number): number => count * 60_000;

/** Callers whom nobody has served, one of whom was reached since. In the order of time: what follows from an end follows from those before. */
const missed = (now: number): DemoCall[] =>
  (
    [
      { minutesAgo: 152, number: numberOf('803'), queue: 'sales', waitSeconds: 48, extension: '803' },
      { minutesAgo: 131, number: numberOf('803'), queue: null, extension: '803', talkSeconds: 96 },
      { minutesAgo: 66, number: numberOf('805'), queue: 'support', waitSeconds: 73 },
      { minutesAgo: 41, number: numberOf('802'), queue: 'sales', waitSeconds: 35, extension: '802' },
      { minutesAgo: 27, number: stranger, queue: 'sales', waitSeconds: 22 },
      { minutesAgo: 12, number: stranger, queue: 'sales', waitSeconds: 57 },
    ] as const
  ).map(({ minutesAgo, ...call }) => ({
    ...call,
    at: now - minutes(minutesAgo),
    outcome: call.queue ? 'abandoned-queue' : 'connected',
    direction: call.queue ? 'inbound' : 'outbound',
  }));

const pattern: readonly QueueKey[] = ['sales', 'support', 'sales', 'english', 'support', 'sales', 'support', 'sales'];
const staff: Readonly<Record<QueueKey, readonly string[]>> = {
  sales: ['802', '803', '804'],
  support: ['805', '806'],
  english: ['805', '803'],
};
/** People who called or were called today: nobody whom `missed` is about. */
const people = demo.customers.slice(20).map(({ phone }) => phone);
const pick = <T>(list: readonly T[], place: number): T => list[place % list.length]!;

const shiftHours = 9;
const [fewest, most, everyMinutes] = [18, 64, 8];

/** What came and went since the shift began, or since midnight where that is later. */
function courseOf(now: number, utcOffsetMinutes: number): DemoCall[] {
  const from = Math.max(dayStart(dayNumber(now, utcOffsetMinutes), utcOffsetMinutes), now - minutes(shiftHours * 60));
  const until = Math.max(from, now - minutes(6));
  const count = Math.min(most, Math.max(fewest, Math.floor((until - from) / minutes(everyMinutes))));
  return Array.from({ length: count }, (_, i) => i).flatMap((i): DemoCall[] => {
    const at = from + Math.floor(((until - from) * i) / count);
    const queue = pick(pattern, i);
    const extension = pick(staff[queue], i);
    const number = pick(people, i);
    const talkSeconds = 40 + ((i * 53) % 260);
    const answered = { at, number, queue, extension, talkSeconds, outcome: 'connected', direction: 'inbound' } as const;
    // They come again a moment later, and are served.
    if (i % 13 === 6)
      return [
        { at, number, queue, waitSeconds: 24 + i, outcome: 'abandoned-queue', direction: 'inbound' } as const,
        { ...answered, at: at + minutes(1.5), waitSeconds: 6 },
      ];
    if (i % 16 === 3)
      return [
        { at, number, queue, waitSeconds: 31, outcome: 'callback', direction: 'inbound' } as const,
        { ...answered, at: at + minutes(2), direction: 'outbound' } as const,
      ];
    if (i % 5 === 4) return [{ ...answered, queue: null, direction: 'outbound' } as const];
    return [{ ...answered, waitSeconds: i % 9 === 2 ? 38 : 3 + ((i * 7) % 15) }];
  });
}

/** In the order of time; all are over by now. */
export const demoCalls = (now: number, utcOffsetMinutes: number): DemoCall[] =>
  [...courseOf(now, utcOffsetMinutes), ...missed(now)]
    .map((call) => ({ ...call, at: Math.min(call.at, now - secondsOf(call) * 1000) }))
    .toSorted((one, other) => one.at - other.at);

/** From its beginning to its end: what is not counted as waiting or talking is ringing. */
export const secondsOf = ({ waitSeconds = 0, talkSeconds = 0 }: DemoCall): number => waitSeconds + talkSeconds + 3;
