/** Quality of a call from the browser's own statistics: a simplified E-model (ITU-T G.107). */

export interface Quality {
  /** Mean opinion score, 1 to 4.5. */
  readonly mos: number;
  /** Milliseconds there and back. */
  readonly rttMs: number;
  /** Share of packets lost in the last interval, 0 to 1. */
  readonly loss: number;
  readonly jitterMs: number;
  readonly word: 'good' | 'fair' | 'poor';
}

/** Totals since the start of the call, as getStats tells them. */
export interface Reception {
  readonly received: number;
  readonly lost: number;
  readonly jitterSeconds: number;
  readonly rttSeconds: number;
  /** Mean delay of the jitter buffer, milliseconds. */
  readonly bufferMs: number;
  readonly isOpus: boolean;
}

/** How well a codec bears loss (Bpl), and the delay of coding and playing in milliseconds: assumptions, not calibrated. */
const lossRobustness = { opus: 20, other: 10 } as const;
const fixedDelayMs = 20;

/** Mean opinion score from one-way delay in milliseconds and loss from 0 to 1. */
export function meanOpinion(delayMs: number, loss: number, isOpus: boolean): number {
  const percent = loss * 100;
  const delayImpairment = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0);
  const lossImpairment = (95 * percent) / (percent + (isOpus ? lossRobustness.opus : lossRobustness.other));
  const r = Math.min(100, Math.max(0, 93.2 - delayImpairment - lossImpairment));
  return 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
}

export const qualityWord = (mos: number): Quality['word'] => (mos >= 3.8 ? 'good' : mos >= 3.1 ? 'fair' : 'poor');

/** Quality of the interval between two readings; of the whole call when there is no earlier one. Null while nothing was received. */
export function qualityBetween(before: Reception | null, after: Reception): Quality | null {
  const received = after.received - (before?.received ?? 0);
  const lost = Math.max(0, after.lost - (before?.lost ?? 0));
  if (received + lost <= 0) return null;
  const loss = lost / (received + lost);
  const rttMs = after.rttSeconds * 1000;
  const mos = meanOpinion(rttMs / 2 + after.bufferMs + fixedDelayMs, loss, after.isOpus);
  return {
    mos: Math.round(mos * 100) / 100,
    rttMs: Math.round(rttMs),
    loss,
    jitterMs: Math.round(after.jitterSeconds * 1000),
    word: qualityWord(mos),
  };
}

type Entry = Readonly<Record<string, unknown>>;
const figure = (entry: Entry | undefined, name: string): number => {
  const value = entry?.[name];
  return typeof value === 'number' ? value : 0;
};

/** What getStats says about the audio that comes in, or null when there is none yet. */
export function readReception(report: Iterable<[string, Entry]>): Reception | null {
  const entries = [...report].map(([, entry]) => entry);
  const inbound = entries.find((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio');
  if (!inbound) return null;
  const remote = entries.find((entry) => entry['type'] === 'remote-inbound-rtp');
  const pair = entries.find((entry) => entry['type'] === 'candidate-pair' && entry['nominated'] === true);
  const codec = entries.find((entry) => entry['type'] === 'codec' && entry['id'] === inbound['codecId']);
  const emitted = figure(inbound, 'jitterBufferEmittedCount');
  return {
    received: figure(inbound, 'packetsReceived'),
    lost: figure(inbound, 'packetsLost'),
    jitterSeconds: figure(inbound, 'jitter'),
    rttSeconds: figure(remote, 'roundTripTime') || figure(pair, 'currentRoundTripTime'),
    bufferMs: emitted > 0 ? (figure(inbound, 'jitterBufferDelay') / emitted) * 1000 : 0,
    isOpus: /opus/i.test(String(codec?.['mimeType'] ?? '')),
  };
}
