/** What an end of a leg counts of its sound, and what that says of a stretch of time. Both ends count alike: a browser by its statistics, the media server by RTCP. */
import { meanOpinion } from './mean-opinion.ts';

/** Totals since the leg's sound began, as one end counts them. */
export interface Totals {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  /** What the other end reports of what was sent to it. */
  readonly sent: number;
  readonly lostBeyond: number;
  readonly jitterBeyondMs: number;
  /** Milliseconds there and back. */
  readonly rttMs: number;
  /** Mean delay of the jitter buffer so far, where it is known. */
  readonly bufferMs: number | null;
  readonly isOpus: boolean;
}

/** One direction of a leg in a stretch of time. */
interface OneWay {
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
  readonly jitterMs: number;
}

/** A stretch of time as one end measured it: `incoming` is what came to it. */
export interface Measured {
  readonly rttMs: number;
  readonly incoming: OneWay;
  readonly outgoing: OneWay;
  readonly bufferMs: number | null;
  readonly isOpus: boolean;
}

/** The delay of coding, packing and playing, milliseconds: an assumption. */
const fixedDelayMs = 20;
/** A jitter buffer that nobody measures waits for twice the jitter: the usual assumption. */
const bufferPerJitter = 2;

const share = (lost: number, arrived: number): number => {
  const gone = Math.max(0, lost);
  const all = gone + Math.max(0, arrived);
  return all > 0 ? gone / all : 0;
};

/** The stretch between two readings of one end; from the beginning where there is no earlier one. Null while nothing came in. */
export function measuredBetween(before: Totals | null, after: Totals): Measured | null {
  const received = after.received - (before?.received ?? 0);
  const lost = after.lost - (before?.lost ?? 0);
  if (received <= 0) return null;
  const lostBeyond = Math.max(0, after.lostBeyond - (before?.lostBeyond ?? 0));
  // Reports lag behind what was sent, so there may be more lost than sent in one stretch.
  const arrivedBeyond = after.sent - (before?.sent ?? 0) - lostBeyond;
  return {
    rttMs: after.rttMs,
    incoming: { loss: share(lost, received), jitterMs: after.jitterMs },
    outgoing: { loss: share(lostBeyond, arrivedBeyond), jitterMs: after.jitterBeyondMs },
    bufferMs: after.bufferMs,
    isOpus: after.isOpus,
  };
}

/** Mean opinion score of the worse direction, 1 to 4.5, with two decimals. */
export function mosOf({ rttMs, incoming, outgoing, bufferMs, isOpus }: Measured): number {
  const of = ({ loss }: OneWay, buffer: number): number =>
    meanOpinion({ delayMs: rttMs / 2 + buffer + fixedDelayMs, loss, isOpus });
  const guessed = ({ jitterMs }: OneWay): number => bufferPerJitter * jitterMs;
  const mos = Math.min(of(incoming, bufferMs ?? guessed(incoming)), of(outgoing, guessed(outgoing)));
  return Math.round(mos * 100) / 100;
}
