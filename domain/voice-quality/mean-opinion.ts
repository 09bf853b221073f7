/**
 * How a conversation sounds, as a mean opinion score: the E-model (ITU-T G.107) in its usual simplification by Cole and Rosenbluth, which needs only what
 * can be counted on the way: delay, loss, codec. The robustness of codecs follows ITU-T G.113; where it has none it is an assumption, not calibrated.
 */

export interface Way {
  /** Milliseconds from mouth to ear. */
  readonly delayMs: number;
  /** Share of packets that do not arrive, 0 to 1. */
  readonly loss: number;
  readonly isOpus: boolean;
}

/** R of a call on which nothing is lost and nothing waits. */
const bestR = 93.2;
/** One-way delay in milliseconds beyond which people begin to talk at the same time. */
const noticedDelayMs = 177.3;
/** How well a codec bears loss (Bpl): the higher, the better. */
const lossRobustness = { opus: 20, other: 10 } as const;

/** The rating R of one direction, 0 to 93.2. */
export function rating({ delayMs, loss, isOpus }: Way): number {
  const percent = Math.min(1, Math.max(0, loss)) * 100;
  const delay = Math.max(0, delayMs);
  const byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - noticedDelayMs);
  const byLoss = (95 * percent) / (percent + (isOpus ? lossRobustness.opus : lossRobustness.other));
  return Math.max(0, bestR - byDelay - byLoss);
}

/** Mean opinion score of one direction, 1 (bad) to 4.5. */
export function meanOpinion(way: Way): number {
  const r = rating(way);
  // The curve of the recommendation dips below 1 before it rises.
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6));
}

export const qualityWords = ['good', 'fair', 'poor'] as const;
export type QualityWord = (typeof qualityWords)[number];

/** Below `fair` many are dissatisfied, below `good` some (ITU-T G.107, table B.1). */
const leastMos = { good: 3.8, fair: 3.1 } as const;

/** A mean opinion score in one word. */
export const qualityWord = (mos: number): QualityWord =>
  mos >= leastMos.good ? 'good' : mos >= leastMos.fair ? 'fair' : 'poor';
